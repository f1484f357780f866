"""The grid that holds all frames of a compounded sweep, and how far apart its frames lie."""

import numpy as np

from usseg.errors import InputError
from usseg.volume.grid import MOST_VOXELS, Grid, check_room, transform
from usseg.volume.sweep import Sweep

VOXEL_PIXELS = 2.0  # side of a voxel in pixels of the frames: the network sees no more
ROOMY = MOST_VOXELS / 2  # voxels that are not exceeded unless a voxel is asked for
MOST_BRIDGED_MM = 12.0  # a wider gap between frames stays unknown
SLACK = 1.05  # of the largest gap
ONE_PLANE_MM = 0.01  # frames closer than this share a plane


def corners_of(sweep: Sweep) -> np.ndarray:
    """Return the corners of every frame in the world, shape (frames, 4, 3)."""
    rows, cols = sweep.pixels.shape[1:]
    edges = [(0, row, col) for row in (-0.5, rows - 0.5) for col in (-0.5, cols - 0.5)]
    return np.stack([transform(pose, np.array(edges)) for pose in sweep.poses])


def axes_of(sweep: Sweep) -> np.ndarray:
    """Return the grid's axes (slice, row, col) as columns of a (3, 3), unit vectors of the world.

    Slices lie across the mean normal of the frames, rows along the depth of the first one. They are
    right-handed in the order (col, row, slice), as ITK likes them.
    """
    normals = (
        sweep.poses[:, :3, 0] * np.sign(sweep.poses[:, :3, 0] @ sweep.poses[0, :3, 0])[:, None]
    )
    normal = normals.sum(axis=0) / np.linalg.norm(normals.sum(axis=0))
    depth = sweep.poses[0, :3, 1]
    depth = depth - (depth @ normal) * normal
    depth = depth / np.linalg.norm(depth)
    return np.stack([-normal, depth, np.cross(depth, -normal)], axis=1)


def gaps_mm(sweep: Sweep) -> np.ndarray:
    """Return the distances of neighbouring planes, at the corners where they are farthest apart.

    Frames are sorted along the mean normal; those of one plane, as in a ring around a limb, have no
    gap between them.

    Raises:
        InputError: All frames lie in one plane.
    """
    along = axes_of(sweep)[:, 0]
    corners = corners_of(sweep) @ along
    order = np.argsort(corners.mean(axis=1), kind="stable")
    centres = corners[order].mean(axis=1)
    steps = np.flatnonzero(np.diff(centres) > ONE_PLANE_MM)
    if not len(steps):
        raise InputError(
            "All frames lie in one plane, or the poses do not move the probe. A volume needs frames at "
            "several places along the limb."
        )
    return np.abs(np.diff(corners[order], axis=0)).max(axis=1)[steps]


def bridge_of(sweep: Sweep, voxel_mm: float) -> float:
    """Return the distance up to which frames of a sweep vote: their largest gap, within reason."""
    largest = float(gaps_mm(sweep).max()) * SLACK
    return max(min(largest, MOST_BRIDGED_MM), 2 * voxel_mm)


def grid_around(sweep: Sweep, voxel_mm: tuple[float, float, float] | None = None) -> Grid:
    """Return a grid that holds all frames; each frame stands for half a gap to both sides.

    Args:
        sweep: The frames.
        voxel_mm: Sides of a voxel (slice, row, col), the first one at most; None takes cubes of two
            pixels, or larger ones where that would be too many.

    Raises:
        InputError: It would be too large.
    """
    axes = axes_of(sweep)
    places = corners_of(sweep) @ axes
    centres = places[:, :, 0].mean(axis=1)
    half_gap = float(np.median(gaps_mm(sweep))) / 2
    low = np.array([centres.min() - half_gap, *places.reshape(-1, 3).min(axis=0)[1:]])
    high = np.array([centres.max() + half_gap, *places.reshape(-1, 3).max(axis=0)[1:]])
    if voxel_mm is None:
        side = VOXEL_PIXELS * max(sweep.spacing_mm)
        side *= max(1.0, float(np.prod((high - low) / side) / ROOMY)) ** (1 / 3)
        voxel_mm = (side, side, side)
    shape = np.maximum(np.ceil((high - low) / voxel_mm - 1e-6), 1)
    counted = (int(shape[0]), int(shape[1]), int(shape[2]))
    check_room(counted, voxel_mm)
    # Along the axis the slices fill the sweep exactly: what sticks out would be measured, too.
    sides = np.array([(high - low)[0] / shape[0], *voxel_mm[1:]])
    first = (low + high) / 2 - (shape - 1) / 2 * sides
    to_world = np.eye(4)
    to_world[:3, :3], to_world[:3, 3] = axes * sides, axes @ first
    return Grid(counted, to_world)
