"""Medical images of other kinds that pydicom ships: a beating heart, and computed tomograms."""

from collections.abc import Iterator

import numpy as np
import pydicom
from pydicom.data import get_testdata_file

from usseg.evaluate.gate_pictures import Picture
from usseg.image.read import frame_from_array, read_frame

HEART = "examples_ybr_color.dcm"  # an apical view, 30 frames of one clip
EVERY = 3  # of its frames: neighbours hardly differ
TOMOGRAMS = ("693_J2KI.dcm", "CT_small.dcm", "J2K_pixelrep_mismatch.dcm")


def shipped() -> Iterator[Picture]:
    """Yield frames of an echocardiogram and computed tomograms; none that pydicom does not ship.

    The frames of the clip are one group, so that no gate is measured on a clip it was fitted to.
    """
    heart = get_testdata_file(HEART, download=False)
    if heart:
        for luma in brightness(str(heart))[::EVERY]:
            yield Picture("cardiac", HEART, frame_from_array(luma), False, False, True)
    for name in TOMOGRAMS:
        path = get_testdata_file(name, download=False)
        if path:
            yield Picture("CT", name, read_frame(str(path)), False, False, True)


def brightness(path: str) -> np.ndarray:
    """Return the frames of a coloured clip in grey: uint8, shape (frames, rows, cols)."""
    colours = pydicom.dcmread(path).pixel_array
    return np.ascontiguousarray(colours.mean(axis=-1).round().astype(np.uint8))
