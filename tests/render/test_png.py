"""What is encoded comes back, with another decoder, value for value."""

import io

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from usseg.errors import InputError
from usseg.render import encode_mask, encode_picture, for_display

MASK = np.arange(256, dtype=np.uint8).reshape(8, 32)


def test_mask_survives_and_is_8_bit_one_channel():
    encoded = encode_mask(MASK)
    assert Image.open(io.BytesIO(encoded)).mode == "L"
    assert np.array_equal(imagecodecs.png_decode(encoded), MASK)


def test_the_bytes_depend_on_nothing_but_the_labels():
    wide = np.zeros((8, 64), dtype=np.uint8)
    wide[:, ::2] = MASK
    assert encode_mask(wide[:, ::2]) == encode_mask(MASK)  # a strided view, the same labels
    assert b"tIME" not in encode_mask(MASK)
    assert b"tEXt" not in encode_mask(MASK)


def test_picture_survives():
    picture = np.random.default_rng(1).integers(0, 256, (5, 7, 3), dtype=np.uint8)
    assert np.array_equal(imagecodecs.png_decode(encode_picture(picture)), picture)


@pytest.mark.parametrize("wrong", [MASK.astype(float), MASK[0], np.zeros((2, 2, 3), np.uint8)])
def test_what_is_no_mask_is_refused(wrong):
    with pytest.raises(InputError, match="uint8 of shape"):
        encode_mask(wrong)


@pytest.mark.parametrize("wrong", [MASK, np.zeros((2, 2, 3)), np.zeros((2, 2, 4), np.uint8)])
def test_what_is_no_picture_is_refused(wrong):
    with pytest.raises(InputError, match="uint8 of shape"):
        encode_picture(wrong)


def test_a_large_picture_is_shown_smaller_without_new_colours():
    palette = np.array([[0, 0, 0], [230, 159, 0], [86, 180, 233]], dtype=np.uint8)
    picture = palette[np.random.default_rng(3).integers(0, 3, (2500, 5000))]
    shown = for_display(picture)
    assert shown.shape == (834, 1667, 3)
    assert {tuple(colour) for colour in shown.reshape(-1, 3)} <= {tuple(row) for row in palette}


def test_a_picture_that_fits_is_shown_as_it_is():
    picture = np.zeros((2048, 30, 3), dtype=np.uint8)
    assert for_display(picture).shape == picture.shape
