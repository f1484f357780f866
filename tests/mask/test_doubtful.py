"""Tissues of known extent and probability: little and unsure goes, everything else stays."""

from pathlib import Path

import numpy as np
import pytest

from usseg.mask.postprocess import LITTLE, UNSURE, remove_doubtful, tidy, tidy_for_votes
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
    kept = remove_doubtful(given, "multiclass").argmax(axis=-1)
    assert np.array_equal(kept == label, (before.argmax(axis=-1) == label) & stays)
    assert (kept[-1] == FAT).all()
    assert np.array_equal(given, before)


def test_the_pixels_of_a_tissue_are_judged_together():
    probabilities = patch(MUSCLE, 0.02, UNSURE - 0.05)
    probabilities[50:52] = patch(MUSCLE, 1, 0.99)[0]
    kept = remove_doubtful(probabilities, "multiclass")
    assert np.array_equal(kept, probabilities)


@pytest.mark.parametrize("label", [1, FAT, 4])
def test_what_nearly_every_frame_shows_is_never_doubtful(label):
    probabilities = np.roll(patch(MUSCLE, 0.02, UNSURE - 0.05), label - MUSCLE, axis=-1)
    assert np.array_equal(remove_doubtful(probabilities, "multiclass"), probabilities)


def test_a_view_that_votes_keeps_what_the_others_may_confirm():
    probabilities = patch(TENDON, 0.03, UNSURE - 0.05)
    shown = [
        np.count_nonzero(step(probabilities, RELEASE).argmax(axis=-1) == TENDON)
        for step in (tidy, tidy_for_votes)
    ]
    assert shown == [0, 300]


def test_the_binary_model_has_no_doubtful_tissues():
    fat = patch(MUSCLE, 0.02, UNSURE - 0.05)[..., FAT : MUSCLE + 1]
    assert np.array_equal(remove_doubtful(fat, "binary"), fat)
