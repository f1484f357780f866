"""How well a mask agrees with a truth: overlap from counts, and the distance between borders.

Truth pixels of value 255 say nothing: they are left out of every number. A tissue that neither
truth nor mask holds has no score: NaN, not 1, so that empty frames cannot raise a mean.
"""

import math
from typing import NamedTuple

import numpy as np
from scipy import ndimage

from usseg.errors import InputError
from usseg.tissues import IGNORE

HAUSDORFF_PERCENTILE = 95.0
FOUR_NEIGHBOURS = ndimage.generate_binary_structure(2, 1)


class Counts(NamedTuple):
    """Pixels of one tissue: found, wrongly added, missed."""

    true_positive: int
    false_positive: int
    false_negative: int


def count(truth: np.ndarray, mask: np.ndarray, label: int) -> Counts:
    """Count the pixels of one tissue where the truth says something.

    Args:
        truth: Label map, shape (rows, cols); 255 says nothing.
        mask: Label map to judge, same shape.
        label: The tissue.

    Raises:
        InputError: The shapes differ.

    >>> count(np.array([[1, 1, 0, 255]]), np.array([[1, 0, 1, 1]]), label=1)
    Counts(true_positive=1, false_positive=1, false_negative=1)
    """
    known = known_pixels(truth, mask)
    wanted, found = (truth == label) & known, (mask == label) & known
    both = int(np.count_nonzero(wanted & found))
    return Counts(both, int(np.count_nonzero(found)) - both, int(np.count_nonzero(wanted)) - both)


def dice(truth: np.ndarray, mask: np.ndarray, label: int) -> float:
    """Return 2 TP / (2 TP + FP + FN), or NaN where neither holds the tissue.

    >>> dice(np.array([[1, 1, 0, 255]]), np.array([[1, 0, 1, 1]]), label=1)
    0.5
    """
    return dice_of(count(truth, mask, label))


def iou(truth: np.ndarray, mask: np.ndarray, label: int) -> float:
    """Return TP / (TP + FP + FN), or NaN where neither holds the tissue.

    >>> round(iou(np.array([[1, 1, 0, 255]]), np.array([[1, 0, 1, 1]]), label=1), 4)
    0.3333
    """
    return iou_of(count(truth, mask, label))


def dice_of(counts: Counts) -> float:
    """Return the Dice coefficient of counted pixels, NaN when there are none."""
    both, extra, missed = counts
    total = 2 * both + extra + missed
    return 2 * both / total if total else math.nan


def iou_of(counts: Counts) -> float:
    """Return the intersection over union of counted pixels, NaN when there are none."""
    total = sum(counts)
    return counts.true_positive / total if total else math.nan


def confusion_counts(truth: np.ndarray, mask: np.ndarray, tissues: int) -> np.ndarray:
    """Count pixels by truth (rows) and mask (columns): int64, shape (tissues, tissues).

    >>> confusion_counts(np.array([[0, 1, 255]]), np.array([[0, 0, 1]]), 2).tolist()
    [[1, 0], [1, 0]]
    """
    known = known_pixels(truth, mask)
    pairs = truth[known].astype(np.int64) * tissues + mask[known]
    return np.bincount(pairs, minlength=tissues * tissues).reshape(tissues, tissues)


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
    wanted_border, found_border = border(wanted, known), border(found, known)
    to_found = ndimage.distance_transform_edt(~found_border, sampling=spacing)[wanted_border]
    to_wanted = ndimage.distance_transform_edt(~wanted_border, sampling=spacing)[found_border]
    return float(max(np.percentile(part, HAUSDORFF_PERCENTILE) for part in (to_found, to_wanted)))


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


def known_pixels(truth: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return where the truth says something: boolean, shape (rows, cols).

    Raises:
        InputError: The shapes differ.
    """
    if truth.shape != mask.shape:
        raise InputError(
            f"Truth and mask must have the same (rows, cols), but they are {truth.shape} and "
            f"{mask.shape}."
        )
    return truth != IGNORE
