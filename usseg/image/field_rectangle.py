"""The field of a linear probe: a rectangle, which may be black over much of its depth."""

import numpy as np

from usseg.image.field_sides import Side, firmer_sides, near_and_far
from usseg.image.field_speckle import Speckle

BLACK = 10  # grey level up to which a constant area may be anechoic as well as screen
STEP_SHARE = 0.6  # of the columns must change at one row before it counts as the floor's edge
STILL_SHARE = 0.05  # of the columns may change just beyond it
GROUND_SHARE = 0.5  # of the columns must be brighter than black before a row counts as ground
RULER_SHARE = 0.3  # of a ground's row may be textured
FULL_WIDTH = 0.7  # share of the width that the probe's face covers in a rectangle
LONG_SIDE = 0.4  # of the rows end at the upright side of a rectangle
CROPPED_SIDE = 0.25  # of them, when both sides lie at the edges of the frame


def walk(band: np.ndarray) -> int:
    """Count the rows from the first one on over which a black field may continue.

    Echoes fade out long before the field ends. The field is followed over black until its floor
    gives way to the screen's black, a brighter ground begins, or the frame ends: a little too
    much black harms less than lost tissue.

    Args:
        band: Grey levels below the last speckle, uint8, shape (rows, cols of the field).
    """
    if len(band) == 0:
        return 0
    changes = np.zeros(len(band) + 2)
    changes[1 : len(band)] = (band[1:] != band[:-1]).mean(axis=1)
    uneven = (band[:, 1:] != band[:, :-1]).mean(axis=1)
    floor_ends = (changes[:-2] > STEP_SHARE) & (changes[2:] < STILL_SHARE)
    floor_ends[:3] = False
    ground = ((band > BLACK).mean(axis=1) > GROUND_SHARE) & (uneven < RULER_SHARE)
    stops = np.flatnonzero(floor_ends | ground)
    return int(stops[0]) if stops.size else len(band)


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
    row0, row1 = top.edge, bottom.edge
    if not top.hard:
        row0 -= walk(grey[:row0, cols][::-1])
    if not bottom.hard:
        row1 += walk(grey[row1:, cols])
    return (row0, left.edge, row1, right.edge) if row1 > row0 else None
