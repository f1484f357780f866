"""How scores change when the same frames come with another gain, size, screen or compression."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from usseg.evaluate.cases import Case
from usseg.evaluate.interval import mean_with_interval, rounded
from usseg.evaluate.score import Score, score_case
from usseg.evaluate.summary import NO_TISSUE
from usseg.evaluate.sweep_steps import STEPS, Step
from usseg.pipeline import segment_with
from usseg.types import Release

PLAIN = "plain"
Scores = dict[str, float]  # Dice by set of tissues, NaN where there is none


def sweep(
    release: Release,
    cases: Iterable[Case],
    sets: dict[str, int],
    tell: Callable[[str], None],
    steps: Sequence[Step] = STEPS,
) -> dict[str, Any]:
    """Score every case plain and after each step, and compare case by case.

    Args:
        release: The weights.
        cases: The frames with their truths; each is read once.
        sets: Name of each scored set of tissues to its bits.
        tell: Called with each case's name once it is scored.
        steps: What is done to the frames, each time from the plain frame.

    Returns:
        images, groups, the plain mean Dice, and per step the mean Dice over tissues, its
        difference from the plain run, and both per set of tissues.

    Raises:
        UssegError: The weights do not load, or a case cannot be read.
    """
    found: dict[str, list[Scores]] = {PLAIN: [], **{step.label: [] for step in steps}}
    groups = []
    for case in cases:
        found[PLAIN].append(dice_of_case(release, case, sets))
        for step in steps:
            found[step.label].append(dice_of_case(release, step.change(case), sets))
        groups.append(case.group)
        tell(case.name)
    plain = found[PLAIN]
    return {
        "images": len(groups),
        "groups": len(set(groups)),
        "plain": {name: mean_of(plain, name) for name in sets},
        "steps": [compared(step, plain, found[step.label], sets, groups) for step in steps],
    }


def dice_of_case(release: Release, case: Case, sets: dict[str, int]) -> Scores:
    """Return the Dice of each set of tissues in one case, found as for any upload."""
    mask = segment_with(release, case.pixels, spacing_mm=case.spacing_mm).mask
    scores: dict[str, Score] = score_case(case, mask, sets, release.model)
    return {name: score.dice for name, score in scores.items()}


def compared(
    step: Step,
    plain: Sequence[Scores],
    changed: Sequence[Scores],
    sets: dict[str, int],
    groups: Sequence[str],
) -> dict[str, Any]:
    """Return one step's Dice and differences; a case counts where both runs have a score."""
    tissues: dict[str, dict[str, Any]] = {
        name: {
            "dice": mean_of(changed, name),
            "difference": change_of(plain, changed, name, groups),
        }
        for name in sets
    }
    differences = [
        part["difference"]["mean"]
        for name, part in tissues.items()
        if name not in NO_TISSUE and part["difference"]["mean"] is not None
    ]
    mean = rounded(float(np.mean(differences))) if differences else None
    about = {"step": step.label, "name": step.name, "value": step.value, "unit": step.unit}
    return about | {"mean_difference": mean, "tissues": tissues}


def change_of(
    plain: Sequence[Scores], changed: Sequence[Scores], name: str, groups: Sequence[str]
) -> dict[str, Any]:
    """Return the mean difference of one set's Dice, with its interval by group."""
    pairs = zip(plain, changed, strict=True)
    return mean_with_interval([after[name] - before[name] for before, after in pairs], groups)


def mean_of(scores: Sequence[Scores], name: str) -> float | None:
    """Return the mean Dice of one set over the cases that have one."""
    numbers = [score[name] for score in scores if not math.isnan(score[name])]
    return rounded(float(np.mean(numbers))) if numbers else None
