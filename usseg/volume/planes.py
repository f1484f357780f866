"""Three planes through a volume as pictures, and what a click on one of them means.

The three views cut across the slices, the rows and the columns of the array: for a limb whose slices lie
across it and whose rows run with depth, these are the axial, the coronal and the sagittal view.
"""

import math
from collections.abc import Sequence

import numpy as np

from usseg.errors import InputError
from usseg.render.blend import TISSUE_WEIGHT
from usseg.render.colour import colour_mask
from usseg.tissues import IGNORE
from usseg.volume.grid import Grid
from usseg.volume.result import Volume

VIEWS = ("axial", "coronal", "sagittal")  # each fixes the axis of its number
SHOWN = ((1, 2), (0, 2), (0, 1))  # axes that run down and across in each view
LONGEST = 600  # pixels of the longest side of the volume; a page never shows them enlarged
NOT_SCANNED, SHADOW, STRIPE = (58, 64, 76), (96, 100, 110), (150, 154, 164)
STRIPE_PIXELS = 6
MARK = (255, 80, 200)  # none of a tissue, and none of an echo

Place = tuple[int, int, int]


def middle(grid: Grid) -> Place:
    """Return the voxel in the middle of a grid: (slice, row, col)."""
    slices, rows, cols = (side // 2 for side in grid.shape)
    return slices, rows, cols


def picture_shape(grid: Grid, view: int) -> tuple[int, int]:
    """Return height and width of a view in pixels; all views have one scale, and square pixels."""
    extents = np.array(grid.shape) * grid.spacing_mm
    down, across = SHOWN[view]
    height, width = (
        max(1, round(float(extents[axis] / extents.max()) * LONGEST)) for axis in (down, across)
    )
    return height, width


def voxels_of(grid: Grid, view: int) -> tuple[np.ndarray, np.ndarray]:
    """Return which voxel every row and every column of a view's picture shows: its indices.

    Where slices run upwards in the world, as from foot to head, they do so in the picture.
    """
    indices = []
    for axis, size in zip(SHOWN[view], picture_shape(grid, view), strict=True):
        count = grid.shape[axis]
        shown = ((np.arange(size) + 0.5) * count / size).astype(int)
        indices.append(shown[::-1] if axis == 0 and grid.to_world[2, 0] > 0 else shown)
    return indices[0], indices[1]


def plane_picture(volume: Volume, view: int, place: Place) -> np.ndarray:
    """Draw one view: tissues over grey levels, what is unknown as such, and where the others cut.

    Args:
        volume: The volume.
        view: Number of the view in `VIEWS`.
        place: The voxel (slice, row, col) that all views go through.

    Returns:
        RGB, uint8, shape (rows, cols, 3) of `picture_shape`.

    Raises:
        InputError: The volume has no such voxel.
    """
    check_place(volume.grid, place)
    rows, cols = voxels_of(volume.grid, view)
    cut = np.ix_(rows, cols)
    labels, grey, shadow = (
        np.take(array, place[view], axis=view)[cut]
        for array in (volume.labels, volume.grey, volume.shadow)
    )
    picture = np.repeat(grey[..., None], 3, axis=-1)
    tissue = (labels > 0) & (labels != IGNORE)
    colours = colour_mask(labels[tissue], volume.model)
    blend = picture[tissue] * (1 - TISSUE_WEIGHT) + colours * TISSUE_WEIGHT
    picture[tissue] = np.rint(blend).astype(np.uint8)
    picture[labels == IGNORE] = NOT_SCANNED
    picture[shadow] = SHADOW
    picture[shadow & striped(shadow.shape)] = STRIPE
    down, across = SHOWN[view]
    picture[nearest(rows, place[down])] = MARK
    picture[:, nearest(cols, place[across])] = MARK
    return picture


def striped(shape: tuple[int, ...]) -> np.ndarray:
    """Return every other slanting stripe of a picture as True: (rows, cols)."""
    return np.indices(shape[:2]).sum(axis=0) // (STRIPE_PIXELS // 2) % 2 == 0


def nearest(shown: np.ndarray, voxel: int) -> int:
    """Return the line of a picture that shows a voxel best: the middle one of those that do.

    >>> nearest(np.array([0, 0, 0, 1, 1, 1]), 1), nearest(np.array([0, 2, 4]), 1)
    (4, 0)
    """
    away = np.abs(shown - voxel)
    return int(np.median(np.flatnonzero(away == away.min())))


def check_place(grid: Grid, place: Place) -> None:
    """Refuse a voxel that is not there.

    Raises:
        InputError: It is not.
    """
    if not all(0 <= at < count for at, count in zip(place, grid.shape, strict=True)):
        raise InputError(
            f"The volume has {' x '.join(map(str, grid.shape))} voxels; {place} is none of them."
        )


def clicked(grid: Grid, view: int, place: Place, pixel: Sequence[float]) -> Place:
    """Return the voxel that somebody clicked on in a view.

    Args:
        grid: The volume's.
        view: Number of the view in `VIEWS`.
        place: The voxel that all views went through.
        pixel: Column and row of the picture.

    Raises:
        InputError: That is no pixel of the picture.

    >>> grid = Grid((10, 60, 30), np.diag([6.0, 1.0, 2.0, 1.0]))
    >>> clicked(grid, 0, (4, 0, 0), (599, 300)), clicked(grid, 1, (4, 7, 0), (0, 0))
    ((4, 30, 29), (0, 7, 0))
    """
    lines = voxels_of(grid, view)
    try:
        col, row = (math.floor(float(at)) for at in pixel)
    except (OverflowError, TypeError, ValueError):
        row = col = -1
    if not (0 <= row <= len(lines[0]) and 0 <= col <= len(lines[1])):  # a browser may round up
        raise InputError("The click lies outside the picture. Click on the picture itself.")
    found = list(place)
    for axis, line, at in zip(SHOWN[view], lines, (row, col), strict=True):
        found[axis] = int(line[min(at, len(line) - 1)])
    return found[0], found[1], found[2]
