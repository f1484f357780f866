"""What comes of a sweep."""

from dataclasses import dataclass

import numpy as np

from usseg.types import Field, Release
from usseg.volume.grid import Grid


@dataclass(frozen=True)
class Volume:
    """A labelled volume.

    Attributes:
        labels: Label map, uint8, shape (slices, rows, cols); 255 where no frame sees the voxel: it is
            unknown, not background.
        shadow: bool, same shape: the unknown voxels that lie in a frame's field, but in the shadow of
            bone. The other unknown ones were not scanned.
        grey: Grey levels, uint8, same shape.
        grid: Where the voxels lie.
        model: What the labels mean: "binary" or "multiclass".
        kind: "linear", "freehand" or "rotational".
        spacing_source: Where the scale came from, in words.
        finished: Frames that were segmented.
        frames: Frames of the sweep; more than `finished` when it was stopped.
        bridge_mm: Distance up to which frames voted; None where slices were placed directly.
    """

    labels: np.ndarray
    shadow: np.ndarray
    grey: np.ndarray
    grid: Grid
    model: str
    kind: str
    spacing_source: str
    finished: int
    frames: int
    bridge_mm: float | None = None


@dataclass(frozen=True)
class VolumeSegmentation:
    """A labelled volume and how it was made.

    Attributes:
        volume: The volume.
        release: The weights.
        field: The B-mode field of the frames.
        timings_ms: Step name to milliseconds.
        warnings: Sentences for the user.
    """

    volume: Volume
    release: Release
    field: Field
    timings_ms: dict[str, float]
    warnings: tuple[str, ...]
