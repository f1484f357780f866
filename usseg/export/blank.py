"""Blank what lies outside the field of view: names, dates and logos that the scanner wrote there.

Text that was burnt into the field itself cannot be told from echoes, and stays.
"""

from dataclasses import replace

import numpy as np

from usseg.errors import InputError
from usseg.export.bundle import Export
from usseg.image.preprocess import field_mask
from usseg.types import Field, Frame


def blank_outside(pixels: np.ndarray, field: Field) -> np.ndarray:
    """Return a copy of a picture that is 0 (black) wherever a pixel's centre lies outside the field.

    Args:
        pixels: Grey levels (rows, cols) or colour (rows, cols, channels), of any dtype.
        field: The B-mode field of that picture.

    Raises:
        InputError: The array is no picture.

    >>> square = Field("rectangle", np.array([(0, 1), (0, 2), (2, 2), (2, 1)]))
    >>> print(blank_outside(np.full((2, 3), 9), square))
    [[0 9 0]
     [0 9 0]]
    """
    if pixels.ndim not in (2, 3):
        raise InputError(
            f"A picture has shape (rows, cols) or (rows, cols, channels), not {pixels.shape}."
        )
    rows, cols = pixels.shape[:2]
    blanked = pixels.copy()
    blanked[~field_mask(field, (rows, cols))] = 0
    return blanked


def blank_frame(frame: Frame, field: Field) -> Frame:
    """Return a frame that is black outside its field."""
    return replace(frame, pixels=blank_outside(frame.pixels, field))


def shown_frame(export: Export) -> Frame:
    """Return the frame that the pictures of an export show: blanked where that was asked for."""
    frame = export.segmentation.frame
    return blank_frame(frame, export.segmentation.field) if export.blank_outside else frame
