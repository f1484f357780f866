"""The field of a linear probe: a rectangle, which may be black over much of its depth."""

import numpy as np

from usseg.image.field_extent import depth_range, extent_aside
from usseg.image.field_oblique import SMALLEST
from usseg.image.field_sides import Side, near_and_far
from usseg.image.field_speckle import Speckle
from usseg.image.field_walk import Screen
from usseg.image.preprocess import whole_field
from usseg.types import Field

FULL_WIDTH = 0.7  # share of the width that the probe's face covers in a rectangle
LONG_SIDE = 0.4  # of the rows end at the upright side of a rectangle
CROPPED_SIDE = 0.25  # of them, when both sides lie at the edges of the frame
SNAP = 0.006  # of the frame's side: a field that ends this close to the frame's edge reaches it
WHOLE = 0.985  # of the frame: a rectangle that covers this much is the frame itself


def snapped(box: tuple[int, int, int, int], shape: tuple[int, int]) -> tuple[int, int, int, int]:
    """Move the sides of a box that nearly reach the frame's edge onto it."""
    reach = [max(2, round(SNAP * size)) for size in shape]
    row0, col0, row1, col1 = box
    return (
        row0 if row0 > reach[0] else 0,
        col0 if col0 > reach[1] else 0,
        row1 if row1 < shape[0] - reach[0] else shape[0],
        col1 if col1 < shape[1] - reach[1] else shape[1],
    )


def rectangle_field(box: tuple[int, int, int, int], shape: tuple[int, int]) -> Field:
    """Return a box as a field; the whole frame when it covers nearly all or next to nothing of it."""
    row0, col0, row1, col1 = snapped(box, shape)
    share = (row1 - row0) * (col1 - col0) / (shape[0] * shape[1])
    if not SMALLEST <= share < WHOLE:
        return whole_field(shape)
    corners = [(row0, col0), (row0, col1), (row1, col1), (row1, col0)]
    return Field("rectangle", np.array(corners, dtype=float))


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
    inside, outside = turned[left.edge :], turned[: left.edge][::-1]
    col0 = left.edge - extent_aside(left, inside, outside, rows, screen)
    inside, outside = turned[: right.edge][::-1], turned[right.edge :]
    col1 = right.edge + extent_aside(right, inside, outside, rows, screen)
    ends = depth_range(grey, speckle.pixels, speckle.near, slice(col0, col1), screen)
    return None if ends is None or col1 <= col0 else (ends[0], col0, ends[1], col1)
