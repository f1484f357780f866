"""From the sizes in two masks of many frames to the errors that a report states."""

from typing import Any

import numpy as np

from usseg.evaluate.accuracy import ACROSS, AREA, AT_EDGE, THICKNESS, Pair
from usseg.evaluate.percentiles import median_and, rounded
from usseg.tissues import tissues_of

UNITS = {AREA: "mm²", THICKNESS: "mm", ACROSS: "mm", AT_EDGE: "mm"}
HIGH = 95.0  # percentile of the errors that is reported beside their median


def summarise_pairs(pairs: list[Pair], model: str) -> dict[str, Any]:
    """Return per tissue and quantity the errors over the images whose truth holds it."""
    names = [tissue.name for tissue in tissues_of(model)[1:]]
    return {
        name: summarise_tissue([pair for pair in pairs if pair.tissue == name]) for name in names
    }


def summarise_tissue(pairs: list[Pair]) -> dict[str, Any]:
    """Return the errors of one tissue by quantity, and how often it was missed or made up."""
    areas = [pair for pair in pairs if pair.quantity == AREA]
    summary: dict[str, Any] = {
        "images": sum(pair.true > 0 for pair in areas),
        "missed": sum(pair.true > 0 and pair.found == 0 for pair in areas),
        "false_alarms": sum(pair.true == 0 for pair in areas),
    }
    for quantity in UNITS:
        compared = [pair for pair in pairs if pair.quantity == quantity and pair.true > 0]
        numbers = np.array([(pair.true, pair.found) for pair in compared]).reshape(-1, 2)
        numbers = numbers[np.isfinite(numbers).all(axis=1)]
        if numbers.size:
            summary[quantity] = summarise_errors(numbers) | {"unit": UNITS[quantity]}
    return summary


def summarise_errors(numbers: np.ndarray) -> dict[str, Any]:
    """Return how far found values lie from true ones.

    Args:
        numbers: True and found values, float, shape (images, 2); the true ones above 0.

    Returns:
        n; median and 95th percentile of the absolute error, in the values' unit and in percent of the
        true one; the median of the signed error; the median of the true values.
    """
    true, found = numbers.T
    error = found - true
    percent = 100 * np.abs(error) / true
    return {
        "n": len(numbers),
        **median_and(HIGH, np.abs(error), "absolute"),
        **median_and(HIGH, percent, "percent"),
        "median_signed": rounded(float(np.median(error))),
        "median_true": rounded(float(np.median(true))),
    }
