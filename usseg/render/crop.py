"""A part of a frame as a picture of its own."""

import numpy as np

from usseg.image.preprocess import to_unit_range
from usseg.render.png import encode_mask
from usseg.types import Frame


def encode_part(frame: Frame, box: tuple[int, int, int, int]) -> bytes:
    """Encode a rectangle of a frame as an 8-bit grey PNG.

    Args:
        frame: The frame.
        box: (row0, col0, row1, col1) in pixels, half open; what lies beyond the frame is left out.

    >>> encode_part(Frame(np.zeros((4, 6), dtype=np.uint8), 255), (0, 0, 2, 3))[:4]
    b'\\x89PNG'
    """
    row0, col0, row1, col1 = box
    part = np.rint(255 * to_unit_range(frame)[row0:row1, col0:col1]).astype(np.uint8)
    return encode_mask(part)  # grey levels of 8 bit in one channel, as a mask is
