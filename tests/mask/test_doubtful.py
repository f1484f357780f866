"""Tissues of known extent and probability: little and unsure goes, everything else stays."""

from pathlib import Path

import numpy as np
import pytest

from usseg.image.preprocess import to_frame, whole_field
from usseg.mask.doubtful import LITTLE, UNSURE, find_doubtful, left_out, remove_doubtful
from usseg.mask.postprocess import tidy, tidy_for_votes
from usseg.types import Release

RELEASE = Release(
    "multiclass", "0.0.0", "bundled", None, "0" * 64, Path("none"), {"input_size": [256, 256]}
)
FAT, MUSCLE, TENDON, LIGAMENT, BONE = 2, 3, 5, 6, 7


def patch(label: int, share: float, probability: float) -> np.ndarray:
    """Fat at 0.9 in 100 x 100 pixels, and a patch of one tissue there; fat comes second in it."""
    probabilities = np.zeros((100, 100, 8), dtype=np.float32)
    probabilities[..., FAT] = 0.9
    rows = round(100 * share)
    probabilities[:rows, :, FAT] = 1 - probability
    probabilities[:rows, :, label] = probability
    return probabilities


def without_doubtful(probabilities: np.ndarray) -> np.ndarray:
    found = find_doubtful(probabilities, "multiclass")
    return remove_doubtful(probabilities, "multiclass", found)


@pytest.mark.parametrize("label", [MUSCLE, TENDON, LIGAMENT, BONE])
@pytest.mark.parametrize(
    ("share", "probability", "stays"),
    [
        (LITTLE - 0.01, UNSURE - 0.01, False),
        (LITTLE, UNSURE - 0.01, True),
        (LITTLE - 0.01, UNSURE + 0.01, True),
    ],
)
def test_only_a_tissue_that_is_little_and_unsure_is_removed(label, share, probability, stays):
    given = patch(label, share, probability)
    before = given.copy()
    kept = without_doubtful(given).argmax(axis=-1)
    assert np.array_equal(kept == label, (before.argmax(axis=-1) == label) & stays)
    assert (kept[-1] == FAT).all()
    assert np.array_equal(given, before)


def test_a_removed_tissue_that_came_second_wins_no_pixel_of_a_larger_frame():
    given = np.zeros((100, 100, 8), dtype=np.float32)
    given[:50, :, FAT] = given[50:, :, MUSCLE] = 0.5  # between them both halve, and the second wins
    given[..., TENDON] = 0.45
    given[:2, :, TENDON] = 0.55
    shown = [
        np.count_nonzero(to_frame(answer, whole_field((400, 400)), (400, 400))[0][8:] == TENDON)
        for answer in (given, without_doubtful(given))
    ]
    assert shown[0] > 0
    assert shown[1] == 0


def test_the_pixels_of_a_tissue_are_judged_together():
    probabilities = patch(MUSCLE, 0.02, UNSURE - 0.05)
    probabilities[50:52] = patch(MUSCLE, 1, 0.99)[0]
    assert find_doubtful(probabilities, "multiclass") == ()


@pytest.mark.parametrize("label", [1, FAT, 4])
def test_what_nearly_every_frame_shows_is_never_doubtful(label):
    probabilities = np.roll(patch(MUSCLE, 0.02, UNSURE - 0.05), label - MUSCLE, axis=-1)
    assert find_doubtful(probabilities, "multiclass") == ()


def test_a_view_that_votes_keeps_what_the_others_may_confirm():
    probabilities = patch(TENDON, 0.03, UNSURE - 0.05)
    shown = [
        np.count_nonzero(step(probabilities, RELEASE).argmax(axis=-1) == TENDON)
        for step in (tidy, tidy_for_votes)
    ]
    assert shown == [0, 300]


def test_the_binary_model_has_no_doubtful_tissues():
    fat = patch(MUSCLE, 0.02, UNSURE - 0.05)[..., FAT : MUSCLE + 1]
    assert find_doubtful(fat, "binary") == ()


def test_each_doubtful_tissue_is_named_with_its_share_and_its_mean_probability():
    given = patch(MUSCLE, 0.02, 0.55)
    given[50:51] = patch(BONE, 1, 0.51)[0]
    assert find_doubtful(given, "multiclass") == (
        ("muscle", 0.02, pytest.approx(0.55)),
        ("bone", 0.01, pytest.approx(0.51)),
    )


def test_what_is_left_out_is_said_in_one_sentence():
    given = patch(MUSCLE, 0.02, 0.55)
    given[50:51] = patch(BONE, 1, 0.51)[0]
    (said,) = left_out(find_doubtful(given, "multiclass"))
    assert "muscle (2 % of the field's box, mean probability 0.55)" in said
    assert "bone (1 % of the field's box, mean probability 0.51)" in said
