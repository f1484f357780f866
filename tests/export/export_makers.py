"""Masks and segmentations whose content is known by design; no network is run."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from usseg.export.bundle import Export, make_export, settings_by_hand
from usseg.image.read import read_frame
from usseg.types import Field, Frame, Release, Segmentation

SHAPE = (40, 60)
SPACING_MM = (0.1, 0.25)  # unequal: a swapped axis cannot pass
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">&"\''
INSIDE = np.s_[4:36, 10:50]  # rows and columns of the field below
FIELD = Field("rectangle", np.array([(4, 10), (4, 50), (36, 50), (36, 10)], dtype=float))
BY_HAND = settings_by_hand(SPACING_MM, FIELD)


def label_map(highest: int = 7, shape: tuple[int, int] = SHAPE) -> np.ndarray:
    """Labels 0 to `highest` in unequal, unsymmetric blocks, inside the field of `FIELD` only."""
    mask = np.zeros(shape, dtype=np.uint8)
    for label in range(1, highest + 1):
        mask[4 * label : 4 * label + 3, 10 + label : 50 - 3 * label] = label
    return mask


def release(model: str = "multiclass") -> Release:
    return Release(model, "9.8.7", "bundled", None, "ab" * 32, Path("model.keras"), {})


def bright_frame(spacing_mm=SPACING_MM) -> Frame:
    """A frame without a dark pixel, so that every blanked one shows."""
    rows, cols = SHAPE
    pixels = (np.arange(rows)[:, None] * 3 + np.arange(cols) + 20).astype(np.uint8)
    return Frame(pixels, 255, spacing_mm, "typed" if spacing_mm else "unknown")


def segmentation(frame: Frame | None = None, model: str = "multiclass", **changes) -> Segmentation:
    """A segmented frame: `label_map` in `FIELD`, whatever the frame shows."""
    frame = frame or bright_frame()
    mask = label_map(7 if model == "multiclass" else 1, frame.pixels.shape)
    sure = np.ones(mask.shape, dtype=np.float32)
    return replace(Segmentation(frame, FIELD, mask, sure, release(model)), **changes)


def segmentation_of(path: Path, spacing_mm=None, **changes) -> Segmentation:
    """The same for a file as the pipeline reads it."""
    return segmentation(read_frame(path, spacing_mm), **changes)


def hostile_export() -> Export:
    """An export in which every text that can come from a file or a user is hostile."""
    frame = replace(bright_frame(), spacing_source=HOSTILE)
    made = segmentation(frame, warnings=(HOSTILE,))
    source = Path(HOSTILE.replace("/", ""))
    return replace(make_export(made, None, "calf"), source=source)
