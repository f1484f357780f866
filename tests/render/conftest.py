"""Small segmentations whose every pixel is known."""

from pathlib import Path

import numpy as np
import pytest

from usseg.image.preprocess import whole_field
from usseg.types import Field, Frame, Release, Segmentation

RELEASE = Release(
    "multiclass", "0.1.0", "hub", "c" * 40, "d" * 64, Path("model.keras"), {"input_size": [8, 8]}
)
BOX = Field("rectangle", np.array([(2, 4), (2, 12), (8, 12), (8, 4)], dtype=float))


def make_sample(field: Field | None = None, **changes) -> Segmentation:
    """A frame (10, 16) of grey 100: muscle in rows 2 to 4, bone in rows 5 to 7, cols 4 to 11."""
    mask = np.zeros((10, 16), dtype=np.uint8)
    mask[2:5, 4:12], mask[5:8, 4:12] = 3, 7
    values = {
        "frame": Frame(
            np.full((10, 16), 100, dtype=np.uint8), 255, (0.5, 0.25), "given by the user"
        ),
        "field": field or whole_field((10, 16)),
        "mask": mask,
        "confidence": np.full((10, 16), 0.75, dtype=np.float32),
        "release": RELEASE,
        "timings_ms": {"read": 1.26},
        "warnings": ("Something to know.",),
    }
    return Segmentation(**(values | changes))


@pytest.fixture
def sample():
    """Return the function that makes a known segmentation, with changes by attribute name."""
    return make_sample


@pytest.fixture
def box():
    """Return a field of rows 2 to 7 and cols 4 to 11."""
    return BOX
