"""The size of a pixel in mm: which numbers can be one."""

import math
from collections.abc import Sequence

from usseg.errors import InputError

# Sound of frequency f is 1540 m/s / f long in soft tissue. Smallest: at 100 MHz, where ultrasound
# microscopes begin, that is 15 µm, and no B-mode pixel is fifteen times finer. Largest: at 1 MHz, below
# which nobody images, it is 1.5 mm, and a pulse of two waves is lost in a pixel of 5 mm; 40 cm of
# depth on 80 rows would be as coarse.
SPACING_LIMITS_MM = (0.001, 5.0)
SHOWN_SPACING = 80  # characters of a spacing that a message quotes


def is_spacing(length_mm: float) -> bool:
    """Tell whether a number can be the size of an ultrasound pixel in mm.

    >>> [is_spacing(length_mm) for length_mm in (0.1, 0.0, 1000.0, float("nan"))]
    [True, False, False, False]
    """
    smallest, largest = SPACING_LIMITS_MM
    return smallest <= length_mm <= largest  # False for NaN too


def fault_of(length_mm: float) -> str:
    """Say why a number is no size of an ultrasound pixel; nothing where it is one.

    >>> fault_of(1000.0)
    '1000 mm is larger than any ultrasound pixel'
    """
    smallest, largest = SPACING_LIMITS_MM
    if not math.isfinite(length_mm):
        return "there is no finite number"
    if length_mm <= 0:
        return f"{length_mm:.6g} is not above zero"
    if length_mm > largest:
        return f"{length_mm:.6g} mm is larger than any ultrasound pixel"
    if length_mm < smallest:
        return f"{length_mm:.6g} mm is smaller than any ultrasound pixel"
    return ""


def check_spacing(spacing_mm: Sequence[float]) -> tuple[float, float]:
    """Return a pixel size as two floats (row, col) in mm.

    Raises:
        InputError: It is not two numbers within `SPACING_LIMITS_MM`.

    >>> check_spacing([0.1, 0.2])
    (0.1, 0.2)
    """
    try:
        # True is a number to Python, but nobody's pixel size.
        row_mm, col_mm = (math.nan if value is True else float(value) for value in spacing_mm)
        fault = fault_of(row_mm) or fault_of(col_mm)
    except (OverflowError, TypeError, ValueError):
        fault = "it is not two numbers"
    if fault:
        smallest, largest = SPACING_LIMITS_MM
        raise InputError(
            f"The spacing {str(spacing_mm)[:SHOWN_SPACING]} cannot be used: {fault}. Two positive "
            f"numbers were expected, {smallest:g} to {largest:g}: the height and the width of a "
            "pixel in mm. Type for instance 0.1 and 0.1, or leave it out."
        )
    return row_mm, col_mm
