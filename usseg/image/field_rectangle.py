"""The field of a linear probe: a rectangle, which may be black over much of its depth."""

import numpy as np

from usseg.image.field_sides import Side, firmer_sides, near_and_far
from usseg.image.field_speckle import Speckle
from usseg.image.field_walk import Screen, extent, extent_above

FULL_WIDTH = 0.7  # share of the width that the probe's face covers in a rectangle
LONG_SIDE = 0.4  # of the rows end at the upright side of a rectangle
CROPPED_SIDE = 0.25  # of them, when both sides lie at the edges of the frame


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
    grey: np.ndarray, speckle: Speckle, left: Side, right: Side, screen: Screen
) -> tuple[int, int, int, int] | None:
    """Return the rectangle (row0, col0, row1, col1), half open, or None when it is empty."""
    rows = slice(*(int(row) for row in np.flatnonzero(speckle.rows)[[0, -1]] + [0, 1]))
    turned = grey.T
    col0 = left.edge - extent(left, turned[left.edge :], turned[: left.edge][::-1], rows, screen)
    col1 = right.edge + extent(
        right, turned[: right.edge][::-1], turned[right.edge :], rows, screen
    )
    cols = slice(col0, col1)
    ends = firmer_sides(speckle.pixels[:, cols].T, speckle.near[:, cols].T, tolerance=2)
    if ends is None:
        return None
    top, bottom = ends
    row0 = top.edge - extent_above(top, grey[top.edge :], grey[: top.edge][::-1], cols, screen)
    row1 = bottom.edge + extent(
        bottom, grey[: bottom.edge][::-1], grey[bottom.edge :], cols, screen
    )
    return (row0, col0, row1, col1) if row1 > row0 and col1 > col0 else None
