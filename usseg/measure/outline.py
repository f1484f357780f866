"""Length of a region's outline, where pixels are square."""

import numpy as np

from usseg.measure.quantity import MM, PX, Quantity, Spacing
from usseg.measure.regions import Region

MOST_ANISOTROPY = 0.01  # difference of the spacings; the perimeter is then wrong by less than that
DIRECTIONS = 4  # in which the outline's crossings are counted
ONLY_SQUARE = "An outline is measured only where the pixels are square:"


def perimeter(region: Region, spacing_mm: Spacing | None) -> Quantity:
    """Estimate the length of a region's outline, holes included.

    Args:
        region: One region of a tissue.
        spacing_mm: Pixel size (row, col) in mm, or None.

    Returns:
        Length in mm; None where the pixels are not square, or not known to be.

    Source:
        Crofton's formula as in scikit-image, after Rivollier S. PhD thesis, Ecole Nationale
        Superieure des Mines de Saint-Etienne (2010).
    """
    if spacing_mm is None:
        return Quantity("perimeter", None, PX, f"{ONLY_SQUARE} the scale is unknown.")
    row_mm, col_mm = spacing_mm
    mean_mm = (row_mm + col_mm) / 2
    if abs(row_mm - col_mm) > MOST_ANISOTROPY * mean_mm:
        reason = f"{ONLY_SQUARE} these are {row_mm:.4g} mm high and {col_mm:.4g} mm wide."
        return Quantity("perimeter", None, MM, reason)
    # Imported here: only this measure needs it, and it delays the start of the page.
    from skimage.measure import perimeter_crofton

    steps = perimeter_crofton(np.pad(region.inside, 1), directions=DIRECTIONS)
    return Quantity("perimeter", float(steps) * mean_mm, MM, "Crofton's formula, 4 directions.")
