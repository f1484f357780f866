"""Correct a hull: bend it inward along smooth hollows, cut furniture off along straight sides."""

import numpy as np

from usseg.image.field_sides import Side

FIT_SHARE = 0.6  # of an edge must follow one smooth curve before it counts as curved
FIT_WIDTH = 0.015  # of the edge's length: distance up to which a point follows the curve
TRIMS = 6  # rounds of fitting and leaving out what does not follow
CLIP_SHARE = 0.3  # of the rows must end on one line before it clips the outline
CLIP_SLACK = 1.0  # pixels
SURE_SHARE = 0.45  # of the rows: with less, the side is ragged, and the clip keeps its fringe


def hollow(along: np.ndarray, depth: np.ndarray, length: float) -> np.ndarray | None:
    """Fit a smooth hollow that begins and ends at depth 0 to the rim's depth below an edge.

    Args:
        along: Position on the edge, 0 to 1, shape (n,).
        depth: Depth below the edge in pixels, shape (n,).
        length: Length of the edge in pixels.

    Returns:
        Coefficients of `hollow_shape`, or None when the rim follows no such curve.
    """
    keep = np.ones(along.size, dtype=bool)
    limit = max(2.0, FIT_WIDTH * length)
    shape = hollow_shape(along)
    for _ in range(TRIMS):
        if keep.sum() < max(8, FIT_SHARE * along.size):
            return None
        weights = np.linalg.lstsq(shape[keep], depth[keep], rcond=None)[0]
        miss = np.abs(shape @ weights - depth)
        keep = miss <= max(limit, 2 * float(np.median(miss)))
    return weights if (miss <= limit).mean() >= FIT_SHARE else None


def hollow_shape(along: np.ndarray) -> np.ndarray:
    """Return three curves that vanish at both ends of an edge, shape (n, 3)."""
    arch = along * (1 - along)
    return np.stack([arch, arch * (along - 0.5), arch * arch], axis=1)


def clip(polygon: np.ndarray, side: Side, first_row: int, is_left: bool) -> np.ndarray:
    """Cut off what lies beyond a straight side: furniture that touches the field.

    Args:
        polygon: Corners (vertices, 2) as (row, col).
        side: The side; it clips only where many rows end on its line.
        first_row: The row at which the side's line starts.
        is_left: Whether the field lies to the right of the side.
    """
    if side.line < CLIP_SHARE:
        return polygon
    sign = 1 if is_left else -1
    slack = CLIP_SLACK if side.line >= SURE_SHARE else CLIP_SLACK + side.fringe
    line = side.start - sign * slack + side.slope * (polygon[:, 0] - first_row)
    return cut(polygon, sign * (polygon[:, 1] - line))


def cut(polygon: np.ndarray, inner: np.ndarray) -> np.ndarray:
    """Cut off the part of a polygon that lies beyond a line.

    Args:
        polygon: Corners (vertices, 2) as (row, col).
        inner: Distance of each corner from the line, negative beyond it, shape (vertices,).

    Returns:
        What is left; the polygon itself when that would be nothing.
    """
    kept = []
    for corner, after, depth, depth_after in zip(
        polygon, np.roll(polygon, -1, axis=0), inner, np.roll(inner, -1), strict=True
    ):
        if depth >= 0:
            kept.append(corner)
        if (depth >= 0) != (depth_after >= 0):
            kept.append(corner + (after - corner) * depth / (depth - depth_after))
    return np.array(kept) if len(kept) > 2 else polygon
