"""From the scores of all cases to what a report says."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from usseg.evaluate.interval import mean_with_interval, rounded
from usseg.evaluate.score import Score
from usseg.mask.metrics import Counts, dice_of

WORST = 5
NO_TISSUE = ("background", "rest")  # scored, but not part of the mean over tissues


@dataclass(frozen=True)
class ScoredCase:
    """A case's name, group and scene ("" for real frames), with its scores by set."""

    name: str
    group: str
    scene: str
    scores: dict[str, Score]

    @property
    def mean_dice(self) -> float:
        """Mean Dice over the tissues that have one here, NaN if none has."""
        values = [score.dice for name, score in self.scores.items() if name not in NO_TISSUE]
        numbers = [value for value in values if not math.isnan(value)]
        return float(np.mean(numbers)) if numbers else math.nan


def summarise(cases: Sequence[ScoredCase], sets: dict[str, int]) -> dict[str, Any]:
    """Return the scores per set of tissues, per scene and over all, as JSON holds them."""
    tissues = {name: summarise_set(cases, name) for name in sets}
    return {
        "images": len(cases),
        "groups": len({case.group for case in cases}),
        "mean_dice": mean_over_tissues(tissues),
        "tissues": tissues,
        "scenes": summarise_scenes(cases),
        "worst": [case.name for case in worst(cases)],
        "cases": [describe_case(case) for case in cases],
    }


def summarise_set(cases: Sequence[ScoredCase], name: str) -> dict[str, Any]:
    """Return every score of one set of tissues.

    `dice` and `iou` count a case where the tissue is absent but was found as 0, and leave out a case
    where both lack it; `dice_present` is the mean over the cases whose truth holds the tissue;
    `dice_pooled` is that of all cases' pixels together.
    """
    scores = [case.scores[name] for case in cases]
    groups = [case.group for case in cases]
    present = [wanted(score.counts) > 0 for score in scores]
    found = [score.counts.true_positive + score.counts.false_positive > 0 for score in scores]
    pairs = list(zip(present, found, strict=True))
    dice = [score.dice for score in scores]
    in_truth = [value if here else math.nan for value, here in zip(dice, present, strict=True)]
    pooled = Counts(*(sum(parts) for parts in zip(*(s.counts for s in scores), strict=True)))
    return {
        "dice": mean_with_interval(dice, groups),
        "dice_present": mean_with_interval(in_truth, groups),
        "dice_pooled": rounded(dice_of(pooled)),
        "iou": mean_with_interval([score.iou for score in scores], groups),
        "hd95_px": mean_with_interval([score.hd95_px for score in scores], groups),
        "hd95_mm": mean_with_interval([score.hd95_mm for score in scores], groups),
        "in_truth": sum(present),
        "missed_wholly": sum(here and not seen for here, seen in pairs),
        "false_alarms": sum(seen and not here for here, seen in pairs),
    }


def wanted(counts: Counts) -> int:
    """Return how many pixels the truth holds."""
    return counts.true_positive + counts.false_negative


def mean_over_tissues(tissues: dict[str, Any]) -> float | None:
    """Return the mean of the tissues' mean Dice, background left out; None without any."""
    means = [entry["dice"]["mean"] for name, entry in tissues.items() if name not in NO_TISSUE]
    numbers = [mean for mean in means if mean is not None]
    return round(float(np.mean(numbers)), 4) if numbers else None


def summarise_scenes(cases: Sequence[ScoredCase]) -> dict[str, float | None]:
    """Return the mean Dice over tissues for each scene of phantoms."""
    scenes: dict[str, list[float]] = {}
    for case in cases:
        if case.scene and not math.isnan(case.mean_dice):
            scenes.setdefault(case.scene, []).append(case.mean_dice)
    return {scene: rounded(float(np.mean(values))) for scene, values in sorted(scenes.items())}


def worst(cases: Sequence[ScoredCase], count: int = WORST) -> list[ScoredCase]:
    """Return the cases of lowest mean Dice, the worst first."""
    scored = [case for case in cases if not math.isnan(case.mean_dice)]
    return sorted(scored, key=lambda case: case.mean_dice)[:count]


def describe_case(case: ScoredCase) -> dict[str, Any]:
    """Return one case's Dice by set, None where it has none."""
    dice = {name: rounded(score.dice) for name, score in case.scores.items()}
    return {"name": case.name, "group": case.group, "dice": dice}
