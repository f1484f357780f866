"""Decode a layer of brush strokes, which comes from outside like any picture."""

import io

import numpy as np
from PIL import Image

from usseg.image.limits import check_size, decoding

NAME = "The drawing"


def decode_strokes(content: bytes) -> np.ndarray:
    """Decode a PNG of brush strokes.

    Args:
        content: The PNG file.

    Returns:
        Red, green, blue and alpha: uint8, shape (rows, cols, 4).

    Raises:
        InputError: It is no PNG, it is damaged, or its size is none of a picture.
    """
    with decoding("PNG", NAME), Image.open(io.BytesIO(content), formats=("PNG",)) as image:
        check_size(image.height, image.width, NAME)
        return np.asarray(image.convert("RGBA"))
