"""Two points and a length, typed sizes: what becomes a pixel size, and what is refused in words."""

import math

import pytest

from usseg.errors import InputError
from usseg.image.points import spacing_from_points
from usseg.image.spacing import SPACING_LIMITS_MM, check_spacing


def test_a_slanted_distance_counts_as_a_whole():
    # 3-4-5: 300 rows and 400 columns are 500 pixels, 50 mm of which are 0.1 mm each.
    assert spacing_from_points((10, 20), (310, 420), 50) == (0.1, 0.1)


def test_the_order_of_the_points_does_not_matter():
    assert spacing_from_points((40, 9), (10, 9), 3) == spacing_from_points((10, 9), (40, 9), 3)


@pytest.mark.parametrize(
    ("a_rc", "b_rc", "length_mm", "words"),
    [
        ((5, 5), (5, 5), 10, "Both points are the same"),
        ((5, 5), (6, 6), 10, "Both points are the same: they lie 1.4 pixels apart"),
        ((5, math.nan), (50, 5), 10, "its row and its column in pixels"),
        ((5, math.inf), (50, 5), 10, "its row and its column in pixels"),
        ((5,), (50, 5), 10, "its row and its column in pixels"),
        (("a", 5), (50, 5), 10, "its row and its column in pixels"),
        ((5, 5), (41, 5), 10, "row 41, column 5 lies outside the image, which has 40 rows"),
        ((-1, 5), (30, 5), 10, "lies outside the image"),
        ((5, 5), (5, 61), 10, "lies outside the image"),
        ((5, 5), (30, 5), 0, "The length 0 mm cannot be used"),
        ((5, 5), (30, 5), -3, "The length -3 mm cannot be used"),
        ((5, 5), (30, 5), math.nan, "The length nan mm cannot be used"),
        ((5, 5), (30, 5), math.inf, "The length inf mm cannot be used"),
        ((5, 5), (30, 5), "long", "The length long mm cannot be used"),
        ((5, 5), (15, 5), 900, "90 mm is larger than any ultrasound pixel"),
    ],
)
def test_points_that_give_no_scale_get_a_sentence(a_rc, b_rc, length_mm, words):
    with pytest.raises(InputError, match=words.replace("(", r"\(")):
        spacing_from_points(a_rc, b_rc, length_mm, shape=(40, 60))


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 is not above zero"),
        (-0.1, "-0.1 is not above zero"),
        (math.nan, "there is no finite number"),
        (math.inf, "there is no finite number"),
        (1000, "1000 mm is larger than any ultrasound pixel"),
        (5.01, "5.01 mm is larger than any ultrasound pixel"),
        (0.0009, "0.0009 mm is smaller than any ultrasound pixel"),
    ],
)
def test_each_impossible_size_has_its_own_reason(size, words):
    for spacing_mm in ((size, 0.1), (0.1, size)):
        with pytest.raises(InputError, match=f"cannot be used: {words}"):
            check_spacing(spacing_mm)


@pytest.mark.parametrize("spacing_mm", [(0.1,), (0.1, 0.1, 0.1), 0.1, None, "ab"])
def test_what_is_not_two_numbers_is_told_apart_from_infinite_ones(spacing_mm):
    with pytest.raises(InputError, match="cannot be used: it is not two numbers"):
        check_spacing(spacing_mm)


def test_the_limits_themselves_are_sizes():
    assert check_spacing(SPACING_LIMITS_MM) == SPACING_LIMITS_MM
