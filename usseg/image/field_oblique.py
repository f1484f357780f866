"""A field with oblique or curved sides, accepted only on strong evidence from both sides."""

import numpy as np

from usseg.image.field_curve import clip, cut
from usseg.image.field_fan import fan
from usseg.image.field_outline import outline
from usseg.image.field_screen import BLACK, EVEN
from usseg.image.field_sides import Side, near_and_far
from usseg.image.field_speckle import Speckle
from usseg.image.field_texture import local_range, opened
from usseg.image.field_wedge import Wedge, brightening, find_wedge, is_pointed, wedge_lines
from usseg.image.preprocess import field_mask
from usseg.types import Field

MOST_LOST = 0.06  # of the speckle may lie outside: more is tissue that must not be cut away
CUT = 0.45  # of the brightness is lost at once where a screen cuts echoes off,
BLURRED_CUT = 0.3  # and in a frame that went through JPEG
PATCH = 5  # pixels: what no square of this side fits into is ink
MOST_GROUND = 0.02  # of a fan may be the screen's ground: more, and it does not fit
LEAST_ECHOES = 0.2  # of what an arc adds to a fan shows echoes
LEAST_FILLED = 0.25  # of a fan shows speckle: shadows hide less
LEAST_LINE = 0.45  # of the rows must end on each of two lines that are not mirrored
LEAST_SLOPE = 0.05  # columns per row
SMALLEST = 0.04  # of the frame: less than this is taken for a mistake


def within_frame(polygon: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Cut off what passes the edges of a frame of this shape (rows, cols)."""
    for axis, size in enumerate(shape):
        polygon = cut(polygon, polygon[:, axis])
        polygon = cut(polygon, size - polygon[:, axis])
    return polygon


def area_of(polygon: np.ndarray) -> float:
    """Area of a polygon (vertices, 2) in pixels."""
    row, col = polygon.T
    return abs(float(np.sum(row * np.roll(col, 1) - col * np.roll(row, 1)))) / 2


def lost(pixels: np.ndarray, field: Field) -> float:
    """Share of the speckle that a field leaves out, ink not counted."""
    outside = opened(pixels & ~field_mask(field, pixels.shape), PATCH)
    return float(np.count_nonzero(outside)) / max(1, int(np.count_nonzero(pixels)))


def fits(field: Field, speckle: Speckle, grey: np.ndarray) -> bool:
    """Tell whether a fan covers the speckle, and beyond it only what may be shadow.

    Args:
        field: The fan.
        speckle: The frame's speckle.
        grey: uint8, shape (rows, cols).
    """
    covered = field_mask(field, grey.shape)
    ground = opened(covered & (grey > BLACK) & (local_range(grey) <= EVEN), PATCH)
    size = max(1, int(np.count_nonzero(covered)))
    return bool(
        np.count_nonzero(ground) <= MOST_GROUND * size
        and np.count_nonzero(covered & speckle.near) >= LEAST_FILLED * size
        and lost(speckle.near, field) <= MOST_LOST
    )


def are_cut(
    grey: np.ndarray, first_row: int, lines: tuple[np.ndarray, np.ndarray], noise: int
) -> bool:
    """Tell whether echoes are cut off at both sides, which `lines` gives the columns of."""
    least = CUT if noise == 0 else BLURRED_CUT
    left, right = lines
    rises = (brightening(grey, first_row, left, 1), brightening(grey, first_row, right, -1))
    return min(rises) >= least


def hull_field(speckle: Speckle, sides: tuple[Side, Side]) -> Field:
    """Return the hull of the speckle, its hollows carved out, its straight sides cut clean."""
    polygon, curved = outline(speckle.near)
    first_row = int(np.flatnonzero(speckle.rows)[0])
    for side, is_left in zip(sides, (True, False), strict=True):
        polygon = clip(polygon, side, first_row, is_left)
    return Field("arc" if curved else "sector", polygon)


def fan_field(speckle: Speckle, wedge: Wedge, grey: np.ndarray, tolerance: float) -> Field | None:
    """Return the field between two mirrored sides; None where none fits what is seen.

    Its arcs are looked for in thick echoes, where lines of the screen are not taken for one, and
    in all echoes. The latter reach farther in dark frames, and count where they fill what they add.
    """
    found = []
    for echoes in (opened(speckle.anywhere, PATCH), speckle.anywhere):
        shape = fan(echoes, wedge, tolerance)
        polygon = None if shape is None else within_frame(shape[0], grey.shape)
        if shape is not None and polygon is not None and len(polygon) > 2:
            field = Field("arc" if shape[1] else "sector", polygon)
            if fits(field, speckle, grey):
                found.append(field)
    if len(found) < 2:
        return found[0] if found else None
    thick, every = (field_mask(field, grey.shape) for field in found)
    added = every & ~thick
    small = np.count_nonzero(added) <= MOST_GROUND * np.count_nonzero(thick)
    return found[int(small or float(speckle.anywhere[added].mean()) >= LEAST_ECHOES)]


def oblique_field(speckle: Speckle, grey: np.ndarray, tolerance: float) -> Field | None:
    """Return the field of a fan, a trapezoid or a panorama.

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
    first_row = int(np.flatnonzero(speckle.rows)[0])
    wedge = find_wedge(lines[lines.any(axis=1)], first_row, tolerance)
    if wedge is not None and is_pointed(wedge, first_row, len(lines)):
        return None
    on_black = speckle.near is not speckle.anywhere
    if wedge is not None:
        columns = wedge_lines(wedge, first_row, len(lines))
        if not on_black or are_cut(grey, first_row, columns, speckle.noise):
            found = fan_field(speckle, wedge, grey, tolerance)
            if found is not None:
                return found
    rows = np.arange(len(lines))
    firm = all(side.line >= LEAST_LINE and abs(side.slope) > LEAST_SLOPE for side in sides)
    left, right = (side.start + side.slope * rows for side in sides)
    if not firm or (on_black and not are_cut(grey, first_row, (left, right), speckle.noise)):
        return None
    hull = hull_field(speckle, sides)
    if len(hull.outline) < 3 or area_of(hull.outline) < SMALLEST * grey.size:
        return None
    return hull if lost(speckle.pixels, hull) <= MOST_LOST else None
