"""What can be said against an image without asking the network: dark, blank, coloured, empty."""

import dataclasses

import numpy as np
import pytest
from PIL import Image

from usseg.image.read import read_frame
from usseg.model.trust import assess
from usseg.types import Frame


def grey(level: int, spread: int) -> Frame:
    pixels = np.random.default_rng(0).integers(level, level + spread + 1, (64, 64))
    return Frame(pixels.astype(np.uint8), 255)


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (grey(0, 2), "blank"),
        (grey(100, 1), "blank"),
        (grey(0, 20), "too dark"),
        (dataclasses.replace(grey(0, 200), colourful=True), "colour picture"),
        (grey(0, 200), None),
    ],
)
def test_what_is_wrong_is_said_in_words(tiny_release, frame, words):
    inside = np.ones((64, 64), bool)
    trust = assess(tiny_release, frame, inside, np.full((64, 64), 3), None)
    assert trust.flagged is (words is not None)
    assert len(trust.reasons) == (words is not None)
    assert all(words in reason for reason in trust.reasons)
    assert trust.gate_score is trust.threshold is None


def test_a_mask_without_expected_tissue_is_said_to_lack_it(tiny_release):
    inside, mask = np.ones((64, 64), bool), np.full((64, 64), 7)
    (reason,) = assess(tiny_release, grey(0, 200), inside, mask, None).reasons
    assert reason == "expected tissue is absent: no skin nor fat nor muscle was found"


@pytest.mark.filterwarnings("error")
def test_a_field_of_less_than_a_pixel_lacks_it_too(tiny_release):
    inside, mask = np.zeros((64, 64), bool), np.full((64, 64), 3)
    assert "is absent" in assess(tiny_release, grey(0, 200), inside, mask, None).reasons[-1]


def tinted() -> np.ndarray:
    ramp = np.tile(np.arange(256), (64, 1))
    return np.stack([ramp, ramp * 0.7, ramp * 0.3], axis=-1).astype(np.uint8)


def flowers() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)


@pytest.mark.parametrize(("picture", "colourful"), [(tinted(), False), (flowers(), True)])
def test_many_hues_make_a_colour_picture_and_one_tint_does_not(tmp_path, picture, colourful):
    Image.fromarray(picture).save(tmp_path / "picture.png")
    assert read_frame(tmp_path / "picture.png").colourful is colourful


def test_a_small_coloured_box_is_no_colour_picture(tmp_path):
    picture = np.repeat(np.tile(np.arange(256, dtype=np.uint8), (64, 1))[..., None], 3, axis=2)
    picture[:16, :64] = flowers()[:16]
    Image.fromarray(picture).save(tmp_path / "doppler.png")
    assert read_frame(tmp_path / "doppler.png").colourful is False
