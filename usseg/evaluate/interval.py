"""A mean and how sure it is, when the cases come in groups that are alike."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

RESAMPLES = 2000
LEVEL = 0.95
SEED = 20_250_101  # the same cases give the same interval
FEWEST_GROUPS = 3  # with fewer, resampling groups says nothing about other groups


def mean_with_interval(values: Sequence[float], groups: Sequence[str]) -> dict[str, Any]:
    """Return the mean of the values that are numbers, with a bootstrap interval by group.

    Groups, not cases, are drawn again: ten frames of one video are not ten patients.

    Args:
        values: One per case; NaN where it has no score.
        groups: The case's group, same length.

    Returns:
        mean, low, high: 95 % interval, None where it cannot be said; images, groups: how many.

    Source:
        Percentile interval of the cluster bootstrap: Davison AC, Hinkley DV. Bootstrap Methods and
        their Application (1997), section 3.8.
    """
    numbers = np.asarray(values, dtype=float)
    scored = np.isfinite(numbers)
    names, group = np.unique(np.asarray(groups, dtype=str)[scored], return_inverse=True)
    result: dict[str, Any] = {"mean": None, "low": None, "high": None}
    result |= {"images": int(scored.sum()), "groups": len(names)}
    if scored.any():
        result["mean"] = rounded(float(numbers[scored].mean()))
    if len(names) >= FEWEST_GROUPS:
        low, high = _bootstrap(numbers[scored], group, len(names))
        result |= {"low": rounded(low), "high": rounded(high)}
    return result


def _bootstrap(values: np.ndarray, group: np.ndarray, groups: int) -> tuple[float, float]:
    totals = np.bincount(group, weights=values, minlength=groups)
    sizes = np.bincount(group, minlength=groups)
    rng = np.random.default_rng(SEED)
    times = rng.multinomial(groups, np.full(groups, 1 / groups), size=RESAMPLES)
    means = (times @ totals) / (times @ sizes)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def rounded(value: float) -> float | None:
    """Return a value for JSON, four digits behind the point; None where it is no number."""
    return round(value, 4) if math.isfinite(value) else None
