"""How often the network is right when it says how sure it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from usseg.evaluate.interval import rounded
from usseg.tissues import tissues_of

BINS = 15
RESAMPLES = 1000
SEED = 20_250_102  # the same cases give the same interval
FEWEST_GROUPS = 3
Told = Callable[[str], None]


@dataclass(frozen=True)
class Judged:
    """What one case says about confidence.

    Attributes:
        group: Cases of one group are alike.
        counts: Per set of tissues: int and float sums, shape (BINS, 3): pixels, the sum of their
            confidence, and how many of them are right. The set is the one that was chosen.
    """

    group: str
    counts: dict[str, np.ndarray]


def chosen_sets(sets: dict[str, int], model: str) -> dict[int, tuple[str, int]]:
    """Return, per label, name and bits of the set that its confidence is that of.

    Where a truth draws no border between skin and fat, saying skin is right as soon as it is one
    of the two; then the confidence that can be right or wrong is that in "skin or fat". A label
    that no set holds stands for itself.

    >>> chosen_sets({"superficial": 6, "muscle": 8}, "multiclass")[1]
    ('superficial', 6)
    >>> chosen_sets({"superficial": 6, "muscle": 8}, "multiclass")[7]
    ('bone', 128)
    """
    answer = {}
    for tissue in tissues_of(model):
        holding = [(name, bits) for name, bits in sets.items() if bits >> tissue.label & 1]
        alone = [(tissue.name, 1 << tissue.label)]
        answer[tissue.label] = min(holding or alone, key=lambda pair: pair[1].bit_count())
    return answer


def count_bins(confidence: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Count pixels by confidence, in bins of equal width over 0 to 1.

    Args:
        confidence: float, shape (pixels,), 0 to 1.
        right: bool, same shape.

    Returns:
        float, shape (BINS, 3): pixels, sum of confidence, number of right ones.

    >>> count_bins(np.array([0.95, 0.99]), np.array([True, False]))[-1].round(2).tolist()
    [2.0, 1.94, 1.0]
    """
    place = np.clip((confidence * BINS).astype(int), 0, BINS - 1)
    weights = (None, confidence, right)
    return np.stack([np.bincount(place, weight, BINS) for weight in weights], axis=1).astype(float)


def calibration_error(counts: np.ndarray) -> float:
    """Return the expected calibration error, 0 to 1; NaN without pixels.

    It is the mean over all pixels of the gap between confidence and accuracy in the pixel's bin.

    Args:
        counts: As `count_bins` returns them; sums over cases will do.

    Source:
        Guo C et al. On Calibration of Modern Neural Networks. ICML 2017, equation 3.

    >>> calibration_error(count_bins(np.array([0.9, 0.9]), np.array([True, False]))).__round__(3)
    0.4
    """
    pixels, sure, right = counts.T
    return float(np.abs(sure - right).sum() / pixels.sum()) if pixels.sum() else float("nan")


def summarise_reliability(cases: Sequence[Judged]) -> dict[str, Any]:
    """Return error, interval and table over all, and error and table per chosen set of tissues."""
    names = sorted({name for case in cases for name in case.counts})
    totals = {name: sum_of(cases, name) for name in names}
    everything = sum(totals.values(), np.zeros((BINS, 3)))
    return {
        "images": len(cases),
        "groups": len({case.group for case in cases}),
        "ece": rounded(calibration_error(everything)),
        "ece_interval": interval(cases),
        "table": table(everything),
        "tissues": {name: describe_set(counts) for name, counts in totals.items()},
    }


def sum_of(cases: Sequence[Judged], name: str) -> np.ndarray:
    """Return the counts of one set over all cases."""
    empty = np.zeros((BINS, 3))
    return sum((case.counts.get(name, empty) for case in cases), empty)


def describe_set(counts: np.ndarray) -> dict[str, Any]:
    """Return what is said of one set of tissues."""
    pixels = int(counts[:, 0].sum())
    return {"ece": rounded(calibration_error(counts)), "pixels": pixels, "table": table(counts)}


def table(counts: np.ndarray) -> list[dict[str, Any]]:
    """Return one row per bin that holds pixels: its share, mean confidence and accuracy."""
    total = counts[:, 0].sum()
    return [
        {
            "from": round(index / BINS, 4),
            "to": round((index + 1) / BINS, 4),
            "share": round(pixels / total, 4),
            "confidence": round(sure / pixels, 4),
            "accuracy": round(right / pixels, 4),
        }
        for index, (pixels, sure, right) in enumerate(counts)
        if pixels
    ]


def interval(cases: Sequence[Judged]) -> list[float | None]:
    """Return the 95 % percentile interval of the error when groups are drawn again."""
    groups = sorted({case.group for case in cases})
    if len(groups) < FEWEST_GROUPS:
        return [None, None]
    sums = np.zeros((len(groups), BINS, 3))
    for case in cases:
        for counts in case.counts.values():
            sums[groups.index(case.group)] += counts
    rng = np.random.default_rng(SEED)
    times = rng.multinomial(len(groups), np.full(len(groups), 1 / len(groups)), size=RESAMPLES)
    errors = [calibration_error(np.tensordot(time, sums, 1)) for time in times]
    low, high = np.nanquantile(errors, [0.025, 0.975])
    return [rounded(float(low)), rounded(float(high))]
