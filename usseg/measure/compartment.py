"""The first muscle under the skin that lies between two aponeuroses."""

import itertools

import numpy as np
from scipy import ndimage

from usseg.measure.aponeuroses import MUSCLE, Path, evidence, on_grid, spanning_paths

LEAST_MUSCLE = 0.5  # of the pixels between two aponeuroses
SLIT = 0.03  # of the rows: thinner muscle than this is a hole in a fascia


def first_muscle(labels: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Find the first muscle between two aponeuroses.

    Args:
        labels: Multiclass label map, shape (rows, cols), background outside the field.

    Returns:
        Row of its upper and of its lower border in each column, float, (cols,), NaN where the
        aponeurosis is not labelled; None where there is no such muscle.
    """
    marked = without_slits(evidence(labels))
    cells = on_grid(marked)
    paths = spanning_paths(cells)
    for upper, lower in itertools.pairwise(paths):
        first = inner_border(labels, marked, upper, cells.shape)
        turned = Path(cells.shape[0] - 1 - lower.rows, lower.covered)
        last = labels.shape[0] - inner_border(labels[::-1], marked[::-1], turned, cells.shape)
        if muscle_share(labels, first, last) >= LEAST_MUSCLE:
            return first, last
    return None


def inner_border(
    labels: np.ndarray, marked: np.ndarray, path: Path, grid: tuple[int, int]
) -> np.ndarray:
    """Return the row where muscle begins under an aponeurosis in each column; NaN where unknown.

    However thick the aponeurosis is drawn: the border is where its unbroken marks end in muscle.
    """
    rows, cols = labels.shape
    of_column = np.minimum(np.arange(cols) * grid[1] // cols, grid[1] - 1)
    number = np.arange(rows)[:, None]
    first = path.rows[of_column] * rows // grid[0]  # of the pixels of the path's cell
    last = -(-(path.rows[of_column] + 1) * rows // grid[0])
    in_cell = marked & (number >= first) & (number < last)
    start = in_cell.argmax(axis=0)
    ends = ~marked & (number > start)
    row = ends.argmax(axis=0)
    known = in_cell.any(axis=0) & ends.any(axis=0) & (labels[row, np.arange(cols)] == MUSCLE)
    return np.where(known, row, np.nan)


def muscle_share(labels: np.ndarray, first: np.ndarray, last: np.ndarray) -> float:
    """Return how much of what lies between two borders is muscle, 0 to 1."""
    number = np.arange(labels.shape[0])[:, None]
    between = (number >= first) & (number < last)  # False in columns where one is unknown
    return float((labels[between] == MUSCLE).mean()) if between.any() else 0.0


def without_slits(marked: np.ndarray) -> np.ndarray:
    """Close gaps along depth that are too thin to be muscle: holes and forks in one aponeurosis."""
    reach = 2 * round(SLIT * marked.shape[0] / 2) + 1
    wider = ndimage.maximum_filter1d(marked.astype(np.uint8), reach, axis=0)
    return ndimage.minimum_filter1d(wider, reach, axis=0) > 0
