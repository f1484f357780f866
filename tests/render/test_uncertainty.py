"""The picture of the uncertainty: right colours, the same for every image, nothing outside the field."""

import matplotlib
import numpy as np
import pytest

from usseg.render.uncertainty import MOST_UNSURE, OUTSIDE_COLOUR, ramp_colours, uncertainty_picture


def half_sure() -> np.ndarray:
    """A confidence of 1 but for a quarter of doubt in one row, and none at all in one pixel."""
    confidence = np.ones((10, 16), dtype=np.float32)
    confidence[4] = 0.75
    confidence[6, 7] = 0.0
    return confidence


def test_colours_are_those_of_viridis_up_to_as_likely_wrong_as_right():
    unsure = np.linspace(0, MOST_UNSURE, 101)
    wanted = matplotlib.colormaps["viridis"](unsure / MOST_UNSURE)[:, :3] * 255
    error = np.abs(ramp_colours(unsure) - wanted).mean(axis=-1)
    assert error[::25].max() < 1, "at the steps"
    assert error.max() < 8, "between them, where viridis bends"


def test_the_ramp_gets_lighter_all_the_way():
    weights = np.array([0.2126, 0.7152, 0.0722])
    luma = (ramp_colours(np.linspace(0, MOST_UNSURE, 65)) / 255.0) ** 2.2 @ weights
    assert (np.diff(luma) > 0).all()


def test_each_pixel_shows_its_own_doubt_and_none_is_shown_outside_the_field(sample, box):
    picture = uncertainty_picture(sample(box, confidence=half_sure()))
    sure, quarter, most = ramp_colours(np.array([0, 0.25, 0.5]))
    assert (picture[3, 5:11] == sure).all()
    assert (picture[4, 5:11] == quarter).all()
    assert (picture[6, 7] == most).all()
    outside = np.ones((10, 16), dtype=bool)
    outside[2:8, 4:12] = False
    assert (picture[outside] == OUTSIDE_COLOUR).all()
    assert (picture[2, 4:12] == 255).all(), "the field's outline"


@pytest.mark.parametrize("others", [0.99, 0.4])
def test_a_colour_means_the_same_in_every_image(sample, others):
    confidence = np.full((10, 16), others, dtype=np.float32)
    confidence[5, 5] = 0.8
    assert (uncertainty_picture(sample(confidence=confidence))[5, 5] == ramp_colours(0.2)).all()
