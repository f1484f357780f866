"""What comparing a mask with a truth says, and the same as JSON.

Truth pixels of value 255 say nothing and count nowhere. What is undefined, such as the distance to a
tissue that is not there, is NaN here and None in `as_dict`.
"""

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class TissueScore:
    """How well one tissue of a mask agrees with a truth.

    Attributes:
        label: Its value in the mask.
        name: Its name.
        dice: 2 TP / (2 TP + FP + FN).
        iou: TP / (TP + FP + FN).
        hd95_px: 95th percentile Hausdorff distance in pixels.
        hd95_mm: The same in mm; None without a spacing.
        mean_surface_distance_px: Mean distance of both borders' pixels to the other border.
        mean_surface_distance_mm: The same in mm; None without a spacing.
        thickness_error_px: Predicted minus true rows of the tissue per column, as a mean over the
            columns where both have it; positive where the prediction is too thick.
        thickness_error_mm: The same in mm along depth; None without a spacing.
        thickness_columns: How many columns that is.
        true_positive: Pixels of the tissue in both.
        false_positive: Pixels of it in the mask alone.
        false_negative: Pixels of it in the truth alone.
        truth_pixels: Pixels of it in the truth.
        predicted_pixels: Pixels of it in the mask.
    """

    label: int
    name: str
    dice: float
    iou: float
    hd95_px: float
    hd95_mm: float | None
    mean_surface_distance_px: float
    mean_surface_distance_mm: float | None
    thickness_error_px: float
    thickness_error_mm: float | None
    thickness_columns: int
    true_positive: int
    false_positive: int
    false_negative: int
    truth_pixels: int
    predicted_pixels: int


@dataclass(frozen=True)
class Comparison:
    """A mask against a truth.

    Attributes:
        scores: One per tissue of the model, in label order.
        confusion: Pixels by true tissue (rows) and predicted tissue (columns): int64, (n, n).
        ignored_pixels: Pixels of which the truth says nothing.
    """

    scores: tuple[TissueScore, ...]
    confusion: np.ndarray
    ignored_pixels: int


def as_dict(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as strictly valid JSON: `scores`, and `confusion` with its axes named.

    `row_percent` says how many percent of a true tissue's pixels were taken for each other; it is
    None throughout for a tissue that the truth does not hold.
    """
    table = comparison.confusion
    names = [score.name for score in comparison.scores]
    return {
        "scores": [
            {key: defined(value) for key, value in asdict(score).items()}
            for score in comparison.scores
        ],
        "confusion": {
            "truth": names,
            "predicted": names,
            "pixels": table.tolist(),
            "row_percent": [
                [100 * count / sum(row) if sum(row) else None for count in row]
                for row in table.tolist()
            ],
            "ignored_pixels": comparison.ignored_pixels,
        },
    }


def defined(value: Any) -> Any:
    """Return None for NaN, and anything else as it is."""
    return None if isinstance(value, float) and math.isnan(value) else value
