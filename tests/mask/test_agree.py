"""Two masks against each other and against a truth; every number follows from counted pixels."""

import math

import numpy as np
import pytest

from usseg.errors import InputError
from usseg.mask.agree import agreement, as_model, common_model, share_equal

FIRST = np.array([[1, 1, 1, 1, 0, 0, 3, 0]], dtype=np.uint8)
SECOND = np.array([[1, 1, 0, 0, 0, 0, 0, 0]], dtype=np.uint8)
TRUTH = np.array([[1, 1, 1, 0, 0, 0, 255, 255]], dtype=np.uint8)


def test_each_tissue_gets_its_agreement_and_both_scores():
    skin = agreement(FIRST, SECOND, TRUTH, "multiclass")[1]
    assert (skin.name, skin.first_pixels, skin.second_pixels) == ("skin", 4, 2)
    assert skin.between == pytest.approx(2 * 2 / (4 + 2))
    assert skin.first == pytest.approx(2 * 3 / (4 + 3))
    assert skin.second == pytest.approx(2 * 2 / (2 + 3))
    assert skin.gain == pytest.approx(skin.second - skin.first)
    assert skin.gain < 0, "the second is further from the truth"


def test_agreement_does_not_depend_on_the_order_but_the_gain_turns_round():
    forth = agreement(FIRST, SECOND, TRUTH, "multiclass")[1]
    back = agreement(SECOND, FIRST, TRUTH, "multiclass")[1]
    assert forth.between == back.between
    assert forth.gain == -back.gain


def test_what_one_lacks_is_zero_and_what_both_lack_is_nothing():
    muscle, bone = (agreement(FIRST, SECOND, TRUTH, "multiclass")[label] for label in (3, 7))
    assert muscle.between == 0.0
    assert math.isnan(muscle.first), "where the truth says nothing, nothing is scored"
    assert math.isnan(bone.between)


def test_without_a_truth_there_are_no_scores():
    found = agreement(FIRST, SECOND, None, "multiclass")
    assert {(one.first, one.second, one.gain) for one in found} == {(None, None, None)}


def test_other_models_are_compared_by_their_fat():
    assert common_model("binary", "multiclass") == "binary"
    mask = np.array([[0, 1, 2, 7, 255]], dtype=np.uint8)
    fat = as_model(mask, "multiclass", "binary")
    assert fat.tolist() == [[0, 0, 1, 0, 255]]
    assert fat.dtype == np.uint8
    assert as_model(mask, "multiclass", "multiclass") is mask


def test_masks_of_other_shapes_are_refused():
    with pytest.raises(InputError, match="same"):
        agreement(FIRST, SECOND[:, :4], None, "multiclass")


def test_equal_pixels_count_inside_the_field_only():
    inside = np.array([[True, True, True, True, False, False, False, False]])
    assert share_equal(FIRST, SECOND, inside) == 0.5
    assert share_equal(FIRST, SECOND, np.zeros_like(inside)) == 1.0
