"""Find the aponeuroses that span a muscle image, through gaps and past what lies between them."""

from dataclasses import dataclass

import numpy as np

from usseg.tissues import label_of

MUSCLE, FASCIA, BACKGROUND = (
    label_of("multiclass", name) for name in ("muscle", "fascia", "background")
)
GRID = (256, 128)  # rows and columns on which paths are sought: fine enough to tell them apart
LEAST_COVERED = 0.5  # of the width: an aponeurosis spans most of it, an inner tendon does not
STEEPEST = 3  # rows of the grid per column
STEP_COST = 0.05  # times the square of the rows a path moves by; a column without fascia costs 1
SHUT = 1e3  # cost of a cell that a path may not enter
LEAST_GAP = 5  # rows of the grid between two aponeuroses
MOST_PATHS = 8


@dataclass(frozen=True)
class Path:
    """One aponeurosis across the whole width, on the grid.

    Attributes:
        rows: Its row in each column of the grid, int, (grid cols,).
        covered: Where the mask shows it there, bool, (grid cols,).
    """

    rows: np.ndarray
    covered: np.ndarray


def evidence(mask: np.ndarray) -> np.ndarray:
    """Mark what an aponeurosis may be: fascia, and wherever muscle ends at another tissue.

    The second serves masks in which a border was found but not the fascia on it. Background does not
    count: there the picture ends, not the muscle.

    Args:
        mask: Multiclass label map, shape (rows, cols), background outside the field.

    Returns:
        bool, same shape; on such a border the pixel of the other tissue.
    """
    muscle = mask == MUSCLE
    other = ~muscle & (mask != BACKGROUND)
    marked = mask == FASCIA
    marked[1:] |= other[1:] & muscle[:-1]
    marked[:-1] |= other[:-1] & muscle[1:]
    return marked


def on_grid(marked: np.ndarray) -> np.ndarray:
    """Bring marks to the grid: a cell is marked where any of its pixels is."""
    for axis, cells in enumerate(GRID):
        size = marked.shape[axis]
        starts = np.unique(np.linspace(0, size, min(cells, size), endpoint=False).astype(int))
        marked = np.logical_or.reduceat(marked, starts, axis=axis)
    return marked


def spanning_paths(marked: np.ndarray) -> list[Path]:
    """Find all paths from left to right that follow marks over most of the width.

    The best path of the whole picture comes first, then the best above and below it, and so on, so
    that paths never cross.

    Args:
        marked: Marks on the grid, bool, (grid rows, grid cols).

    Returns:
        The paths, from the shallowest to the deepest.
    """
    rows, cols = marked.shape
    zones = [(np.zeros(cols, dtype=int), np.full(cols, rows))]
    paths: list[Path] = []
    while zones and len(paths) < MOST_PATHS:
        above, below = zones.pop()
        path = cheapest_path(marked, above, below)
        if path.covered.mean() < LEAST_COVERED:
            continue
        paths.append(path)
        upper, lower = band_around(marked, path)
        zones += [(above, upper - LEAST_GAP), (lower + LEAST_GAP, below)]
    return sorted(paths, key=lambda path: float(path.rows.mean()))


def cheapest_path(marked: np.ndarray, above: np.ndarray, below: np.ndarray) -> Path:
    """Find the path of least cost between two limits, by dynamic programming along the columns.

    Args:
        marked: Marks on the grid, bool, (grid rows, grid cols).
        above: First row that is open in each column, (grid cols,).
        below: Row behind the last open one, (grid cols,).

    Returns:
        The path; not covered where the zone is shut.
    """
    rows, cols = marked.shape
    number = np.arange(rows)[:, None]
    shut = (number < above) | (number >= below)
    costs = np.where(shut, SHUT, (~marked).astype(float))
    moves = np.arange(-STEEPEST, STEEPEST + 1)
    padding = np.full(STEEPEST, np.inf)
    best, came = costs[:, 0], np.zeros((cols, rows), dtype=int)
    for col in range(1, cols):
        padded = np.concatenate([padding, best, padding])
        windows = np.lib.stride_tricks.sliding_window_view(padded, moves.size)
        totals = windows + STEP_COST * moves**2
        chosen = totals.argmin(axis=1)
        came[col] = chosen - STEEPEST
        best = totals[number[:, 0], chosen] + costs[:, col]
    path = np.zeros(cols, dtype=int)
    path[-1] = int(best.argmin())
    for col in range(cols - 1, 0, -1):
        path[col - 1] = path[col] + came[col, path[col]]
    at = (path, np.arange(cols))
    return Path(path, marked[at] & ~shut[at])


def band_around(marked: np.ndarray, path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return first row and row behind the last of the unbroken marks around a path, (grid cols,)."""
    number = np.arange(marked.shape[0])[:, None]
    clear = ~marked
    upper = np.where(clear & (number < path.rows), number + 1, 0).max(axis=0)
    lower = np.where(clear & (number > path.rows), number, marked.shape[0]).min(axis=0)
    return np.where(path.covered, upper, path.rows), np.where(path.covered, lower, path.rows + 1)
