"""What is segmented: frames of one size, and where each of them lay."""

from dataclasses import dataclass

import numpy as np

from usseg.errors import InputError
from usseg.volume.grid import Grid

LINEAR, FREEHAND, ROTATIONAL = "linear", "freehand", "rotational"
MOST_SAMPLES = 150_000_000  # of all frames together: some 600 MB with labels, shadow and grey
MOST_FRAMES = 5000
FEWEST_FRAMES = 2


@dataclass(frozen=True)
class Pictures:
    """What a file holds: frames, and whatever it says about their scale and place.

    Attributes:
        pixels: Grey levels, uint8 or uint16, shape (frames, rows, cols).
        white: The stored value that means white.
        spacing_mm: Pixel size (row, col) in mm, or None.
        spacing_source: Where it came from, in words.
        grid: Where the frames lie, if the file is a volume whose header says so; else None.
        poses: (frames, 4, 4) as in `Sweep`, if the file has a pose per frame; else None.
        warnings: Sentences for the user.
    """

    pixels: np.ndarray
    white: int
    spacing_mm: tuple[float, float] | None = None
    spacing_source: str = "unknown"
    grid: Grid | None = None
    poses: np.ndarray | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sweep:
    """Frames with their places.

    Attributes:
        pixels: As in `Pictures`.
        white: As in `Pictures`.
        spacing_mm: Pixel size (row, col) in mm.
        spacing_source: Where scale and places came from, in words.
        poses: float (frames, 4, 4): from (mm off the plane, row, col, 1) of pixel centres to the world.
        kind: "linear", "freehand" or "rotational".
        grid: Linear: the voxels are the frames' own pixels; else None, and frames are compounded.
        warnings: Sentences for the user.
    """

    pixels: np.ndarray
    white: int
    spacing_mm: tuple[float, float]
    spacing_source: str
    poses: np.ndarray
    kind: str
    grid: Grid | None = None
    warnings: tuple[str, ...] = ()


def check_count(frames: int, rows: int, cols: int, name: str) -> None:
    """Refuse, before anything is decoded, too few frames, too many, or too large ones.

    Raises:
        InputError: They are.
    """
    if frames < FEWEST_FRAMES:
        raise InputError(
            f"{name} holds {frames} frame{'' if frames == 1 else 's'}; a volume needs at least "
            f"{FEWEST_FRAMES}. Give the whole sweep, or segment the one image with "
            "`python -m usseg segment`."
        )
    if frames > MOST_FRAMES or frames * rows * cols > MOST_SAMPLES:
        raise InputError(
            f"{name} claims {frames} frames of {rows} x {cols} pixels; at most {MOST_FRAMES} frames "
            f"and {MOST_SAMPLES // 10**6} million pixels in all are accepted. Crop the frames to the "
            "ultrasound field, or take every second one."
        )


def poses_of_grid(grid: Grid) -> np.ndarray:
    """Return the pose of every slice of a grid, (slices, 4, 4), as in `Sweep`."""
    poses = np.repeat(grid.to_world[None], grid.shape[0], axis=0)
    steps = np.arange(grid.shape[0])[:, None]
    poses[:, :3, 3] += steps * grid.to_world[:3, 0]
    poses[:, :3, 0] /= grid.spacing_mm[0]
    return poses
