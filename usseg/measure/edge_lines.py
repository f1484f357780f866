"""Read two borders where the field begins, though the labels there may be missing or ragged."""

from typing import NamedTuple

import numpy as np

NEAR = 0.25  # of the field's width: where the lines are fitted
AT_EDGE = 0.02  # of the width: the columns whose median is taken
FEWEST_AT_EDGE = 3
FEWEST_FITTED = 8  # columns that show a border, for a line
LEAST_BELIEVED = 0.5  # of the columns next to the edge, for their median


class EdgeLine(NamedTuple):
    """A line through a border: its row at the edge of the field, and rows per column."""

    row: float
    slope: float


def at_edge(top: np.ndarray, bottom: np.ndarray, stray: float) -> tuple[float, float, str] | None:
    """Read two borders at their first column.

    Args:
        top: Row of the upper border from the edge inwards, (columns,), NaN where unknown.
        bottom: Row of the lower one.
        stray: Rows by which a label may leave the fitted line.

    Returns:
        Both rows at the edge, and how they were found; None without enough labels near it.
    """
    near = max(FEWEST_FITTED, round(NEAR * top.size))
    upper, lower = edge_line(top[:near]), edge_line(bottom[:near])
    if upper is None or lower is None:
        return None
    count = max(FEWEST_AT_EDGE, round(AT_EDGE * top.size))
    # What each column says the border's row is at the edge, had it the line's slope all the way.
    rows = [
        border[:count] - line.slope * np.arange(border[:count].size)
        for border, line in ((top, upper), (bottom, lower))
    ]
    believed = np.abs(rows[0] - upper.row) <= stray
    believed &= np.abs(rows[1] - lower.row) <= stray
    if believed.mean() < LEAST_BELIEVED:
        return upper.row, lower.row, "From straight lines through the nearest quarter of the field."
    first, last = (float(np.median(border[believed])) for border in rows)
    return first, last, f"Median over the {count} columns next to the edge."


def edge_line(border: np.ndarray) -> EdgeLine | None:
    """Fit a robust line to a border from the edge inwards; None with too few labels."""
    known = np.flatnonzero(np.isfinite(border))
    if known.size < FEWEST_FITTED:
        return None
    # Imported here: SciPy's statistics would delay the start of the page.
    from scipy.stats import theilslopes

    slope, row, _, _ = theilslopes(border[known], known)
    return EdgeLine(float(row), float(slope))
