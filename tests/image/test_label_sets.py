"""Mask values become sets of tissues."""

import numpy as np
import pytest

from usseg.errors import DatasetError
from usseg.image.label_sets import EXACT_SETS, bit_table, bits_of, to_bits
from usseg.tissues import MODELS, tissues_of

SETS = {0: ("background",), 1: ("skin", "fat"), 3: ("muscle",), 255: "ignore"}


def test_each_value_becomes_the_bits_of_its_tissues():
    mask = np.array([[0, 1, 3, 255]], dtype=np.uint8)
    assert to_bits(mask, bit_table(SETS, "multiclass"), "a.png").tolist() == [[1, 6, 8, 0]]


def test_the_binary_model_learns_nothing_from_skin_or_fat():
    mask = np.array([[0, 1, 3, 255]], dtype=np.uint8)
    assert to_bits(mask, bit_table(SETS, "binary"), "a.png").tolist() == [[1, 3, 1, 0]]


def test_exact_labels_of_the_binary_model_are_fat_and_the_rest():
    table = bit_table(EXACT_SETS, "binary")
    assert table[:8].tolist() == [1, 1, 2, 1, 1, 1, 1, 1]


def test_a_value_that_is_not_explained_is_refused_by_name_and_value():
    with pytest.raises(DatasetError, match=r"a\.png holds the value 7"):
        to_bits(np.full((2, 2), 7, np.uint8), bit_table(SETS, "multiclass"), "a.png")


def test_a_word_that_is_no_tissue_is_refused_with_those_that_are():
    with pytest.raises(DatasetError, match=r"'nerve' is not a tissue.*ligament"):
        bits_of(("nerve",), "multiclass")


@pytest.mark.parametrize("model", MODELS)
def test_a_set_of_all_tissues_fits_into_the_eight_bits_of_a_pixel(model):
    names = tuple(tissue.name for tissue in tissues_of(model))
    everything = bits_of(names, model)
    assert everything == 2 ** len(names) - 1 <= np.iinfo(np.uint8).max
    table = bit_table({7: names}, model)
    assert to_bits(np.array([[7]], np.uint8), table, "mask").tolist() == [[everything]]
