"""Direction of a layer such as a fascia: a straight line through its middle."""

import math
from typing import NamedTuple

import numpy as np

from usseg.measure.quantity import DEGREE, MM, NONE, PX, SQUARE, Quantity, Spacing, joined
from usseg.measure.regions import Region

FEWEST_COLUMNS = 8
SIGN = "Positive: deeper towards the right of the image."


class Line(NamedTuple):
    """A straight line fitted to points.

    Attributes:
        angle_deg: To the horizontal, above -90 and up to 90; positive runs deeper to the right.
        residual: Root mean square distance of the points from it, in their unit.
        straightness: Share of the points' variance that lies along it, 0.5 to 1.
    """

    angle_deg: float
    residual: float
    straightness: float


def total_least_squares(x: np.ndarray, z: np.ndarray) -> Line:
    """Fit the line that is nearest to all points, measured across it.

    Args:
        x: Positions along the image, shape (points,), at least two that differ.
        z: Depths, same shape and unit.

    Returns:
        The line; its direction is the first principal axis of the points.

    >>> total_least_squares(np.array([0.0, 1.0, 2.0]), np.array([5.0, 6.0, 7.0])).angle_deg
    45.0
    """
    centred = np.stack([x - x.mean(), z - z.mean()], axis=1)
    _, lengths, axes = np.linalg.svd(centred, full_matrices=False)
    along, across = lengths**2
    angle = fold(math.degrees(math.atan2(axes[0, 1], axes[0, 0])))
    return Line(round(angle, 9), math.sqrt(across / x.size), float(along / (along + across)))


def fold(angle_deg: float) -> float:
    """Return the same direction of a line as an angle above -90 and up to 90.

    >>> fold(170.0), fold(-90.0)
    (-10.0, 90.0)
    """
    return 90.0 - (90.0 - angle_deg) % 180.0


def mid_line(region: Region, spacing: Spacing) -> tuple[np.ndarray, np.ndarray]:
    """Return x and z of the middle of a region in each of its columns, in the unit of `spacing`."""
    x = (np.arange(region.profile.size) + region.col0) * spacing[1]
    return x, (region.top + region.bottom) / 2 * spacing[0]


def angle_quantities(region: Region, spacing_mm: Spacing | None) -> tuple[Quantity, ...]:
    """Measure the direction of one region to the image's horizontal.

    Args:
        region: One region of fascia.
        spacing_mm: Pixel size (row, col) in mm; None takes the pixels as square.

    Returns:
        Angle, residual and straightness of the line through its middle; None for a region of fewer
        than `FEWEST_COLUMNS` columns.
    """
    unit = MM if spacing_mm else PX
    if region.profile.size < FEWEST_COLUMNS:
        note = f"Fewer than {FEWEST_COLUMNS} columns: too short to have a direction."
        return (Quantity("angle", None, DEGREE, note),)
    line = total_least_squares(*mid_line(region, spacing_mm or (1.0, 1.0)))
    note = joined("" if spacing_mm else SQUARE, f"To the image's horizontal. {SIGN}")
    return (
        Quantity("angle", line.angle_deg, DEGREE, note),
        Quantity("angle_residual", line.residual, unit, "RMS distance of the mid-line from it."),
        Quantity("straightness", line.straightness, NONE, "Share of variance along the line."),
    )
