"""Labelled volumes whose every voxel is known; no network is run."""

from pathlib import Path

import numpy as np

from usseg.tissues import IGNORE, label_of
from usseg.types import Field, Release
from usseg.volume.grid import Grid, grid_from_itk
from usseg.volume.result import Volume, VolumeSegmentation

SHAPE = (8, 20, 30)  # slices, rows, columns: no two are equal
SPACING_XYZ = (0.5, 1.0, 3.0)  # columns, rows, slices
MUSCLE, BONE = label_of("multiclass", "muscle"), label_of("multiclass", "bone")
HEAD_DOWN = np.diag([1.0, -1.0, -1.0])  # slices run down in the world


def grid(direction: np.ndarray | None = None) -> Grid:
    slices, rows, cols = SHAPE
    turn = np.eye(3) if direction is None else direction
    return grid_from_itk((cols, rows, slices), SPACING_XYZ, (7.0, -3.0, 11.0), turn)


def block_volume(direction: np.ndarray | None = None) -> Volume:
    """Muscle in one block, bone in another with shadow behind, and the last columns not scanned."""
    labels = np.zeros(SHAPE, dtype=np.uint8)
    labels[2:6, 4:12, 5:15] = MUSCLE
    labels[3:7, 13:16, 5:15] = BONE
    shadow = np.zeros(SHAPE, dtype=bool)
    shadow[3:7, 16:, 5:15] = True
    labels[shadow] = IGNORE
    labels[:, :, 25:] = IGNORE
    grey = np.random.default_rng(3).integers(0, 256, SHAPE, dtype=np.uint8)
    return Volume(
        labels, shadow, grey, grid(direction), "multiclass", "linear", "made up", SHAPE[0], SHAPE[0]
    )


def segmentation(volume: Volume | None = None) -> VolumeSegmentation:
    release = Release("multiclass", "0.0.1", "bundled", None, "ab" * 32, Path("model.keras"), {})
    field = Field("whole", np.array([[0, 0], [0, 30], [20, 30], [20, 0]], dtype=float))
    return VolumeSegmentation(
        volume or block_volume(), release, field, {"frames": 1.0}, ("Look out.",)
    )
