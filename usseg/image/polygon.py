"""Which pixels a polygon holds: those whose centre lies inside it.

Coordinates are (row, col) at pixel edges: pixel (0, 0) is the square from (0, 0) to (1, 1), and its
centre is (0.5, 0.5). A square from (2, 2) to (5, 5) holds 9 pixels, not 16. A centre exactly on the
outline is inside at its top and left and outside at its bottom and right, so that polygons sharing
an edge share no pixel and leave no gap.

Own code, since the libraries cannot do it: Pillow's polygons hold their outline too, which makes a
square of side 3 hold 16 pixels, and scikit-image's time grows with pixels times corners, so that one
crafted outline of a truth would keep the server busy for an hour.
"""

from collections.abc import Sequence

import numpy as np

from usseg.errors import InputError

MOST_CROSSINGS = 2_000_000  # of an outline with rows of pixels; memory grows with them
CROSSING_COST = 32  # pixels that are filled in the time that one crossing takes: measured


def fill(
    rings: Sequence[np.ndarray], shape: tuple[int, int]
) -> tuple[tuple[slice, slice], np.ndarray]:
    """Fill closed rings by the even-odd rule: a ring inside another is a hole in it.

    Args:
        rings: Float, each of shape (corners, 2) as (row, col) at pixel edges; may leave the frame.
        shape: (rows, cols) of the frame.

    Returns:
        window: The slices of rows and columns that hold all filled pixels.
        inside: Boolean, of the window's shape.

    Raises:
        InputError: The outline runs up and down more often than any drawn one.

    >>> window, inside = fill([np.array([(1, 1), (1, 3), (4, 3), (4, 1)])], (6, 6))
    >>> window, bool(inside.all())
    ((slice(1, 4, None), slice(1, 3, None)), True)
    """
    row, col = _crossings(rings, shape)
    if not row.size:
        return (slice(0, 0), slice(0, 0)), np.zeros((0, 0), dtype=bool)
    row0, col0, row1, col1 = row.min(), col.min(), row.max() + 1, col.max()
    turns = np.zeros((row1 - row0, col1 - col0 + 1), dtype=np.uint8)
    np.add.at(turns, (row - row0, col - col0), 1)  # may overflow, which keeps odd and even apart
    inside = np.bitwise_xor.accumulate(turns[:, :-1] & 1, axis=1).astype(bool)
    return (slice(int(row0), int(row1)), slice(int(col0), int(col1))), inside


def effort(rings: Sequence[np.ndarray], shape: tuple[int, int]) -> int:
    """Return what filling rings costs before it is done, in pixels: their window and the crossings.

    >>> effort([np.array([(1, 1), (1, 3), (4, 3), (4, 1)])], (6, 6))
    198
    """
    corners = np.clip(np.concatenate(rings), 0, shape)
    window = np.ceil(corners.max(axis=0)) - np.floor(corners.min(axis=0))
    crossings = int(_rows_crossed(*_edges(rings), shape[0])[1].sum())
    return int(window.prod()) + CROSSING_COST * crossings


def _edges(rings: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and the second end of every edge: float, shape (edges, 2)."""
    start = [np.asarray(ring, dtype=float) for ring in rings]
    return np.concatenate(start), np.concatenate([np.roll(ring, -1, axis=0) for ring in start])


def _rows_crossed(start: np.ndarray, end: np.ndarray, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the first row of pixel centres that each edge crosses, and how many it crosses."""
    reach = np.sort(np.stack([start[:, 0], end[:, 0]]), axis=0)
    first, stop = np.clip(np.ceil(reach - 0.5), 0, rows).astype(np.int64)
    return first, stop - first


def _crossings(
    rings: Sequence[np.ndarray], shape: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Return where rows of pixel centres cross the rings: row, and first column beyond."""
    start, end = _edges(rings)
    first, count = _rows_crossed(start, end, shape[0])
    total = int(count.sum())
    if total > MOST_CROSSINGS:
        raise InputError(
            f"An outline crosses rows of pixels {total} times; at most {MOST_CROSSINGS} are "
            f"accepted. Draw it with fewer corners."
        )
    edge = np.repeat(np.arange(len(count)), count)
    row = np.arange(total) - np.repeat(np.cumsum(count) - count, count) + first[edge]
    (row0, col0), (row1, col1) = start[edge].T, end[edge].T
    col = col0 + (row + 0.5 - row0) * (col1 - col0) / (row1 - row0)
    return row, np.clip(np.ceil(col - 0.5), 0, shape[1]).astype(np.int64)
