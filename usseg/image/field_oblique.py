"""A field with oblique or curved sides, accepted only on strong evidence from both sides."""

import numpy as np

from usseg.image.field_curve import clip
from usseg.image.field_fit import MOST_LOST, area_of, fan_field, lost
from usseg.image.field_outline import outline
from usseg.image.field_parallel import parallel_sides
from usseg.image.field_sides import Side, near_and_far
from usseg.image.field_speckle import Speckle
from usseg.image.field_steered import steered_field
from usseg.image.field_wedge import brightening, find_wedge, is_pointed, wedge_lines
from usseg.types import Field

CUT = 0.45  # of the brightness is lost at once where a screen cuts echoes off,
NEAR_SIDE = 6  # pixels: rows whose speckle ends farther from a side do not show it
BLURRED_CUT = 0.3  # and in a frame that went through JPEG
LEAST_LOST = 0.004  # of the speckle lies outside a fan that is none by construction
LEAST_LINE = 0.45  # of the rows must end on each of two lines that are not mirrored
LEAST_SLOPE = 0.05  # columns per row
SMALLEST = 0.04  # of the frame: less than this is taken for a mistake


def are_cut(grey: np.ndarray, speckle: Speckle, columns: tuple[np.ndarray, np.ndarray]) -> bool:
    """Tell whether echoes are cut off at both sides.

    Args:
        grey: uint8, shape (rows, cols).
        speckle: The frame's speckle.
        columns: Column of the left and of the right side in each row that the field surely covers,
            shape (n,) each.
    """
    if speckle.near is speckle.anywhere:  # what bright ground surrounds is no shadow's edge
        return True
    covered = np.flatnonzero(speckle.rows)
    lines = speckle.near[covered]
    ends = (lines.argmax(axis=1), lines.shape[1] - lines[:, ::-1].argmax(axis=1))
    rises = []
    for side, end, sign in zip(columns, ends, (1, -1), strict=True):
        hits = np.flatnonzero(np.abs(end - side) <= NEAR_SIDE)
        rises.append(brightening(grey, covered[0] + hits, side[hits], sign))
    return min(rises) >= (CUT if speckle.noise == 0 else BLURRED_CUT)


def hull_field(speckle: Speckle, grey: np.ndarray, sides: tuple[Side, Side]) -> Field | None:
    """Return the hull of the speckle, its hollows carved out; None where its sides are not firm."""
    if not all(side.line >= LEAST_LINE and abs(side.slope) > LEAST_SLOPE for side in sides):
        return None
    first_row, rows = int(np.flatnonzero(speckle.rows)[0]), np.arange(np.sum(speckle.rows))
    left, right = (side.start + side.slope * rows for side in sides)
    if not are_cut(grey, speckle, (left, right)):
        return None
    polygon, curved = outline(speckle.near)
    for side, is_left in zip(sides, (True, False), strict=True):
        polygon = clip(polygon, side, first_row, is_left)
    if len(polygon) < 3 or area_of(polygon) < SMALLEST * grey.size:
        return None
    hull = Field("arc" if curved else "sector", polygon)
    return hull if lost(speckle.pixels, hull) <= MOST_LOST else None


def leaning_field(
    speckle: Speckle, grey: np.ndarray, sides: tuple[Side, Side], tolerance: float
) -> Field | None:
    """Return the parallelogram of a probe with steered beams; None where there is none.

    Arguments are those of `oblique_field`, and both sides of the speckle, each by itself.
    """
    steered = parallel_sides(speckle.near & speckle.rows[:, None], sides, tolerance)
    if steered is None:
        return None
    columns = steered.columns(np.flatnonzero(speckle.rows))
    return steered_field(grey, speckle, steered) if are_cut(grey, speckle, columns) else None


def oblique_field(speckle: Speckle, grey: np.ndarray, tolerance: float) -> Field | None:
    """Return the field of steered beams, a fan, a trapezoid or a panorama.

    Shadows and water too end speckle on oblique lines, but not on both sides alike, and there is
    tissue beyond them. Without strong evidence from both sides there is no such field.

    Args:
        speckle: The frame's speckle.
        grey: The frame, uint8, shape (rows, cols).
        tolerance: Distance in pixels up to which an end lies on a line.

    Returns:
        The field, or None where the evidence is weak.
    """
    lines = speckle.near[speckle.rows]
    sides = near_and_far(lines, tolerance)
    if sides is None:
        return None
    leaning = leaning_field(speckle, grey, sides, tolerance)
    if leaning is not None:
        return leaning
    first_row = int(np.flatnonzero(speckle.rows)[0])
    wedge = find_wedge(lines[lines.any(axis=1)], first_row, tolerance)
    found = None
    if wedge is not None:
        if is_pointed(wedge, first_row, len(lines)):
            return None
        if are_cut(grey, speckle, wedge_lines(wedge, first_row, len(lines))):
            found = fan_field(speckle, wedge, grey, tolerance)
    if found is not None and lost(speckle.near, found) <= LEAST_LOST:
        return found
    return hull_field(speckle, grey, sides) or found
