"""Score one mask at the frame's own size."""

from dataclasses import dataclass

import numpy as np

from usseg.evaluate.cases import Case
from usseg.mask.borders import hausdorff95
from usseg.mask.metrics import Counts, count, dice_of, iou_of
from usseg.mask.set_truth import WANTED, as_one_label


@dataclass(frozen=True)
class Score:
    """How well one set of tissues was found in one case; NaN where there is nothing to score.

    Attributes:
        counts: True positive, false positive and false negative pixels.
        dice: 0 to 1.
        iou: 0 to 1.
        hd95_px: 95th percentile Hausdorff distance in pixels of the frame.
        hd95_mm: The same in mm; NaN where the spacing is unknown.
    """

    counts: Counts
    dice: float
    iou: float
    hd95_px: float
    hd95_mm: float


def score_case(case: Case, mask: np.ndarray, sets: dict[str, int], model: str) -> dict[str, Score]:
    """Score a mask, uint8 of the case's shape, against the case's truth, set by set."""
    return {name: score_set(case, mask, wanted, model) for name, wanted in sets.items()}


def score_set(case: Case, mask: np.ndarray, wanted: int, model: str) -> Score:
    """Score one set of tissues: all its members count as one."""
    truth, found = as_one_label(case.bits, mask, wanted, model)
    counts = count(truth, found, WANTED)
    hd95_px = hausdorff95(truth, found, WANTED)
    hd95_mm = np.nan
    if case.spacing_mm is not None:
        hd95_mm = hausdorff95(truth, found, WANTED, case.spacing_mm)
    return Score(counts, dice_of(counts), iou_of(counts), hd95_px, hd95_mm)
