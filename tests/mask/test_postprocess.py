"""Islands of known size: the small go, the others stay, nothing else changes."""

import numpy as np
import pytest

from usseg.mask.postprocess import SMALLEST_ISLAND, remove_specks


def probabilities_of(labels: np.ndarray, tissues: int = 4, second: int = 0) -> np.ndarray:
    """Probability 0.6 for the given labels, 0.3 for `second`, and the rest for nobody."""
    probabilities = np.zeros((*labels.shape, tissues), dtype=np.float32)
    probabilities[..., second] = 0.3
    np.put_along_axis(probabilities, labels[..., None], np.float32(0.6), axis=-1)
    return probabilities


def field_of_background() -> np.ndarray:
    return np.zeros((32, 32), dtype=np.intp)


@pytest.mark.parametrize(
    ("pixels", "stays"), [(SMALLEST_ISLAND - 1, False), (SMALLEST_ISLAND, True)]
)
def test_an_island_stays_from_the_documented_size_on(pixels, stays):
    labels = field_of_background()
    labels[10, 5 : 5 + pixels] = 2
    kept = remove_specks(probabilities_of(labels)).argmax(axis=-1)
    assert np.count_nonzero(kept == 2) == (pixels if stays else 0)


def test_pixels_that_touch_by_a_corner_are_one_island():
    labels = field_of_background()
    diagonal = np.arange(SMALLEST_ISLAND)
    labels[diagonal, diagonal] = 1
    assert np.array_equal(remove_specks(probabilities_of(labels)).argmax(axis=-1), labels)


def test_a_removed_island_becomes_the_label_that_came_second():
    labels = np.full((32, 32), 2, dtype=np.intp)
    labels[4:6, 4:6] = 1
    tidied = remove_specks(probabilities_of(labels, second=3))
    assert np.all(tidied[4:6, 4:6].argmax(axis=-1) == 3)
    assert np.all(tidied[4:6, 4:6].max(axis=-1) == np.float32(0.3))  # still what the network said


def test_a_small_hole_in_a_tissue_is_an_island_too():
    labels = np.full((32, 32), 2, dtype=np.intp)
    labels[4:6, 4:6] = 0
    assert np.all(remove_specks(probabilities_of(labels, second=2)).argmax(axis=-1) == 2)


def test_everything_else_and_the_input_stay_as_they_were():
    labels = field_of_background()
    labels[20:, :] = 2
    labels[3, 3] = 1
    before = probabilities_of(labels)
    given = before.copy()
    after = remove_specks(given)
    assert np.array_equal(given, before)
    changed = np.argwhere((after != before).any(axis=-1))
    assert changed.tolist() == [[3, 3]]


def test_a_tidy_answer_stays_bit_for_bit():
    rng = np.random.default_rng(5)
    smooth = np.repeat(np.repeat(rng.random((4, 4, 3), dtype=np.float32), 16, 0), 16, 1)
    assert np.array_equal(remove_specks(smooth), smooth)
