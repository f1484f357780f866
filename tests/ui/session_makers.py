"""Sessions whose masks and scales are known by design; no network is run."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from export_makers import bright_frame, label_map, segmentation
from PIL import Image

from usseg.ui.memory import keep
from usseg.ui.session import Session

SHAPE = (40, 60)


def made(folder: Path, frame=None, truth: bool = False, **changes) -> Session:
    """A session of a stored picture, with the labels of `label_map` in its field."""
    frame = frame or replace(bright_frame(None), spacing_source="unknown")
    path = folder / "calf.png"
    Image.fromarray(frame.pixels).save(path)
    made = segmentation(frame, truth=label_map() if truth else None)
    return Session(made, path, **changes)


def kept(folder: Path, **changes) -> str:
    """The key of such a session."""
    return keep(made(folder, **changes))


def strokes(colour: tuple[int, int, int], where: tuple[slice, slice]) -> np.ndarray:
    """A layer of one opaque stroke: RGBA, uint8, (40, 60, 4)."""
    layer = np.zeros((*SHAPE, 4), dtype=np.uint8)
    layer[where] = (*colour, 255)
    return layer
