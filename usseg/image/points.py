"""The size of a pixel from two points on the image whose true distance is known."""

import math
from collections.abc import Sequence

from usseg.errors import InputError
from usseg.image.spacing import SHOWN_SPACING, check_spacing

LENGTH_LIMITS_MM = (0.1, 1000.0)  # of a known distance on the image: a caliper's, a panorama's
CLOSEST_PX = 2.0  # clicks closer than this are one point that was clicked twice


def check_length(length_mm: float, what: str) -> float:
    """Return a known length in mm as a float; `what` names it in the message.

    Raises:
        InputError: It is no number within `LENGTH_LIMITS_MM`.

    >>> check_length(10, "length")
    10.0
    """
    shortest, longest = LENGTH_LIMITS_MM
    try:
        length = math.nan if length_mm is True else float(length_mm)
    except (OverflowError, TypeError, ValueError):
        length = math.nan
    if not shortest <= length <= longest:  # not for NaN either
        raise InputError(
            f"The {what} {str(length_mm)[:SHOWN_SPACING]} mm cannot be used; a number from "
            f"{shortest:g} to {longest:g} was expected: the true distance in mm."
        )
    return length


def check_point(point_rc: Sequence[float], shape: tuple[int, int] | None) -> tuple[float, float]:
    """Return a point as two floats (row, col) in pixels.

    Raises:
        InputError: It is not two finite numbers, or lies outside an image of this shape.
    """
    try:
        row, col = (float(value) for value in point_rc)
    except (OverflowError, TypeError, ValueError):
        row = col = math.nan
    rows, cols = shape or (math.inf, math.inf)
    if not (math.isfinite(row) and math.isfinite(col)):
        raise InputError(
            f"The point {str(point_rc)[:SHOWN_SPACING]} cannot be used; two numbers were expected: "
            "its row and its column in pixels."
        )
    if not (0 <= row <= rows and 0 <= col <= cols):
        raise InputError(
            f"The point at row {row:g}, column {col:g} lies outside the image"
            + (f", which has {rows} rows and {cols} columns" if shape else "")
            + ". Choose two points on the image."
        )
    return row, col


def spacing_from_points(
    a_rc: Sequence[float],
    b_rc: Sequence[float],
    length_mm: float,
    shape: tuple[int, int] | None = None,
) -> tuple[float, float]:
    """Return the pixel size from two points whose true distance is known; pixels are taken as square.

    Args:
        a_rc: One point, (row, col) in pixels.
        b_rc: The other one.
        length_mm: Their distance in mm, as a ruler or a caliper on the image says it.
        shape: (rows, cols) of the image, to refuse points outside it; None leaves this out.

    Returns:
        (row, col) in mm, two equal numbers.

    Raises:
        InputError: A point is none or lies outside, both are one, the length is none, or the pixel
            would be smaller or larger than any ultrasound pixel.

    >>> spacing_from_points((10, 20), (40, 60), 5)
    (0.1, 0.1)
    """
    length = check_length(length_mm, "length")
    distance = math.dist(check_point(a_rc, shape), check_point(b_rc, shape))
    if distance < CLOSEST_PX:
        raise InputError(
            f"Both points are the same: they lie {distance:.1f} pixels apart, and at least "
            f"{CLOSEST_PX:g} are needed. Click two ends of a known distance, far from each other."
        )
    return check_spacing((length / distance, length / distance))
