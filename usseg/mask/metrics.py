"""How well a mask agrees with a truth: overlap, from counts.

Truth pixels of value 255 say nothing: they are left out of every number. A tissue that neither
truth nor mask holds has no score: NaN, not 1, so that empty frames cannot raise a mean.
"""

import math
from typing import NamedTuple

import numpy as np

from usseg.errors import InputError
from usseg.tissues import IGNORE


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
