"""Median and a high percentile of errors, as reports state them."""

import numpy as np

DIGITS = 3


def median_and(high: float, errors: np.ndarray, name: str) -> dict[str, float]:
    """Return the median and a percentile of some errors, under their names.

    >>> median_and(95, np.array([0.0, 1.0, 2.0]), "percent")
    {'median_percent': 1.0, 'p95_percent': 1.9}
    """
    return {
        f"median_{name}": rounded(float(np.median(errors))),
        f"p{high:.0f}_{name}": rounded(float(np.percentile(errors, high))),
    }


def rounded(value: float) -> float:
    """Return a number as a report states it."""
    return round(value, DIGITS)
