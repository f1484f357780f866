"""The bundled weights' gate says in words what is wrong, on images whose fault is known by design."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import usseg
from usseg.evaluate.gate_dicom import shipped
from usseg.evaluate.gate_made import noise, page
from usseg.image.read import read_frame
from usseg.tissues import MODELS

EXAMPLES = Path(__file__).parents[1] / "examples"
PHANTOMS = sorted(path for path in EXAMPLES.glob("*.png") if ".truth" not in path.name)
ABSENT = "expected tissue is absent"


def reasons(source, model: str = "multiclass") -> str:
    return "; ".join(usseg.segment(source, model=model).trust.reasons)


def grey(values: np.ndarray) -> np.ndarray:
    return np.clip(values, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("level", [0, 128, 254])
def test_a_blank_image_is_said_to_be_blank(level):
    flicker = np.random.default_rng(0).integers(0, 2, (300, 400))
    assert "blank" in reasons(grey(level + flicker))


def test_a_dimmed_phantom_is_said_to_be_too_dark():
    bright = np.asarray(Image.open(PHANTOMS[0]))
    assert "too dark" in reasons(bright // 12)
    assert "too dark" not in reasons(bright)


def test_a_colour_photograph_is_said_to_be_one(tmp_path):
    rows, cols = np.mgrid[0:200, 0:300]
    planes = [cols * 255 // 299, rows * 255 // 199, 255 - cols * 255 // 299]
    Image.fromarray(np.stack(planes, axis=-1).astype(np.uint8)).save(tmp_path / "colours.png")
    assert "colour picture" in reasons(tmp_path / "colours.png")


@pytest.mark.parametrize("maker", [noise, page])
def test_what_is_no_b_mode_is_said_to_be_none(maker):
    found = reasons(grey(maker(np.random.default_rng(3))))
    assert "not that of B-mode" in found or "outside what the model was trained on" in found


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("path", PHANTOMS, ids=lambda path: path.stem)
def test_no_phantom_lacks_the_expected_tissue(path, model):
    assert ABSENT not in reasons(path, model)
    assert not read_frame(path).colourful


def test_a_beating_heart_gets_at_least_one_warning():
    frames = [picture.frame.pixels for picture in shipped() if picture.kind == "cardiac"]
    assert all(reasons(frame) for frame in frames[:3])
