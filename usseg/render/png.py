"""Encode masks and pictures as PNG: lossless, and the same bytes wherever they are made."""

import io

import numpy as np
from PIL import Image

from usseg.errors import InputError

# Levels of zlib; the second takes a quarter to half the time, and up to half more bytes.
COMPACT, QUICK = 6, 1
LONGEST_SHOWN = 2048  # pixels; more would take seconds to encode and be scaled down by the browser


def encode_mask(mask: np.ndarray) -> bytes:
    """Encode a label map as an 8-bit one-channel PNG whose pixel values are the labels.

    The one encoder of page, client, curl and command line, so that their files are equal byte for byte.

    Args:
        mask: Label map, uint8, shape (rows, cols).

    Returns:
        The PNG file, without any metadata.

    Raises:
        InputError: The array is not a label map.

    >>> encode_mask(np.zeros((2, 3), dtype=np.uint8))[:4]
    b'\\x89PNG'
    """
    if mask.ndim != 2 or mask.dtype != np.uint8:
        raise InputError(
            f"A mask is uint8 of shape (rows, cols), but this one is {mask.dtype} of {mask.shape}."
        )
    return _encode(mask)


def encode_picture(picture: np.ndarray, compress_level: int = COMPACT) -> bytes:
    """Encode an RGB picture, uint8, shape (rows, cols, 3), as PNG.

    Args:
        picture: What is encoded; lossless at every level.
        compress_level: `COMPACT` for a file that is kept, `QUICK` for one that somebody waits for.

    Raises:
        InputError: The array is not such a picture.
    """
    if picture.ndim != 3 or picture.shape[-1] != 3 or picture.dtype != np.uint8:
        raise InputError(
            "A picture is uint8 of shape (rows, cols, 3), "
            f"but this one is {picture.dtype} of {picture.shape}."
        )
    return _encode(picture, compress_level)


def for_display(picture: np.ndarray, longest: int = LONGEST_SHOWN) -> np.ndarray:
    """Thin out a picture that is larger than any screen: every k-th row and column.

    Labels stay labels, which averaging would not leave them. Measurements and masks never pass here.

    Args:
        picture: shape (rows, cols, 3).
        longest: Most pixels that a side may keep.

    >>> for_display(np.zeros((5, 9, 3)), longest=4).shape
    (2, 3, 3)
    """
    step = -(-max(picture.shape[:2]) // longest)
    return picture[::step, ::step]


def _encode(pixels: np.ndarray, compress_level: int = COMPACT) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(
        buffer, format="PNG", compress_level=compress_level
    )
    return buffer.getvalue()
