"""The outline of a field with oblique or curved sides: a convex hull with its hollows carved out."""

import numpy as np

from usseg.image.field_curve import hollow, hollow_shape

HOLLOW_SHARE = 0.012  # of the field's size: a shallower hollow is noise
CURVED_LENGTH = 0.2  # of the field's diagonal: the shortest edge that may be curved
CURVE_POINTS = 25


def convex_hull(points: np.ndarray) -> np.ndarray:
    """Return the corners of the convex hull of points (n, 2), in order around it.

    >>> convex_hull(np.array([(0, 0), (0, 4), (2, 2), (4, 4), (4, 0)])).tolist()
    [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]]
    """
    ordered = np.unique(points, axis=0).astype(float).tolist()
    chains = []
    for side in (ordered, ordered[::-1]):
        chain: list[list[float]] = []
        for row, col in side:
            while len(chain) > 1:
                (r0, c0), (r1, c1) = chain[-2:]
                if (r1 - r0) * (col - c1) - (c1 - c0) * (row - r1) > 0:
                    break
                chain.pop()
            chain.append([row, col])
        chains += chain[:-1]
    return np.array(chains)


def rim(marked: np.ndarray) -> np.ndarray:
    """Return the outermost marked pixels of each row and column as pixel-edge points (n, 2)."""
    points = []
    for mask, order in ((marked, (0, 1)), (marked.T, (1, 0))):
        lines = np.flatnonzero(mask.any(axis=1))
        first = mask[lines].argmax(axis=1)
        last = mask.shape[1] - mask[lines][:, ::-1].argmax(axis=1)
        # `texture` marks one pixel of ground on each side, unless the frame ends there.
        first = first + (first > 0)
        last = last - (last < mask.shape[1])
        for ends in (first, last):
            points.append(np.stack([lines + 0.5, ends], axis=1)[:, order])
    return np.concatenate(points)


def carve(marked: np.ndarray, start: np.ndarray, end: np.ndarray, is_top: bool) -> np.ndarray:
    """Bend one edge of the hull inward where the rim follows a smooth curve below it.

    Args:
        marked: Speckle of the field, bool, shape (rows, cols).
        start: Corner (row, col) of the hull, at the edge's beginning.
        end: Corner at its end.
        is_top: Whether the field lies below the edge.

    Returns:
        Points (n, 2) from start towards end, without end: the start alone for a straight edge.
    """
    straight = start[None]
    cols = np.arange(int(min(start[1], end[1])) + 1, int(max(start[1], end[1])) - 1)
    strip = marked[:, cols] if cols.size else np.zeros((1, 0), dtype=bool)
    filled = strip.any(axis=0)
    if filled.sum() < CURVE_POINTS:
        return straight
    strip, cols = strip[:, filled], cols[filled]
    rim_row = strip.argmax(axis=0) + 1 if is_top else len(strip) - 1 - strip[::-1].argmax(axis=0)
    along = (cols + 0.5 - start[1]) / (end[1] - start[1])
    depth = (rim_row - (start[0] + along * (end[0] - start[0]))) * (1 if is_top else -1)
    length = float(np.hypot(*np.subtract(start, end)))
    shallow = float(np.median(depth)) < HOLLOW_SHARE * length
    weights = None if shallow else hollow(along, depth, length)
    if weights is None:
        return straight
    steps = np.linspace(0, 1, CURVE_POINTS)[:-1]
    inward = np.maximum(hollow_shape(steps) @ weights, 0) * (1 if is_top else -1)
    return start + steps[:, None] * (end - start) + inward[:, None] * [1, 0]


def outline(marked: np.ndarray) -> tuple[np.ndarray, bool]:
    """Outline the speckle of a field.

    Args:
        marked: Speckle of the field alone, bool, shape (rows, cols).

    Returns:
        Polygon (vertices, 2) as (row, col) pixel-edge coordinates, and whether an edge of it is
        curved inward, as the top of a convex probe's fan or the floor of a panorama.
    """
    corners = convex_hull(rim(marked))
    middle = corners.mean(axis=0)
    shortest = CURVED_LENGTH * float(np.hypot(*np.ptp(corners, axis=0)))
    points, curved = [], False
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        rise, run = np.abs(end - start)
        piece = start[None]
        if run > rise and np.hypot(rise, run) > shortest:
            piece = carve(marked, start, end, is_top=bool((start[0] + end[0]) / 2 < middle[0]))
        points.append(piece)
        curved |= len(piece) > 1
    return np.concatenate(points), curved
