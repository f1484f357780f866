"""Parallel frames at equal distance: their grid is their own pixels, nothing is resampled."""

from dataclasses import replace

import numpy as np

from usseg.errors import InputError
from usseg.image.read import TYPED
from usseg.volume.grid import Grid, stacked_grid
from usseg.volume.sweep import LINEAR, Pictures, Sweep, poses_of_grid

SLICE_LIMITS_MM = (0.001, 100.0)


def linear(
    pictures: Pictures, spacing_mm: tuple[float, float], slice_mm: float | None, name: str
) -> Sweep:
    """Return parallel frames at equal distance as a sweep.

    Args:
        pictures: The frames.
        spacing_mm: Pixel size (row, col).
        slice_mm: Distance of neighbouring frames as it was typed; None takes what the file says.
        name: What messages call the file.

    Raises:
        InputError: Nobody says the distance of the frames, or it cannot be one.
    """
    source = pictures.spacing_source
    if slice_mm is not None:
        source = f"{source}; distance of frames {TYPED}"
    distance = slice_distance(pictures.grid, slice_mm, name)
    shape = (len(pictures.pixels), pictures.pixels.shape[1], pictures.pixels.shape[2])
    grid = pictures.grid or stacked_grid(shape, spacing_mm, distance)
    sizes = np.array([distance, *spacing_mm])
    if not np.allclose(sizes, grid.spacing_mm):
        to_world = grid.to_world.copy()
        to_world[:3, :3] *= sizes / grid.spacing_mm
        grid = replace(grid, to_world=to_world)
    words, poses = pictures.warnings, poses_of_grid(grid)
    return Sweep(pictures.pixels, pictures.white, spacing_mm, source, poses, LINEAR, grid, words)


def slice_distance(grid: Grid | None, slice_mm: float | None, name: str) -> float:
    """Return the distance of neighbouring frames in mm: as typed, else as the file says.

    Raises:
        InputError: Neither says it, or it cannot be one.
    """
    if slice_mm is None and grid is None:
        raise InputError(
            f"{name} does not say how far apart its frames lie. Give the distance of neighbouring "
            "frames in mm, or a table of poses."
        )
    distance = grid.spacing_mm[0] if slice_mm is None and grid is not None else float(slice_mm or 0)
    low, high = SLICE_LIMITS_MM
    if not low <= distance <= high:  # False for NaN too
        raise InputError(
            f"Frames cannot lie {distance:.6g} mm apart. A distance of {low:g} to {high:g} mm was "
            "expected."
        )
    return distance
