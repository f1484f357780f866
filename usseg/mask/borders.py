"""How far the borders of a mask lie from those of a truth."""

import math

import numpy as np
from scipy import ndimage
from scipy.spatial import cKDTree

from usseg.mask.metrics import known_pixels

HAUSDORFF_PERCENTILE = 95.0
FOUR_NEIGHBOURS = ndimage.generate_binary_structure(2, 1)


def hausdorff95(
    truth: np.ndarray,
    mask: np.ndarray,
    label: int,
    spacing: tuple[float, float] = (1.0, 1.0),
) -> float:
    """Return the 95th percentile symmetric Hausdorff distance between two borders.

    For each border pixel of one region, the distance to the nearest border pixel of the other; the
    95th percentile of these distances, in both directions; the greater of the two.

    Args:
        truth: Label map, shape (rows, cols); 255 says nothing.
        mask: Label map to judge, same shape.
        label: The tissue.
        spacing: Pixel size (row, col); in mm the distance is in mm, left out it is in pixels.

    Returns:
        The distance, or NaN when truth or mask lacks the tissue: there is no border to measure to.

    Source:
        Percentile of each direction, then the maximum: Maier-Hein L et al. Metrics reloaded. Nat
        Methods 21:195 (2024), supplement, "Hausdorff distance percentile".
    """
    known = known_pixels(truth, mask)
    wanted, found = (truth == label) & known, (mask == label) & known
    if not wanted.any() or not found.any():
        return math.nan
    points = [np.argwhere(border(region, known)) * spacing for region in (wanted, found)]
    directed = (nearest(*points), nearest(*reversed(points)))
    return float(max(np.percentile(distances, HAUSDORFF_PERCENTILE) for distances in directed))


def nearest(points: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the distance from each point to the nearest other one: arrays (count, 2) to (count,).

    A border has few pixels: a tree of them answers long before a distance transform of the frame.
    """
    return np.asarray(cKDTree(others).query(points)[0])


def border(region: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return the pixels of a region with a known 4-neighbour outside it.

    Where a region leaves the frame or runs into ignored pixels it has no border of its own: counting
    one would add distances of zero and flatter the score. A region that has no other border, because
    it fills all that is known, keeps that one.
    """
    beside_other = ndimage.binary_dilation(known & ~region, FOUR_NEIGHBOURS) & region
    if beside_other.any():
        return beside_other
    return region & ~ndimage.binary_erosion(region, FOUR_NEIGHBOURS)
