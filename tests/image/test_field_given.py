"""A drawn field is used as drawn, or refused in a sentence."""

import numpy as np
import pytest

from usseg.errors import InputError
from usseg.image.field_given import check_field, rectangle
from usseg.image.preprocess import field_mask
from usseg.types import Field


def test_a_rectangle_covers_the_pixels_between_its_corners():
    inside = field_mask(rectangle((10, 20, 60, 90), (100, 120)), (100, 120))
    assert inside.sum() == 50 * 70
    assert inside[10, 20]
    assert inside[59, 89]
    assert not inside[60, 89]


@pytest.mark.parametrize(
    ("outline", "words"),
    [
        ([(0, 0), (0, 50)], "at least 3 vertices"),
        ([(0, 0, 0), (0, 50, 0), (50, 0, 0)], "polygon"),
        ([(0, 0), (0, 50), (50, float("nan"))], "inside the image of 100 x 120"),
        ([(0, 0), (0, 121), (50, 0)], "inside the image of 100 x 120"),
        ([(-1, 0), (0, 50), (50, 0)], "inside the image"),
        ([(0, 0), (0, 15), (90, 15)], "too small"),
        ([(0, 0), (50, 50), (99, 99)], "too small"),  # a line
    ],
)
def test_other_outlines_are_refused(outline, words):
    with pytest.raises(InputError, match=words):
        check_field(Field("drawn", np.array(outline, dtype=float)), (100, 120))


def test_words_are_no_outline():
    with pytest.raises(InputError, match="polygon"):
        check_field(Field("drawn", [["a", "b"], ["c", "d"], ["e", "f"]]), (100, 120))
