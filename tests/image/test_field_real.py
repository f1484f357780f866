"""Real screens, where `USSEG_REAL_DATA` names a folder of them."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from usseg.image.field import find_field
from usseg.image.field_score import field_iou
from usseg.types import Field, Frame

REAL = Path(os.environ["USSEG_REAL_DATA"]) if "USSEG_REAL_DATA" in os.environ else None
MOST = 90  # frames of each canvas, evenly spread


def training_frames(folder: Path, size: tuple[int, int]) -> list[np.ndarray]:
    """Training frames of one canvas (cols, rows); those kept for reports are not looked at."""
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file) if row["split"] == "train"]
    paths = [folder / "images" / name for name in sorted(names)]
    paths = [path for path in paths if Image.open(path).size == size]
    return [np.array(Image.open(path).convert("L")) for path in paths[:: -(-len(paths) // MOST)]]


@pytest.mark.skipif(REAL is None, reason="USSEG_REAL_DATA names no folder of real images")
@pytest.mark.parametrize("size", [(660, 556), (512, 512)])
def test_field_of_real_frames_is_where_the_frames_of_one_canvas_differ(size):
    # Frames of one canvas share their screen, so only the field varies from frame to frame.
    frames = training_frames(REAL / "dl_track", size)
    varied = np.std(frames, axis=0) > 6
    cols = np.flatnonzero(varied.mean(axis=0) > 0.4)
    rows = np.flatnonzero(varied[:, cols].mean(axis=1) > 0.4)
    top, bottom, left, right = rows[0], rows[-1] + 1, cols[0], cols[-1] + 1
    corners = [(top, left), (top, right), (bottom, right), (bottom, left)]
    truth = Field("rectangle", np.array(corners, dtype=float))
    found = [find_field(Frame(pixels, white=255)) for pixels in frames]
    overlaps = [field_iou(one, truth, frames[0].shape) for one in found]
    assert np.percentile(overlaps, 5) > 0.96
    assert min(overlaps) > 0.9
