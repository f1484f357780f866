"""Compare a mask with a truth: how well each tissue agrees, and which was taken for which."""

import math

import numpy as np

from usseg.errors import InputError
from usseg.mask.borders import (
    border_distances,
    border_points,
    hausdorff95_of,
    mean_surface_distance_of,
)
from usseg.mask.comparison import Comparison, TissueScore, as_dict
from usseg.mask.metrics import Counts, confusion_counts, dice_of, iou_of, known_pixels
from usseg.tissues import IGNORE, Tissue, tissues_of

__all__ = ["Comparison", "TissueScore", "as_dict", "compare"]
PIXELS = (1.0, 1.0)  # the spacing that leaves distances in pixels
Spacing = tuple[float, float] | None


def compare(truth: np.ndarray, mask: np.ndarray, model: str, spacing_mm: Spacing) -> Comparison:
    """Compare a mask with a truth, tissue by tissue.

    Args:
        truth: Label map, uint8, shape (rows, cols); 255 says nothing.
        mask: Label map to judge, same shape.
        model: Whose labels both hold.
        spacing_mm: Pixel size (row, col) in mm, or None: then nothing is in mm.

    Raises:
        InputError: The shapes differ, or a value is no label of the model.

    >>> truth, mask = np.array([[0, 1, 1, 255]]), np.array([[0, 1, 0, 1]])
    >>> fat = compare(truth, mask, "binary", None).scores[1]
    >>> (fat.true_positive, fat.false_positive, fat.false_negative, fat.thickness_error_px)
    (1, 0, 1, 0.0)
    """
    tissues = tissues_of(model)
    known = known_pixels(truth, mask)
    if max(truth[known].max(initial=0), mask.max(initial=0)) >= len(tissues):
        raise InputError(
            f"Truth or mask holds a value that is no label of the {model} model. Expected: 0 to "
            f"{len(tissues) - 1}, and {IGNORE} in the truth where the tissue is unknown."
        )
    table = confusion_counts(truth, mask, len(tissues))
    scores = tuple(score(truth, mask, tissue, table, spacing_mm) for tissue in tissues)
    return Comparison(scores, table, int(truth.size - np.count_nonzero(known)))


def score(
    truth: np.ndarray, mask: np.ndarray, tissue: Tissue, table: np.ndarray, spacing_mm: Spacing
) -> TissueScore:
    """Score one tissue, given the confusion table of both maps."""
    label = tissue.label
    both, wanted, found = table[label, label], table[label].sum(), table[:, label].sum()
    counts = Counts(int(both), int(found - both), int(wanted - both))
    borders = border_points(truth, mask, label)
    far_px = border_distances(*borders, PIXELS)
    far_mm = border_distances(*borders, spacing_mm) if spacing_mm else None
    error_px, columns = thickness_error(truth, mask, label)
    return TissueScore(
        *(label, tissue.name),
        dice_of(counts),
        iou_of(counts),
        hausdorff95_of(far_px),
        hausdorff95_of(far_mm) if far_mm else None,
        mean_surface_distance_of(far_px),
        mean_surface_distance_of(far_mm) if far_mm else None,
        error_px,
        error_px * spacing_mm[0] if spacing_mm else None,
        columns,
        *counts,
        truth_pixels=int(wanted),
        predicted_pixels=int(found),
    )


def thickness_error(truth: np.ndarray, mask: np.ndarray, label: int) -> tuple[float, int]:
    """Return the mean of predicted minus true thickness along depth in pixels, and its columns.

    The thickness of a column is the number of its pixels that carry the label, whatever lies between
    them. Columns where truth or mask lacks the tissue do not count: there it was missed or invented,
    which the other scores tell.

    >>> thickness_error(np.array([[1, 1, 0], [1, 0, 0]]), np.array([[1, 1, 1], [0, 0, 1]]), 1)
    (-0.5, 2)
    """
    known = known_pixels(truth, mask)
    wanted = np.count_nonzero((truth == label) & known, axis=0)
    found = np.count_nonzero((mask == label) & known, axis=0)
    shared = (wanted > 0) & (found > 0)
    if not shared.any():
        return math.nan, 0
    return float((found - wanted)[shared].mean()), int(np.count_nonzero(shared))
