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
    return hausdorff95_of(border_distances(*border_points(truth, mask, label), spacing))


def border_points(truth: np.ndarray, mask: np.ndarray, label: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the border pixels of one tissue in truth and in mask.

    Args:
        truth: Label map, shape (rows, cols); 255 says nothing.
        mask: Label map to judge, same shape.
        label: The tissue.

    Returns:
        Two integer arrays, shape (count, 2) as (row, col); both empty when either lacks the tissue.
    """
    known = known_pixels(truth, mask)
    wanted, found = (truth == label) & known, (mask == label) & known
    if not wanted.any() or not found.any():
        return np.zeros((0, 2), dtype=int), np.zeros((0, 2), dtype=int)
    window = window_around(wanted | found)
    corner = [part.start for part in window]
    wanted_points, found_points = (
        np.argwhere(border(region[window], known[window])) + corner for region in (wanted, found)
    )
    return wanted_points, found_points


def window_around(region: np.ndarray) -> tuple[slice, slice]:
    """Return the slices of a region and the neighbours of its pixels; a region must not be empty.

    >>> window_around(np.array([[0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0]]) > 0)
    (slice(1, 4, None), slice(0, 2, None))
    """
    row, col = (np.flatnonzero(region.any(axis=axis)).tolist() for axis in (1, 0))
    return slice(max(row[0] - 1, 0), row[-1] + 2), slice(max(col[0] - 1, 0), col[-1] + 2)


def border_distances(
    wanted: np.ndarray, found: np.ndarray, spacing: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Return how far each border pixel of one region lies from the other's border, and back.

    Args:
        wanted: Border pixels, shape (count, 2) as (row, col).
        found: The other's, same.
        spacing: Pixel size (row, col), which gives the unit of the distances.

    Returns:
        Two float arrays, shape (count,); both empty when a region is.
    """
    if not len(wanted) or not len(found):
        return np.zeros(0), np.zeros(0)
    scaled = wanted * np.array(spacing), found * np.array(spacing)
    return nearest(*scaled), nearest(*reversed(scaled))


def hausdorff95_of(distances: tuple[np.ndarray, np.ndarray]) -> float:
    """Return the greater 95th percentile of the distances in both directions, NaN without any."""
    if not distances[0].size:
        return math.nan
    return float(max(np.percentile(directed, HAUSDORFF_PERCENTILE) for directed in distances))


def mean_surface_distance_of(distances: tuple[np.ndarray, np.ndarray]) -> float:
    """Return the mean of all distances of both directions together, NaN without any.

    Source:
        Average symmetric surface distance: Maier-Hein L et al. Metrics reloaded. Nat Methods 21:195
        (2024), supplement.
    """
    together = np.concatenate(distances)
    return float(together.mean()) if together.size else math.nan


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
    other = known & ~region
    beside_other = np.zeros_like(region)
    beside_other[1:] |= other[:-1]  # slices: several times faster than a dilation of the frame
    beside_other[:-1] |= other[1:]
    beside_other[:, 1:] |= other[:, :-1]
    beside_other[:, :-1] |= other[:, 1:]
    beside_other &= region
    if beside_other.any():
        return beside_other
    return region & ~ndimage.binary_erosion(region, FOUR_NEIGHBOURS)
