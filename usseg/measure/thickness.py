"""Thickness along depth: labelled pixels in a column, times the height of a pixel."""

from typing import NamedTuple

import numpy as np

from usseg.measure.checks import check_column, check_mask, check_spacing
from usseg.measure.quantity import Quantity, Spacing, depth_lengths


class Thickness(NamedTuple):
    """A thickness in pixels, and in mm or None where the scale is unknown."""

    px: float
    mm: float | None


def thickness_profile(mask: np.ndarray, label: int) -> np.ndarray:
    """Count the pixels of one tissue in each column of a mask.

    Holes and gaps do not count: two layers of fat with muscle between them are as thick as both.

    Args:
        mask: Label map, integer, shape (rows, cols); rows run with depth.
        label: The tissue.

    Returns:
        Thickness in rows, int64, shape (cols,); times the row spacing it is in mm.

    Raises:
        InputError: This is no mask.

    >>> thickness_profile(np.array([[0, 1, 1], [0, 1, 0]], dtype=np.uint8), label=1).tolist()
    [0, 2, 1]
    """
    check_mask(mask)
    return np.count_nonzero(mask == label, axis=0)


def thickness_at(
    mask: np.ndarray, label: int, column: int, spacing_mm: Spacing | None
) -> Thickness:
    """Measure the thickness of one tissue along depth at one column.

    Args:
        mask: Label map, integer, shape (rows, cols); rows run with depth.
        label: The tissue.
        column: Index of the column, from 0.
        spacing_mm: Pixel size (row, col) in mm, or None when unknown.

    Returns:
        Pixels of the tissue in that column, and mm or None; 0 where it is absent.

    Raises:
        InputError: This is no mask, it has no such column, or the spacing is not positive.

    >>> thickness_at(np.array([[0, 1], [0, 1]]), label=1, column=1, spacing_mm=(0.25, 0.5))
    Thickness(px=2, mm=0.5)
    """
    check_mask(mask)
    check_column(column, mask)
    check_spacing(spacing_mm)
    rows = int(np.count_nonzero(mask[:, column] == label))
    return Thickness(rows, rows * spacing_mm[0] if spacing_mm else None)


def thickness_quantities(
    profile: np.ndarray, spacing_mm: Spacing | None, note: str = ""
) -> tuple[Quantity, ...]:
    """Sum up a profile over the columns where the tissue is.

    Args:
        profile: Thickness in rows, shape (cols,).
        spacing_mm: Pixel size (row, col) in mm, or None.
        note: What limits the numbers.

    Returns:
        Mean, median and greatest thickness along depth; none where the tissue is absent.
    """
    present = profile[profile > 0]
    if present.size == 0:
        return ()
    numbers = {
        "thickness_mean": float(present.mean()),
        "thickness_median": float(np.median(present)),
        "thickness_max": float(present.max()),
    }
    found = (depth_lengths(name, rows, spacing_mm, note) for name, rows in numbers.items())
    return tuple(quantity for pair in found for quantity in pair)
