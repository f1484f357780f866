"""The side of a stored image at which observers measured: what angles decide, and what they do not."""

import math

import numpy as np
import pytest
from known_shapes import FASCIA, MUSCLE, everywhere, pennate

from usseg.evaluate.observers_side import (
    FEWEST_IMAGES,
    border_angles,
    choose_side,
    compare_angles,
)

SLOPES = [(0.1, -0.05), (-0.08, 0.06), (0.0, 0.2), (0.15, 0.15)]


def chosen(theirs, found):
    return choose_side(compare_angles(list(zip(theirs, found, strict=True))))


@pytest.mark.parametrize("slopes", SLOPES)
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_border_that_falls_to_the_right_has_a_negative_angle(slopes, mirrored):
    mask, _, _ = pennate(slopes=slopes)
    angles = border_angles(mask[:, ::-1] if mirrored else mask, everywhere(mask))
    sign = 1 if mirrored else -1
    wanted = [sign * math.degrees(math.atan(slope)) for slope in slopes]
    assert [angles["superficial"], angles["deep"]] == pytest.approx(wanted, abs=0.1)


def test_the_angle_is_that_of_the_whole_width_and_not_of_the_side_nearest_to_either_edge():
    rising, falling = (pennate(slopes=(0.0, slope))[0] for slope in (-0.1, 0.1))
    for start in (0, 300):  # the outer quarter falls, all else rises
        mask = rising.copy()
        mask[:, start : start + 100] = falling[:, :100]
        assert border_angles(mask, everywhere(mask))["deep"] > 3


def test_gaps_and_strays_of_a_border_hardly_turn_it():
    mask, _, _ = pennate(slopes=(0.1, -0.05))
    mask[150:180, :60] = FASCIA  # a stray patch in the muscle
    mask[150:190, 200:230] = MUSCLE  # a lost piece of the aponeurosis
    angles = border_angles(mask, everywhere(mask))
    assert angles["deep"] == pytest.approx(math.degrees(math.atan(0.05)), abs=0.4)


def test_labels_outside_the_field_do_not_count():
    mask, _, _ = pennate(slopes=(0.1, -0.05))
    inside = everywhere(mask)
    inside[:, :150] = False
    strange = mask.copy()
    strange[:, :150] = pennate(slopes=(-0.3, 0.3))[0][:, :150]
    assert border_angles(strange, inside) == border_angles(mask, inside)


def test_a_mask_without_a_muscle_has_no_angles():
    mask = np.full((300, 400), MUSCLE, dtype=np.uint8)
    assert border_angles(mask, everywhere(mask)) == {}


@pytest.mark.parametrize("sign", [1, -1])  # whichever way the muscle widens
def test_equal_signs_mean_as_stored_and_opposite_ones_mirrored(sign):
    found = sign * np.linspace(2.0, 7.0, 30)
    noise = np.random.default_rng(0).normal(0, 1.0, 30)
    assert chosen(found + noise, found).side == "left"
    assert "saw the images as stored" in chosen(found + noise, found).why
    assert chosen(-found + noise, found).side == "right"
    assert "saw the images mirrored" in chosen(-found + noise, found).why


def test_the_differences_are_root_mean_squares():
    fit = compare_angles([(5.0, 4.0), (3.0, 6.0)])
    assert fit.images == 2
    assert fit.stored_deg == pytest.approx(math.sqrt((1 + 9) / 2))
    assert fit.mirrored_deg == pytest.approx(math.sqrt((81 + 81) / 2))


def test_one_image_too_few_decides_nothing():
    found = np.full(FEWEST_IMAGES, 5.0)
    assert chosen(-found, found).side == "right"
    choice = chosen(-found[1:], found[1:])
    assert choice.side == "left"
    assert f"{FEWEST_IMAGES - 1} images, and {FEWEST_IMAGES} are needed" in choice.why
    assert choose_side(compare_angles([])).side == "left"


@pytest.mark.parametrize(("theirs", "side"), [(-5.0, "right"), (-1.7, "right"), (-1.6, "left")])
def test_a_mirror_image_that_fits_less_than_twice_as_well_is_not_believed(theirs, side):
    # Found is 5 everywhere: 6.7 is more than twice 3.3, but 6.6 is less than twice 3.4.
    assert chosen(np.full(20, theirs), np.full(20, 5.0)).side == side


@pytest.mark.parametrize("angle", [0.0, 6.0])
def test_angles_that_decide_nothing_leave_the_images_as_stored(angle):
    found = np.full(20, angle)
    theirs = found * np.resize([1, -1], 20)  # level borders, or half of the images mirrored
    choice = chosen(theirs, found)
    assert choice.side == "left"
    assert "do not decide" in choice.why


def test_unrelated_angles_pass_for_mirrored_as_seldom_as_the_comment_says():
    rng = np.random.default_rng(1)
    sets = rng.normal(0, 3, (3000, 2, FEWEST_IMAGES))
    share = np.mean([chosen(*angles).side == "right" for angles in sets])
    assert share == pytest.approx(0.02, abs=0.008)
