"""A field of view that a person draws, instead of the one that is found."""

import numpy as np

from usseg.errors import InputError
from usseg.image.preprocess import field_mask
from usseg.types import Field

SMALLEST_SIDE = 16  # pixels: less shows no tissue
MOST_VERTICES = 10_000


def check_field(field: Field, shape: tuple[int, int]) -> Field:
    """Refuse a field that cannot be one of a frame, and return it with its outline as floats.

    Raises:
        InputError: The outline is no polygon of finite numbers, leaves the frame, or is too small.
    """
    try:
        outline = np.asarray(field.outline, dtype=float)
    except (TypeError, ValueError):
        outline = np.empty(0)
    if outline.ndim != 2 or outline.shape[1] != 2 or not 3 <= len(outline) <= MOST_VERTICES:
        raise InputError(
            "A field is drawn as a polygon: at least 3 vertices of (row, column), in pixels."
        )
    rows, cols = shape
    low, high = outline.min(axis=0), outline.max(axis=0)
    if not (np.isfinite(outline).all() and (low >= 0).all() and (high <= (rows, cols)).all()):
        raise InputError(
            f"The field has to lie inside the image of {rows} x {cols} pixels, but it reaches from "
            f"{low.round(1).tolist()} to {high.round(1).tolist()} (row, column)."
        )
    checked = Field(field.kind, outline)
    if (high - low).min() < SMALLEST_SIDE or not field_mask(checked, shape).any():
        raise InputError(
            f"The field is too small to show tissue: draw it at least {SMALLEST_SIDE} pixels wide "
            "and deep."
        )
    return checked


def rectangle(box: tuple[float, float, float, float], shape: tuple[int, int]) -> Field:
    """Return the rectangle from its upper left to its lower right corner as a field.

    Args:
        box: (row0, col0, row1, col1) in pixels, counted from the frame's upper left corner.
        shape: (rows, cols) of the frame.

    Raises:
        InputError: It leaves the frame or is too small.

    >>> rectangle((0, 10, 100, 90), (120, 100)).outline.tolist()[2]
    [100.0, 90.0]
    """
    row0, col0, row1, col1 = box
    corners = [(row0, col0), (row0, col1), (row1, col1), (row1, col0)]
    return check_field(Field("rectangle", np.array(corners, dtype=float)), shape)
