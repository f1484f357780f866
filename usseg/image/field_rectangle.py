"""The field of a linear probe: a rectangle, which may be black over much of its depth."""

import numpy as np
from scipy import ndimage

from usseg.image.field_screen import BLACK, EVEN, INK
from usseg.image.field_sides import Side, firmer_sides, near_and_far
from usseg.image.field_speckle import RINGING_REACH, Speckle
from usseg.image.field_texture import grown, local_range

LEAST_BAND = 9  # rows and columns: JPEG's ringing at the field's edge reaches as far
STEP_SHARE = 0.6  # of the columns must change at one row before it counts as the floor's edge
STILL_SHARE = 0.05  # of the columns may change just beyond it
GROUND_SHARE = 0.5  # of a row must have one level, brighter than black, to be ground
GROUND_ROWS = 12  # rows of it in sequence: fewer may be an echo of the probe's face
FAINT_SHARE = 0.6  # of the columns show faint echoes where a field goes on beyond a straight edge
LINE_SHARE = 0.9  # of the columns are brighter than black in a line across the whole field
BESIDE = 4  # pixels beside the field, where a ruler's line goes on and an echo's does not
FADING_ROWS = 6  # rows compared to tell fading from an abrupt end
FADING = 0.5  # of the brightness is left nearest to an end that fades
FULL_WIDTH = 0.7  # share of the width that the probe's face covers in a rectangle
LONG_SIDE = 0.4  # of the rows end at the upright side of a rectangle
CROPPED_SIDE = 0.25  # of them, when both sides lie at the edges of the frame


def walk(band: np.ndarray) -> int:
    """Count the rows from the first one on over which a black field may continue.

    Echoes fade out long before the field ends. The field is followed over black until its floor
    gives way to the screen's black, a brighter ground begins, or the frame ends: a little too
    much black harms less than lost tissue.

    Args:
        band: Grey levels beyond the last speckle, uint8, shape (rows, cols of the field).
    """
    if len(band) == 0:
        return 0
    black = (band <= BLACK).mean(axis=1) > GROUND_SHARE
    changes = np.zeros(len(band) + 2)
    changes[1 : len(band)] = (band[1:] != band[:-1]).mean(axis=1)
    floor_ends = (changes[:-2] > STEP_SHARE) & (changes[2:] < STILL_SHARE) & black
    floor_ends[1:] &= black[:-1]
    floor_ends[:3] = False
    level = np.median(band, axis=1, keepdims=True)
    even = (np.abs(band - level) <= EVEN).mean(axis=1) > GROUND_SHARE
    rows = min(GROUND_ROWS, len(band))
    ground = ndimage.minimum_filter1d(even & ~black, rows, origin=-(rows // 2), mode="nearest")
    stops = np.flatnonzero(floor_ends | ground)
    return int(stops[0]) if stops.size else len(band)


def goes_on(band: np.ndarray, beside: np.ndarray) -> bool:
    """Tell whether there are echoes in the black beyond a straight edge of speckle.

    A shadow or a flat bone ends the speckle as abruptly as the screen does. Echoes differ from
    ink: they are faint, or lines that begin and end with the field, as that of the probe's face.

    Args:
        band: Grey levels beyond the edge, uint8, shape (rows, cols of the field).
        beside: Grey levels beside the field at those rows, uint8, shape (rows, 0 to 2).
    """
    if min(band.shape) < LEAST_BAND:
        return False
    faint = (local_range(band) > 0) & ~grown(local_range(band) > INK, RINGING_REACH)
    lines = ((band > BLACK).mean(axis=1) > LINE_SHARE) & (beside <= BLACK).all(axis=1)
    return bool(lines[1:].any() or faint[LEAST_BAND:].any(axis=0).mean() > FAINT_SHARE)


def fades(within: np.ndarray) -> bool:
    """Tell whether echoes grow ever fainter up to an edge, as they do far from the probe.

    Args:
        within: Grey levels inside the edge, nearest first, uint8, shape (rows, cols of the field).
    """
    last, before = within[:FADING_ROWS], within[2 * FADING_ROWS : 3 * FADING_ROWS]
    if before.size == 0:
        return False
    return float(last.mean()) < min(BLACK, FADING * float(before.mean()))


def extent(side: Side, inward: np.ndarray, beyond: np.ndarray, cols: slice) -> int:
    """Return by how many rows the field goes on beyond its top or bottom.

    Args:
        side: The top or bottom.
        inward: Grey levels inside it, nearest first, uint8, shape (rows, cols of the frame).
        beyond: Grey levels beyond it, likewise.
        cols: The columns of the field.
    """
    band = beyond[:, cols]
    room = walk(band)
    outside = [col for col in (cols.start - BESIDE, cols.stop - 1 + BESIDE) if col >= 0]
    beside = beyond[:room, [col for col in outside if col < beyond.shape[1]]]
    abrupt = side.hard and not fades(inward[:, cols])
    return 0 if abrupt and not goes_on(band[:room], beside) else room


def is_rectangle(speckle: Speckle, left: Side, right: Side) -> bool:
    """Decide between a rectangle and a field with oblique sides.

    Two long upright sides make a rectangle, and so does a straight top as wide as the field: fans
    and panoramas have neither. Sides at the edges of the frame need not be as long.
    """
    if left.slanted or right.slanted:
        return False
    cropped = left.edge == 0 and right.edge == speckle.pixels.shape[1]
    least = CROPPED_SIDE if cropped else LONG_SIDE
    if left.hard and right.hard and min(left.share, right.share) > least:
        return True
    ends = near_and_far(speckle.pixels[:, left.edge : right.edge].T, tolerance=2)
    return ends is not None and ends[0].share > FULL_WIDTH


def rectangle(
    grey: np.ndarray, speckle: Speckle, left: Side, right: Side
) -> tuple[int, int, int, int] | None:
    """Return the rectangle (row0, col0, row1, col1), half open, or None when it is empty."""
    cols = slice(left.edge, right.edge)
    ends = firmer_sides(speckle.pixels[:, cols].T, speckle.near[:, cols].T, tolerance=2)
    if ends is None:
        return None
    top, bottom = ends
    row0 = top.edge - extent(top, grey[top.edge :], grey[: top.edge][::-1], cols)
    row1 = bottom.edge + extent(bottom, grey[: bottom.edge][::-1], grey[bottom.edge :], cols)
    return (row0, left.edge, row1, right.edge) if row1 > row0 else None
