"""Scores as text, the same in reports, model cards and the README."""

from typing import Any


def written(value: float | None) -> str:
    """Write a score with three digits behind the point, or a dash for none.

    >>> written(0.91234), written(None)
    ('0.912', '–')
    """
    return "–" if value is None else f"{value:.3f}"


def with_interval(score: dict[str, Any]) -> str:
    """Write a mean with its interval, if it has one.

    >>> with_interval({"mean": 0.9, "low": 0.85, "high": 0.95})
    '0.900 [0.850, 0.950]'
    >>> with_interval({"mean": None, "low": None, "high": None})
    '–'
    """
    if score["low"] is None:
        return written(score["mean"])
    return f"{written(score['mean'])} [{written(score['low'])}, {written(score['high'])}]"
