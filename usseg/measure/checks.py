"""Refuse what cannot be measured, in words."""

import math

import numpy as np

from usseg.errors import InputError
from usseg.tissues import Tissue


def check_mask(mask: np.ndarray) -> None:
    """Refuse an array that is no label map.

    Raises:
        InputError: It is not 2-D, is empty, or does not hold whole numbers.
    """
    if mask.ndim != 2 or mask.size == 0:
        raise InputError(
            f"A mask has shape (rows, cols), but this one has shape {mask.shape}. Give one label map."
        )
    if not np.issubdtype(mask.dtype, np.integer):
        raise InputError(
            f"A mask holds label values, whole numbers, but this one holds {mask.dtype}. "
            "Convert it to uint8."
        )


def check_same_shape(mask: np.ndarray, **others: np.ndarray) -> None:
    """Refuse arrays that do not lie over the mask pixel by pixel.

    Raises:
        InputError: One of them has another shape.
    """
    for name, array in others.items():
        if array.shape != mask.shape:
            raise InputError(
                f"Mask and {name} must have the same (rows, cols), but they are {mask.shape} and "
                f"{array.shape}."
            )


def check_labels(mask: np.ndarray, tissues: tuple[Tissue, ...]) -> None:
    """Refuse a mask with values that no tissue of the model has.

    Raises:
        InputError: There is such a value.
    """
    largest, smallest = int(mask.max()), int(mask.min())
    if smallest < 0 or largest >= len(tissues):
        raise InputError(
            f"The mask holds the value {largest if smallest >= 0 else smallest}, but the tissues of "
            f"this model have the values 0 to {len(tissues) - 1}. Give a mask made for this model."
        )


def check_spacing(spacing_mm: tuple[float, float] | None) -> None:
    """Refuse a pixel size that is none; None is one that is unknown.

    Raises:
        InputError: It is not two positive, finite numbers.
    """
    if spacing_mm is None:
        return
    if len(spacing_mm) != 2 or not all(math.isfinite(mm) and mm > 0 for mm in spacing_mm):
        raise InputError(
            f"The pixel size must be two positive numbers of mm, (row, col), but it is "
            f"{tuple(spacing_mm)}. Give None if it is unknown."
        )


def check_column(column: int, mask: np.ndarray) -> None:
    """Refuse a column that the mask does not have.

    Raises:
        InputError: It lies outside.
    """
    if not 0 <= column < mask.shape[1]:
        raise InputError(
            f"Column {column} lies outside the mask, whose columns are 0 to {mask.shape[1] - 1}."
        )
