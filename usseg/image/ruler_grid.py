"""Marks at regular distance among marks of any kind, along one line."""

from typing import NamedTuple

import numpy as np

LEAST_TICKS = 4  # three marks at equal distances are met by chance in any text
MOST_MARKS = 90  # a line with more of them runs through speckle or text, not along a ruler
LEAST_STEP = 5.0  # pixels; closer ticks are not told from a dashed line
SLACK_PX = 1.0  # how far a tick may lie from its place: both ends are rounded to whole pixels
LEAST_FILLED = 0.8  # of the places between first and last tick: a number or a mark may hide one
MOST_EXTRA = 0.25  # marks between the ticks, per tick
REACHES = (2.5, 6.5, 1e9)  # places to each side that count as the grid is fitted, wider each time
TRIED = 4  # grids that are looked at more closely


class Grid(NamedTuple):
    """Ticks at regular distance.

    Attributes:
        step: Pixels from one tick to the next.
        places: Where the ticks are, float, ascending.
        numbers: Which tick each of them is, counted from the first; missing ones leave a gap.
        rms: Root mean square distance of the ticks from the regular places, in pixels.
        extra: How many other marks lie between the first and the last tick.
    """

    step: float
    places: np.ndarray
    numbers: np.ndarray
    rms: float
    extra: int

    @property
    def filled(self) -> float:
        """Share of the places between the first and the last tick that hold one."""
        return len(self.places) / (int(self.numbers[-1]) + 1)


def candidates(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return starts and steps of the grids that two near marks suggest, each of shape (grids, 1)."""
    starts, steps = [], []
    for apart in (1, 2, 3):
        starts.append(places[:-apart])
        steps.append(places[apart:] - places[:-apart])
    start, step = np.concatenate(starts), np.concatenate(steps)
    wide = step >= LEAST_STEP
    return start[wide, None], step[wide, None]


def members_of(
    places: np.ndarray, start: np.ndarray, step: np.ndarray, reach: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return which marks lie on each grid (bool) and as which of its ticks, both (grids, marks)."""
    numbers = np.round((places - start) / step)
    near = np.abs(places - start - numbers * step) <= SLACK_PX
    return near & (np.abs(numbers) <= reach), numbers


def refit(
    places: np.ndarray, member: np.ndarray, numbers: np.ndarray, step: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return start and step of the straight line through the members of each grid, (grids, 1) each."""
    count = member.sum(axis=1, keepdims=True).clip(1)
    mean_number = (numbers * member).sum(axis=1, keepdims=True) / count
    mean_place = (places * member).sum(axis=1, keepdims=True) / count
    spread = (numbers - mean_number) * member
    square = (spread**2).sum(axis=1, keepdims=True)
    slope = (spread * places).sum(axis=1, keepdims=True) / square.clip(1e-9)
    fitted = np.where(square > 0, slope, step).clip(LEAST_STEP)
    return mean_place - mean_number * fitted, fitted


def longest_run(numbers: np.ndarray) -> np.ndarray:
    """Return which of ascending numbers belong to the run with the most of them; one may be missing.

    >>> longest_run(np.array([0, 1, 3, 9])).tolist()
    [True, True, True, False]
    """
    runs = np.cumsum(np.diff(numbers, prepend=numbers[0]) > 2)
    return runs == np.bincount(runs).argmax()


def grid_of(places: np.ndarray, start: float, step: float) -> Grid | None:
    """Return the ticks of one grid among marks; None where they are too few or too uneven."""
    member, numbers = members_of(places, np.array([[start]]), np.array([[step]]), np.inf)
    ticks, which = places[member[0]], numbers[0][member[0]].astype(int)
    ticks, which = ticks[np.argsort(ticks)], np.sort(which)
    first = np.diff(which, prepend=which[:1] - 1) > 0 if which.size else np.zeros(0, bool)
    ticks, which = ticks[first], which[first]
    if len(ticks) < LEAST_TICKS:
        return None
    kept = longest_run(which)
    ticks, which = ticks[kept], which[kept] - which[kept][0]
    if len(ticks) < LEAST_TICKS:
        return None
    centred = which - which.mean()
    slope = float(centred @ ticks / (centred @ centred))
    rms = float(np.sqrt(np.mean((ticks - ticks.mean() - slope * centred) ** 2)))
    between = np.count_nonzero((places >= ticks[0]) & (places <= ticks[-1]))
    grid = Grid(slope, ticks, which, rms, int(between - len(ticks)))
    uneven = grid.filled < LEAST_FILLED or grid.extra > MOST_EXTRA * len(ticks)
    return None if uneven or slope < LEAST_STEP else grid


def fit_grid(places: np.ndarray) -> Grid | None:
    """Find the longest row of marks at one distance, with few marks missing and few between.

    Args:
        places: Where marks are along a line, in pixels, float, ascending.

    Returns:
        The grid; None where no `LEAST_TICKS` marks are at regular distance.

    >>> grid = fit_grid(np.array([3.0, 10.0, 20.0, 30.0, 40.0, 50.0]))
    >>> round(grid.step, 6), grid.places.tolist(), grid.extra
    (10.0, [10.0, 20.0, 30.0, 40.0, 50.0], 0)
    """
    if not LEAST_TICKS <= len(places) <= MOST_MARKS:
        return None
    start, step = candidates(places)
    if not step.size:
        return None
    for reach in REACHES:
        member, numbers = members_of(places, start, step, reach)
        start, step = refit(places, member, numbers, step)
    best = np.argsort(-members_of(places, start, step, np.inf)[0].sum(axis=1), kind="stable")
    grids = [grid_of(places, float(start[i, 0]), float(step[i, 0])) for i in best[:TRIED]]
    found = [grid for grid in grids if grid is not None]
    return max(found, key=lambda grid: len(grid.places) * grid.filled, default=None)
