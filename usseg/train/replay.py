"""What a run keeps to show later how it learned: fixed frames, their truth, and each epoch's masks."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from pydicom.data import get_testdata_file

from usseg.image.field import find_field
from usseg.image.headroom import headroom_rows
from usseg.image.preprocess import to_input
from usseg.image.read import read_frame
from usseg.tissues import IGNORE
from usseg.train.validate import ValidationSet

REPLAY = "replay"
FRAMES_FILE, TRUTH_FILE = "frames.png", "truth.png"
FRAMES = 4  # per data set
# A linear probe over soft tissue, shipped with pydicom under its licence (MIT): a real frame that
# anybody may pass on, unlike those of the data sets.
DICOM_FILE = "examples_rgb_color.dcm"
DICOM_NAME = "dicom"


def dicom_frame(size: tuple[int, int]) -> ValidationSet:
    """Return pydicom's example frame as the network sees it; its truth says nothing."""
    frame = read_frame(str(get_testdata_file(DICOM_FILE, download=False)))
    grey = to_input(frame, find_field(frame), size, headroom=headroom_rows(size))
    return ValidationSet(DICOM_NAME, grey, np.zeros(grey.shape[:3], dtype=np.uint8))


def keep_frames(out: Path, validations: Sequence[ValidationSet]) -> None:
    """Save the fixed frames of every set and their truth as label maps, side by side."""
    for shown in validations:
        chosen = chosen_frames(len(shown.grey))
        save_strip(out / REPLAY / shown.name / FRAMES_FILE, shown.grey[chosen, ..., 0])
        save_strip(out / REPLAY / shown.name / TRUTH_FILE, exact_labels(shown.bits[chosen]))


def keep_masks(out: Path, name: str, epoch: int, masks: np.ndarray) -> None:
    """Save the masks (frames, rows, cols) that an epoch gave the fixed frames of a set."""
    path = out / REPLAY / name / f"epoch_{epoch:04d}.png"
    save_strip(path, masks[chosen_frames(len(masks))])


def chosen_frames(count: int) -> np.ndarray:
    """Return which frames of a set are kept: a few, evenly chosen.

    >>> chosen_frames(48).tolist()
    [0, 16, 31, 47]
    """
    return np.linspace(0, count - 1, min(FRAMES, count)).round().astype(int)


def exact_labels(bits: np.ndarray) -> np.ndarray:
    """Turn bit sets into labels where they name one tissue, and 255 where they do not.

    >>> exact_labels(np.array([1, 8, 6], dtype=np.uint8)).tolist()
    [0, 3, 255]
    """
    table = np.full(256, IGNORE, dtype=np.uint8)
    for label in range(8):
        table[1 << label] = label
    return table[bits]


def save_strip(path: Path, planes: np.ndarray) -> None:
    """Save planes (frames, rows, cols) side by side as one 8-bit picture; grey in [0, 1] is scaled."""
    strip = np.hstack(list(planes))
    if strip.dtype != np.uint8:
        strip = np.round(strip * 255).astype(np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(strip).save(path, optimize=True)
