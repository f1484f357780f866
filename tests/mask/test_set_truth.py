"""Scores of sets of tissues."""

import numpy as np

from usseg.mask.metrics import count
from usseg.mask.set_truth import WANTED, as_one_label, scored_sets

SUPERFICIAL, SKIN, MUSCLE, EVERYTHING = 0b110, 0b10, 0b1000, 0b1111_1111


def test_members_of_a_set_count_as_one_tissue():
    bits = np.array([[SUPERFICIAL, SUPERFICIAL, SUPERFICIAL, MUSCLE]], dtype=np.uint8)
    mask = np.array([[1, 2, 3, 2]], dtype=np.uint8)  # skin, fat, muscle, fat
    counts = count(*as_one_label(bits, mask, SUPERFICIAL, "multiclass"), WANTED)
    assert counts == (2, 1, 1)


def test_pixels_that_say_nothing_or_overlap_the_set_do_not_count():
    bits = np.array([[0, EVERYTHING, SKIN, MUSCLE]], dtype=np.uint8)
    mask = np.array([[1, 1, 1, 3]], dtype=np.uint8)
    truth, _ = as_one_label(bits, mask, SUPERFICIAL, "multiclass")
    assert truth.tolist() == [[255, 255, 255, 0]]


def test_names_of_sets():
    assert scored_sets([0, MUSCLE, SUPERFICIAL, EVERYTHING, 0b1001], "multiclass") == {
        "superficial": SUPERFICIAL,
        "muscle": MUSCLE,
        "background or muscle": 0b1001,
    }
    assert scored_sets([0, 1, 2, 3], "binary") == {"rest": 1, "fat": 2}
