"""Let frames that lie anywhere vote on the tissue of every voxel.

Voxels pull: each one looks up, in every frame that passes near it, the probabilities at its own foot
point. Pushing pixels into voxels instead leaves holes wherever voxels are finer than the distance of
pixels or frames, and counts voxels near the probe, where frames of a fan crowd, by the number of
pixels and not of frames.

A frame at distance d has the weight ((b - d) / (b d))², b being the largest distance that is
bridged: where two parallel frames enclose a voxel, the border between their answers runs half way.
Source: Franke R, Nielson G. Int J Numer Meth Eng 15:1691-1704 (1980).

Frames are surest under the middle of the probe and near it, where beams meet layers squarely and are
narrow: a frame's say falls to its sides and with depth. Turned around a limb, the probe that faces a
layer so outvotes those that see it from aside; frames side by side all lose alike, and nothing changes.

Shadow has no vote.
"""

import numpy as np

from usseg.volume.grid import transform
from usseg.volume.shadow import SEEN
from usseg.volume.slices import Slice, sample
from usseg.volume.votes import Votes

SIDE_POWER, LEAST_SAY = 4, 1e-3  # of the cosine over the width
DEEP_SAY = 0.3  # amplitude left at the lower edge
MOST_AT_ONCE = 1_000_000  # voxels a frame votes on at a time: some 100 MB of numbers in between

Span = tuple[int, int]
Window = tuple[Span, Span, Span]


def add_votes(votes: Votes, piece: Slice, pose: np.ndarray) -> None:
    """Let one frame vote on the voxels it passes near.

    Args:
        votes: What to add to.
        piece: The segmented frame.
        pose: Its (4, 4) as in `Sweep`.
    """
    window = voxels_near(votes, piece.state.shape, pose)
    if window is None:
        return
    (first, last), rows, cols = window
    thick = max(1, MOST_AT_ONCE // ((rows[1] - rows[0]) * (cols[1] - cols[0])))
    for start in range(first, last, thick):
        add_in(votes, piece, pose, ((start, min(start + thick, last)), rows, cols))


def add_in(votes: Votes, piece: Slice, pose: np.ndarray, window: Window) -> None:
    """Let one frame vote on the voxels of a box, given as (start, stop) per axis."""
    voxels, off, row, col = foot_points(votes, piece.state.shape, pose, window)
    state = piece.state[np.rint(row).astype(np.int32), np.rint(col).astype(np.int32)]
    distance = np.abs(off)
    shown = state > 0
    there = voxels[shown]
    votes.nearest[there] = np.minimum(votes.nearest[there], distance[shown])
    seen = state == SEEN
    voxels, distance = voxels[seen], distance[seen]
    votes.nearest_seen[voxels] = np.minimum(votes.nearest_seen[voxels], distance)
    close = np.maximum(distance, min(votes.grid.spacing_mm) / 2)
    weight = ((votes.bridge_mm - distance) / (votes.bridge_mm * close)) ** 2
    weight *= say(row[seen], col[seen], piece.state.shape)
    votes.sums[voxels] += weight[:, None] * sample(piece, row[seen], col[seen])
    votes.weight[voxels] += weight


def voxels_near(votes: Votes, shape: tuple[int, ...], pose: np.ndarray) -> Window | None:
    """Return the box of voxels around a frame and its reach, as (start, stop) per axis, or None."""
    rows, cols = shape
    reach = votes.bridge_mm
    corners = np.array(
        [(off, row, col) for off in (-reach, reach) for row in (-0.5, rows - 0.5)
         for col in (-0.5, cols - 0.5)]
    )  # fmt: skip
    indices = transform(np.linalg.inv(votes.grid.to_world) @ pose, corners)
    low = np.maximum(np.ceil(indices.min(axis=0)), 0).astype(int)
    high = np.minimum(np.floor(indices.max(axis=0)) + 1, votes.grid.shape).astype(int)
    if (low >= high).any():
        return None
    slices, row_span, col_span = (
        (int(start), int(stop)) for start, stop in zip(low, high, strict=True)
    )
    return slices, row_span, col_span


def foot_points(
    votes: Votes, shape: tuple[int, ...], pose: np.ndarray, window: Window
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the voxels within reach of a frame and where in it they fall.

    Returns:
        voxels: Flat indices, (n,).
        off: Distance from the plane in mm, float32, (n,).
        row, col: Foot point in pixels, float32, (n,), within half a pixel of the frame.
    """
    matrix = (np.linalg.inv(pose) @ votes.grid.to_world).astype(np.float32)
    axes = np.ogrid[tuple(slice(start, stop) for start, stop in window)]
    off, row, col = (
        sum(line[axis] * axes[axis].astype(np.float32) for axis in range(3)) + line[3]
        for line in matrix[:3]
    )
    near = (np.abs(off) < votes.bridge_mm) & (row >= -0.5) & (row < shape[0] - 0.5)
    near &= (col >= -0.5) & (col < shape[1] - 0.5)
    sides = votes.grid.shape
    flat = (axes[0] * sides[1] + axes[1]) * sides[2] + axes[2]
    return flat[near], off[near], row[near], col[near]


def say(row: np.ndarray, col: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return how much a frame's vote counts at its pixels: float32 in (0, 1], shape (n,).

    >>> print(say(np.array([0.0, 0.0, 99.0]), np.array([50.0, 0.0, 50.0]), (100, 101)).round(2))
    [1.   0.   0.09]
    """
    aside = (col - (shape[1] - 1) / 2) / (shape[1] / 2)
    middle = np.maximum(np.cos(np.pi / 2 * aside) ** SIDE_POWER, LEAST_SAY)
    deep = 1 - (1 - DEEP_SAY) * np.clip(row / max(1, shape[0] - 1), 0, 1)
    return (middle * deep**2).astype(np.float32)
