"""Ticks: the same regular marks in columns side by side, and which of them are longer."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from usseg.image.ruler_grid import Grid, fit_grid
from usseg.image.ruler_marks import Line

SAME_STEP = 0.02  # relative difference up to which two columns show the same ticks
SHIFT_PX = 1.5  # between the ticks of two columns: both places are rounded
GAP_COLS = 2  # columns from one to the next column of the same ticks
TICK_REACH = 14  # columns to each side in which the same tick is looked for
LONGER = 1.4  # times the usual length, and at least LONGER_PX more
LONGER_PX = 2
LONG_EVERY = (2, 5, 10)  # how scanners group their ticks


@dataclass
class Ticks:
    """Ticks found in columns side by side.

    Attributes:
        grid: Their places along the ruler, from the column with the clearest ones.
        col: That column.
        last: The last column in which they were seen.
        width: In how many columns they were seen.
    """

    grid: Grid
    col: int
    last: int = field(default=0)
    width: int = 1


def clarity(grid: Grid) -> float:
    """Rank grids: many ticks, few gaps, few other marks between them, little wandering."""
    return len(grid.places) * grid.filled - grid.extra - grid.rms


def same_ticks(grid: Grid, other: Grid) -> bool:
    """Tell whether two columns show the same ticks."""
    if abs(grid.step - other.step) > SAME_STEP * other.step:
        return False
    shift = (grid.places[0] - other.places[0] + other.step / 2) % other.step - other.step / 2
    return abs(float(shift)) <= SHIFT_PX


def gather(columns: Iterable[Line], least_span: float) -> list[Ticks]:
    """Find regular marks in each column and join those of neighbouring columns.

    Args:
        columns: Columns and the marks in them, by ascending column.
        least_span: Pixels that the first and the last tick are at least apart.
    """
    found: list[Ticks] = []
    grid, seen = None, np.zeros(0)
    for col, places in columns:
        if not np.array_equal(places, seen):
            grid, seen = fit_grid(places), places
        if grid is None or grid.places[-1] - grid.places[0] < least_span:
            continue
        for ticks in found:
            if col - ticks.last <= GAP_COLS and same_ticks(grid, ticks.grid):
                ticks.last, ticks.width = col, ticks.width + 1
                if clarity(grid) > clarity(ticks.grid):
                    ticks.grid, ticks.col = grid, col
                break
        else:
            found.append(Ticks(grid, col, col))
    return found


def tick_lengths(marked: np.ndarray, ticks: Ticks) -> np.ndarray:
    """Count the columns that each tick crosses without a gap, from marks (rows, cols), bool."""
    first = max(0, ticks.col - TICK_REACH)
    lengths = []
    for row in ticks.grid.places.astype(int):
        crossed = marked[max(0, row - 1) : row + 2, first : ticks.col + TICK_REACH + 1].any(axis=0)
        gaps = np.flatnonzero(~crossed)
        here = ticks.col - first
        before, after = gaps[gaps < here], gaps[gaps > here]
        end = after[0] if after.size else crossed.size
        lengths.append(int(end - (before[-1] + 1 if before.size else 0)))
    return np.array(lengths)


def long_every(numbers: np.ndarray, lengths: np.ndarray) -> int | None:
    """Return every how manyth tick is longer than the others; None where there is no such rule.

    >>> long_every(np.arange(6), np.array([9, 4, 4, 4, 4, 9]))
    5
    """
    usual = float(np.quantile(lengths, 0.25))  # every second one may be longer
    longer = lengths >= max(LONGER * usual, usual + LONGER_PX)
    for every in LONG_EVERY:
        for first in range(every):
            expected = numbers % every == first
            if np.count_nonzero(expected) >= 2 and np.array_equal(expected, longer):
                return every
    return None
