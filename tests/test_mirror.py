"""A frame and its mirror image: they agree where the answer follows the tissue, not the side."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import usseg
from usseg.mask.metrics import dice
from usseg.mirror import agreement, mirror_field, mirrored_agreement
from usseg.model import look as room
from usseg.pipeline import segment_with
from usseg.types import Field

SHAPE = (96, 120)
BOX = np.array([(16, 10), (16, 90), (80, 90), (80, 10)], dtype=float)  # not in the middle
EXAMPLE = Path(__file__).parents[1] / "examples" / "limb-longitudinal.png"


@pytest.fixture
def half_bright() -> np.ndarray:
    """Speckle that is dark in the left half of `BOX` and bright elsewhere: uint8, (96, 120)."""
    pixels = np.random.default_rng(2).integers(140, 216, SHAPE, dtype=np.uint8)
    pixels[:, :50] //= 4
    return pixels


@pytest.fixture
def answers(monkeypatch):
    """A function that replaces the network by another: grey levels (rows, cols) to labels."""

    def use(labels_of) -> None:
        def answer(release, unit_input):
            labels = labels_of(unit_input[0, ..., 0])
            return np.eye(8, dtype=np.float32)[labels] * 0.92 + 0.01, None

        monkeypatch.setattr(room, "predict_with_features", answer)

    return use


def test_an_answer_that_follows_the_tissue_agrees_with_its_mirror_image(
    tiny_release, half_bright, answers
):
    answers(lambda grey: np.where(grey > 0.4, 2, 3))
    done = segment_with(tiny_release, half_bright, field=Field("rectangle", BOX))
    found = mirrored_agreement(done)
    assert found["fat"] == pytest.approx(1, abs=0.02)  # resampling may shift a border by a pixel
    assert found["muscle"] == pytest.approx(1, abs=0.02)
    assert found["skin"] is None


def test_an_answer_that_follows_the_side_does_not_agree_at_all(tiny_release, half_bright, answers):
    def by_side(grey):
        labels = np.full(grey.shape, 2)
        labels[:, grey.shape[1] // 2 :] = 3
        return labels

    answers(by_side)
    done = segment_with(tiny_release, half_bright, field=Field("rectangle", BOX))
    found = mirrored_agreement(done)
    assert (found["fat"], found["muscle"]) == (0, 0)


def test_a_correction_by_hand_is_left_aside(tiny_release, half_bright, answers):
    answers(lambda grey: np.where(grey > 0.4, 2, 3))
    done = segment_with(tiny_release, half_bright, field=Field("rectangle", BOX))
    edited = replace(done, mask=np.zeros_like(done.mask), network_mask=done.mask)
    assert mirrored_agreement(edited) == mirrored_agreement(done)


def test_the_mirrored_frame_is_segmented_as_if_it_had_been_uploaded(tiny_release, half_bright):
    field = Field("rectangle", BOX)
    done = segment_with(tiny_release, half_bright, field=field)
    uploaded = segment_with(tiny_release, half_bright[:, ::-1], field=mirror_field(field, 120))
    inside = np.zeros(SHAPE, dtype=bool)
    inside[16:80, 10:90] = True
    expected = agreement(done.mask, uploaded.mask[:, ::-1], inside, "multiclass")
    assert mirrored_agreement(done) == expected


def test_only_what_lies_in_the_field_counts():
    first, second = np.full((4, 6), 2), np.full((4, 6), 2)
    second[:, 3:] = 3
    inside = np.zeros((4, 6), dtype=bool)
    inside[:, :3] = True
    assert agreement(first, second, inside, "multiclass")["fat"] == 1
    inside[:] = True
    expected = dice(first, second, 2)
    assert agreement(first, second, inside, "multiclass")["fat"] == expected == 2 * 12 / 36


def test_the_bundled_weights_mostly_agree_on_a_phantom_that_they_segment_well():
    found = mirrored_agreement(usseg.segment(EXAMPLE))
    large = [found[name] for name in ("skin", "fat", "muscle")]
    assert min(large) > 0.7
    assert min(large) < 1
