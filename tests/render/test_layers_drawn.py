"""Which tissues are drawn, how strong, and with which second cue, pixel by pixel."""

import numpy as np
import pytest

from usseg.errors import InputError
from usseg.render.blend import overlay
from usseg.render.layers import Layers, border, draw_layers
from usseg.render.patterns import PATTERNS, ink_on, pattern, tile
from usseg.tissues import MULTICLASS

MUSCLE, BONE = MULTICLASS[3].colour, MULTICLASS[7].colour
GREY = 100  # of the sample's frame; muscle in rows 2 to 4, bone in rows 5 to 7, cols 4 to 11


def mixed(colour: tuple[int, int, int], opacity: float) -> list[int]:
    return [round(GREY * (1 - opacity) + part * opacity) for part in colour]


def test_as_given_it_is_the_overlay_of_every_other_view(sample):
    assert np.array_equal(draw_layers(sample(), Layers()), overlay(sample()))


@pytest.mark.parametrize("opacity", [0.0, 0.25, 1.0])
def test_opacity_weighs_colour_against_grey(sample, opacity):
    drawn = draw_layers(sample(), Layers(opacity))
    assert drawn[3, 6].tolist() == mixed(MUSCLE, opacity)
    assert drawn[6, 6].tolist() == mixed(BONE, opacity)
    assert drawn[0, 0].tolist() == [GREY] * 3


def test_a_tissue_that_is_switched_off_leaves_the_frame(sample):
    drawn = draw_layers(sample(), Layers(1.0, ("bone",)))
    assert (drawn[2:5] == GREY).all()
    assert (drawn[5:8, 4:12] == BONE).all()
    assert (draw_layers(sample(), Layers(1.0, ())) == GREY).all()


def test_outlines_are_the_outermost_pixels_in_full_colour(sample):
    drawn = draw_layers(sample(), Layers(0.0, None, outlines=True))
    wanted = np.full((10, 16, 3), GREY)
    wanted[2:5, 4:12], wanted[5:8, 4:12] = MUSCLE, BONE
    wanted[3, 5:11] = wanted[6, 5:11] = GREY  # inside
    assert np.array_equal(drawn, wanted)


def test_outlines_of_a_tissue_do_not_depend_on_one_that_is_off(sample):
    drawn = draw_layers(sample(), Layers(0.0, ("muscle",), outlines=True))
    assert (drawn[4, 4:12] == MUSCLE).all()
    assert (drawn[5] == GREY).all()


def test_a_tissue_that_fills_the_frame_has_no_border():
    assert not border(np.full((4, 4), 3)).any()


def test_the_field_stays_outlined(sample, box):
    drawn = draw_layers(sample(field=box), Layers(0.0, ()))
    assert (drawn[2, 4:12] == 255).all()
    assert (drawn[3, 5:11] == GREY).all()


@pytest.mark.parametrize("opacity", [-0.1, 1.1, float("nan")])
def test_an_opacity_that_is_none_is_refused(opacity):
    with pytest.raises(InputError, match="Opacity"):
        Layers(opacity)


def test_every_tissue_has_a_pattern_of_its_own():
    assert set(PATTERNS) == {tissue.name for tissue in MULTICLASS[1:]}
    drawn = [pattern(name, (24, 24), 8) for name in PATTERNS.values()]
    shares = [one.mean() for one in drawn]
    assert min(shares) > 0.05
    assert max(shares) < 0.6
    for number, one in enumerate(drawn):
        assert all((one != other).mean() > 0.05 for other in drawn[:number])


def test_rising_lines_rise_to_the_right_and_falling_ones_fall():
    rising, falling = (pattern(f"{way} lines", (6, 6), 6) for way in ("rising", "falling"))
    assert np.array_equal(falling, np.eye(6, dtype=bool))
    assert rising[5, 1]
    assert rising[1, 5]
    assert rising.sum() == 6


def test_a_pattern_is_drawn_in_its_tissue_only_and_in_the_ink_that_shows(sample):
    drawn = draw_layers(sample(), Layers(1.0, None, patterns=True))
    ink = pattern("chequered", (10, 16), 6)
    wanted = np.where(ink[..., None], (255, 255, 255), BONE)[5:8, 4:12]
    assert np.array_equal(drawn[5:8, 4:12], wanted)
    assert (drawn[:2] == GREY).all()
    # White over dark tissue, black over bright: whatever is under a pattern, it shows.
    assert ink_on(drawn[:2]) == (255, 255, 255)
    assert ink_on(np.full((2, 2, 3), 200)) == (0, 0, 0)


def test_a_swatch_shows_colour_and_pattern():
    swatch = tile("vertical lines", BONE, 6, 2)
    assert swatch.shape == (12, 12, 3)
    assert (swatch[:, 0] == 255).all()
    assert (swatch[:, 1] == BONE).all()
