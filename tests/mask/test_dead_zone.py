"""Nothing drawn along the probe: filled where it can only be a dead zone, kept where it is water."""

import numpy as np
import pytest
from answers import probabilities_of, release_of

from usseg.mask.dead_zone import DEEPEST, fill_dead_zone
from usseg.mask.postprocess import tidy
from usseg.tissues import label_of

ROWS, COLS = 100, 60
BACKGROUND, SKIN, FAT = (label_of("multiclass", name) for name in ("background", "skin", "fat"))
THIN = round(DEEPEST * ROWS)


def layers(nothing_of_column: np.ndarray) -> np.ndarray:
    """Labels (rows, cols): nothing of the given depth, skin to row 20, fat below."""
    rows = np.arange(ROWS)[:, None]
    return np.where(rows < nothing_of_column, BACKGROUND, np.where(rows < 20, SKIN, FAT))


def filled(labels: np.ndarray) -> np.ndarray:
    return fill_dead_zone(probabilities_of(labels, tissues=8), "multiclass").argmax(axis=-1)


@pytest.mark.parametrize("depth", [1, THIN])
def test_a_thin_strip_becomes_what_lies_below_it(depth):
    strip = np.full(COLS, depth)
    strip[10:20] = 0  # where the network saw the skin by itself
    np.testing.assert_array_equal(filled(layers(strip)), layers(np.zeros(COLS, int)))


def test_the_probabilities_are_those_of_the_first_tissue_of_the_column():
    given = probabilities_of(layers(np.full(COLS, 3)), tissues=8)
    given[3] *= np.linspace(0.5, 1, COLS, dtype=np.float32)[:, None]
    before = given.copy()
    answer = fill_dead_zone(given, "multiclass")
    for row in range(3):
        np.testing.assert_array_equal(answer[row], before[3])
    np.testing.assert_array_equal(answer[3:], before[3:])
    np.testing.assert_array_equal(given, before)


def test_water_stays_also_where_it_thins_out():
    curved = np.abs(np.arange(COLS) - COLS // 2) // 2  # a limb that touches the probe in the middle
    assert curved.max() > THIN
    np.testing.assert_array_equal(filled(layers(curved)), layers(curved))


def test_each_strip_is_judged_by_itself():
    strips = np.zeros(COLS, int)
    strips[:20], strips[40:] = THIN + 1, THIN
    expected = strips.copy()
    expected[40:] = 0
    np.testing.assert_array_equal(filled(layers(strips)), layers(expected))


@pytest.mark.parametrize("depth", [0, ROWS])
def test_all_tissue_and_nothing_at_all_stay(depth):
    labels = layers(np.full(COLS, depth))
    np.testing.assert_array_equal(filled(labels), labels)


def test_nothing_deeper_in_the_field_stays():
    labels = layers(np.zeros(COLS, int))
    labels[50:53] = BACKGROUND
    np.testing.assert_array_equal(filled(labels), labels)


def test_the_binary_model_has_no_nothing_to_fill():
    given = probabilities_of(np.where(np.arange(ROWS)[:, None] < 3, 0, 1) * np.ones(COLS, int), 2)
    np.testing.assert_array_equal(fill_dead_zone(given, "binary"), given)


def test_masks_are_tidied_so():
    given = probabilities_of(layers(np.full(COLS, THIN)), tissues=8)
    assert (tidy(given, release_of(ROWS)).argmax(axis=-1)[0] == SKIN).all()
