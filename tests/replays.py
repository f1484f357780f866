"""Recorded trainings whose every pixel and number is known, laid out as a release holds them."""

import json
from pathlib import Path

import numpy as np
from PIL import Image
from tiny import TINY_SIZE, write_release

from usseg.model.releases import bundled_release
from usseg.types import Release

MOMENTS = (1, 3)
DICE = (0.2, 0.5, 0.9)  # of muscle, in the epochs 1 to 3


def save(path: Path, *planes: np.ndarray) -> None:
    """Write planes side by side."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.hstack(planes).astype(np.uint8)).save(path)


def half(label: int) -> np.ndarray:
    """A label map whose lower half is one tissue."""
    plane = np.zeros(TINY_SIZE, np.uint8)
    plane[TINY_SIZE[0] // 2 :] = label
    return plane


def history() -> list[dict]:
    """Three epochs in which muscle is learned; bone had no score."""
    return [
        {
            "epoch": number,
            "step": 10 * number,
            "elapsed_s": 60.0 * number,
            "loss": 1.0 / number,
            "dice": {"phantoms": {"muscle": value, "bone": float("nan")}, "dicom": {}},
        }
        for number, value in enumerate(DICE, start=1)
    ]


def write_replay(root: Path) -> Release:
    """Write a release with two recorded moments of two phantoms and of one frame without truth.

    The frames are grey 100 and 200; the truth has muscle (3) in its lower half, and the prediction
    is empty at first and the truth at last.
    """
    place = write_release(root, "multiclass", b"no network is needed") / "replay"
    grey = [np.full(TINY_SIZE, level) for level in (100, 200)]
    empty, muscle, unknown = half(0), half(3), np.full(TINY_SIZE, 255)
    save(place / "phantoms" / "frames.png", *grey)
    save(place / "phantoms" / "truth.png", muscle, muscle)
    save(place / "phantoms" / "epoch_0001.png", empty, empty)
    save(place / "phantoms" / "epoch_0003.png", muscle, muscle)
    save(place / "dicom" / "frames.png", grey[0])
    save(place / "dicom" / "truth.png", unknown)
    for epoch in MOMENTS:
        save(place / "dicom" / f"epoch_{epoch:04d}.png", muscle)
    curves = {"sets": ["dicom", "phantoms"], "moments": list(MOMENTS), "history": history()}
    (place / "curves.json").write_text(json.dumps(curves), encoding="utf-8")
    return bundled_release("multiclass", "0.0.1", root)
