"""Real screens, where `USSEG_REAL_DATA` names a folder of them."""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from usseg.image.field import find_field
from usseg.image.field_score import field_iou
from usseg.types import Field, Frame

REAL = Path(os.environ["USSEG_REAL_DATA"]) if "USSEG_REAL_DATA" in os.environ else None


@pytest.mark.skipif(REAL is None, reason="USSEG_REAL_DATA names no folder of real images")
@pytest.mark.parametrize(("dataset", "size"), [("dl_track", (660, 556)), ("timtrack", (1665, 921))])
def test_field_of_real_frames_is_where_the_frames_of_one_canvas_differ(dataset, size):
    # Frames of one canvas share their screen, so only the field varies from frame to frame.
    paths = sorted((REAL / dataset / "images").glob("*.png"))
    frames = [np.array(picture) for path in paths if (picture := Image.open(path)).size == size][
        :60
    ]
    varied = np.std(frames, axis=0) > 6
    cols = np.flatnonzero(varied.mean(axis=0) > 0.4)
    rows = np.flatnonzero(varied[:, cols].mean(axis=1) > 0.4)
    top, bottom, left, right = rows[0], rows[-1] + 1, cols[0], cols[-1] + 1
    corners = [(top, left), (top, right), (bottom, right), (bottom, left)]
    truth = Field("rectangle", np.array(corners, dtype=float))
    found = [find_field(Frame(pixels, white=255)) for pixels in frames]
    assert np.percentile([field_iou(one, truth, frames[0].shape) for one in found], 5) > 0.95
