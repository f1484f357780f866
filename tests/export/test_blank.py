"""Blanking: nothing outside the field survives, everything inside does."""

import numpy as np
import pytest
from export_makers import FIELD, INSIDE, bright_frame, segmentation
from PIL import Image, ImageDraw
from skimage.measure import grid_points_in_poly

from usseg.errors import InputError
from usseg.export.blank import blank_frame, blank_outside, shown_frame
from usseg.export.bundle import make_export
from usseg.image.preprocess import whole_field
from usseg.types import Field

SECTOR = Field("sector", np.array([(3.2, 25.1), (3.2, 34.6), (37.4, 55.3), (37.4, 4.9)]))


def test_a_rectangle_is_kept_to_the_pixel():
    pixels = bright_frame().pixels
    blanked = blank_outside(pixels, FIELD)
    np.testing.assert_array_equal(blanked[INSIDE], pixels[INSIDE])
    expected = np.zeros_like(pixels)
    expected[INSIDE] = pixels[INSIDE]
    np.testing.assert_array_equal(blanked, expected)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_no_pixel_outside_a_sector_survives(dtype):
    pixels = bright_frame().pixels.astype(dtype)
    # The oracle asks whether pixel centres lie in the polygon; its pixel (r, c) is at (r, c).
    inside = grid_points_in_poly(pixels.shape, SECTOR.outline - 0.5)
    blanked = blank_outside(pixels, SECTOR)
    assert blanked.dtype == dtype
    assert not blanked[~inside].any()
    np.testing.assert_array_equal(blanked[inside], pixels[inside])


def test_colour_is_blanked_in_every_channel():
    colour = np.stack([bright_frame().pixels] * 3, axis=-1)
    blanked = blank_outside(colour, FIELD)
    expected = np.zeros_like(colour)
    expected[INSIDE] = colour[INSIDE]
    np.testing.assert_array_equal(blanked, expected)


def test_text_burnt_into_the_screen_is_gone_and_text_in_the_field_stays():
    picture = Image.fromarray(np.zeros((40, 60), np.uint8))
    draw = ImageDraw.Draw(picture)
    draw.text((0, 0), "DOE JANE", fill=255)  # reaches from the margin into the field
    draw.text((20, 20), "L", fill=255)
    written = np.array(picture)
    blanked = blank_outside(written, FIELD)
    outside = np.ones_like(written, dtype=bool)
    outside[INSIDE] = False
    assert written[outside].any()
    assert not blanked[outside].any()
    np.testing.assert_array_equal(blanked[18:34, 18:30], written[18:34, 18:30])
    assert blanked[18:34, 18:30].any()


def test_a_field_that_fills_the_frame_blanks_nothing():
    pixels = bright_frame().pixels
    np.testing.assert_array_equal(blank_outside(pixels, whole_field(pixels.shape)), pixels)


def test_the_input_is_left_alone():
    frame = bright_frame()
    before = frame.pixels.copy()
    blanked = blank_frame(frame, FIELD)
    np.testing.assert_array_equal(frame.pixels, before)
    assert blanked.spacing_mm == frame.spacing_mm
    assert not blanked.pixels[0].any()


@pytest.mark.parametrize("blank", [True, False])
def test_an_export_shows_the_surroundings_only_where_it_was_asked_to(blank):
    export = make_export(segmentation(), None, "scan", blank_outside=blank)
    assert shown_frame(export).pixels[0].any() == (not blank)


def test_what_is_no_picture_is_refused():
    with pytest.raises(InputError, match=r"not \(5,\)"):
        blank_outside(np.zeros(5), FIELD)
