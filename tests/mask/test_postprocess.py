"""Islands of known size: the small go, the others stay, nothing else changes."""

import numpy as np
import pytest
from answers import probabilities_of, release_of

from usseg.mask.postprocess import remove_specks, tidy, unify_bands

SMALLEST = 40


def field_of_background() -> np.ndarray:
    return np.zeros((32, 32), dtype=np.intp)


@pytest.mark.parametrize(
    ("side", "pixels", "stays"),
    [(256, 39, False), (256, 40, True), (384, 89, False), (384, 90, True)],
)
def test_an_island_stays_from_the_documented_share_of_the_input_on(side, pixels, stays):
    labels = np.zeros((32, 128), dtype=np.intp)
    labels[10, 5 : 5 + pixels] = 2
    kept = tidy(probabilities_of(labels, tissues=8), release_of(side)).argmax(axis=-1)
    assert np.count_nonzero(kept == 2) == (pixels if stays else 0)


def test_pixels_that_touch_by_a_corner_are_one_island():
    labels = np.zeros((SMALLEST, SMALLEST), dtype=np.intp)
    diagonal = np.arange(SMALLEST)
    labels[diagonal, diagonal] = 1
    assert np.array_equal(remove_specks(probabilities_of(labels), SMALLEST).argmax(axis=-1), labels)


def test_a_removed_island_becomes_the_label_that_came_second():
    labels = np.full((32, 32), 2, dtype=np.intp)
    labels[4:6, 4:6] = 1
    tidied = remove_specks(probabilities_of(labels, second=3), SMALLEST)
    assert np.all(tidied[4:6, 4:6].argmax(axis=-1) == 3)
    assert np.all(tidied[4:6, 4:6].max(axis=-1) == np.float32(0.3))  # still what the network said


def test_a_small_hole_in_a_tissue_is_an_island_too():
    labels = np.full((32, 32), 2, dtype=np.intp)
    labels[4:6, 4:6] = 0
    assert np.all(remove_specks(probabilities_of(labels, second=2), SMALLEST).argmax(axis=-1) == 2)


def test_everything_else_and_the_input_stay_as_they_were():
    labels = field_of_background()
    labels[20:, :] = 2
    labels[3, 3] = 1
    before = probabilities_of(labels)
    given = before.copy()
    after = remove_specks(given, SMALLEST)
    assert np.array_equal(given, before)
    changed = np.argwhere((after != before).any(axis=-1))
    assert changed.tolist() == [[3, 3]]


def test_a_tidy_answer_stays_bit_for_bit():
    rng = np.random.default_rng(5)
    smooth = np.repeat(np.repeat(rng.random((4, 4, 3), dtype=np.float32), 16, 0), 16, 1)
    assert np.array_equal(remove_specks(smooth, SMALLEST), smooth)


TENDON, LIGAMENT = 5, 6


def band(tendon: float, ligament: float, rows: slice, cols: slice) -> np.ndarray:
    """Muscle at 0.5 everywhere, and one band with the given probabilities."""
    probabilities = np.zeros((32, 32, 8), dtype=np.float32)
    probabilities[..., 3] = 0.5
    probabilities[rows, cols, 3] = 1 - tendon - ligament
    probabilities[rows, cols, TENDON], probabilities[rows, cols, LIGAMENT] = tendon, ligament
    return probabilities


def test_a_band_that_is_mostly_tendon_is_all_tendon():
    mixed = band(0.6, 0.3, np.s_[10:14], np.s_[:])
    mixed[10:14, 20:26, TENDON], mixed[10:14, 20:26, LIGAMENT] = 0.3, 0.6
    unified = unify_bands(mixed, "multiclass")
    assert (unified.argmax(axis=-1)[10:14] == TENDON).all()
    assert unified[10:14, :, TENDON] == pytest.approx(0.9)
    assert not unified[10:14, :, LIGAMENT].any()


def test_bands_that_do_not_touch_are_decided_apart():
    mixed = band(0.6, 0.3, np.s_[4:8], np.s_[:])
    mixed[20:24] = band(0.3, 0.6, np.s_[20:24], np.s_[:])[20:24]
    labels = unify_bands(mixed, "multiclass").argmax(axis=-1)
    assert (labels[4:8] == TENDON).all()
    assert (labels[20:24] == LIGAMENT).all()


def test_probability_is_moved_and_never_made():
    rng = np.random.default_rng(5)
    random = rng.dirichlet(np.ones(8), (32, 32)).astype(np.float32)
    unified = unify_bands(random, "multiclass")
    assert unified.sum(axis=-1) == pytest.approx(1, abs=1e-5)
    others = [label for label in range(8) if label not in (TENDON, LIGAMENT)]
    assert np.array_equal(unified[..., others], random[..., others])


def test_the_binary_model_has_no_bands():
    fat = np.random.default_rng(6).random((8, 8, 2), dtype=np.float32)
    assert unify_bands(fat, "binary") is fat
