"""What is encoded comes back, with another decoder, value for value."""

import io

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from usseg.errors import InputError
from usseg.render import encode_mask, encode_picture

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
