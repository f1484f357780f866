"""Score a release through the same pipeline that users get."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from usseg.evaluate.cases import Case, CaseSet
from usseg.evaluate.pictures import save_case
from usseg.evaluate.score import score_case
from usseg.evaluate.summary import WORST, ScoredCase
from usseg.pipeline import segment_with
from usseg.types import Release

Told = Callable[[str], None]


def evaluate(
    release: Release, case_set: CaseSet, worst_folder: Path | None, tell: Told
) -> list[ScoredCase]:
    """Segment and score every case at its native size, the field found as for any upload.

    Args:
        release: The weights.
        case_set: What to score.
        worst_folder: Where pictures of the worst cases go, or None.
        tell: Called with each case's name once it is scored.

    Raises:
        UssegError: The weights do not load, or a case cannot be read.
    """
    scored: list[ScoredCase] = []
    kept: list[tuple[float, int, Case, np.ndarray]] = []  # the worst so far, by mean Dice
    for index, case in enumerate(case_set.cases):
        mask = segment_with(release, case.pixels, spacing_mm=case.spacing_mm).mask
        scores = score_case(case, mask, case_set.sets, release.model)
        scored.append(ScoredCase(case.name, case.group, case.scene, scores))
        mean_dice = scored[-1].mean_dice
        if not np.isnan(mean_dice):
            kept = sorted([*kept, (mean_dice, index, case, mask)])[:WORST]
        tell(case.name)
    if worst_folder is None:
        return scored
    for rank, (_, _, case, mask) in enumerate(kept, start=1):
        save_case(worst_folder, rank, case, mask, release.model)
    return scored
