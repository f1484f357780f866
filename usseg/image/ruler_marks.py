"""Thin strokes across a line, as the ticks of a ruler are, on a screen around its field."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy.ndimage import maximum_filter1d, minimum_filter1d

from usseg.image.ruler_grid import LEAST_TICKS, MOST_MARKS

THICKEST = 6  # pixels of a tick across its length
CONTRAST = 24  # grey levels of 255 by which a tick differs from what is before and behind it


class Line(NamedTuple):
    """One column of pixels and where strokes cross it: their middles in rows, float, ascending."""

    col: int
    places: np.ndarray


def strokes(grey: np.ndarray, dark: bool) -> np.ndarray:
    """Return where bright (or dark) structures are that are thin along rows: bool, (rows, cols).

    A spine along the ruler, a panel's edge and a grey bar are not thin along rows; ticks and the
    horizontal strokes of letters are.
    """
    level = 255 - grey if dark else grey
    length = THICKEST + 1  # odd, so that the filters stay in place
    eroded = minimum_filter1d(level, length, axis=0)
    return (level - maximum_filter1d(eroded, length, axis=0)) > CONTRAST


def lines(marked: np.ndarray) -> Iterator[Line]:
    """Yield the columns of a boolean array (rows, cols) that a ruler's ticks could cross."""
    edges = np.diff(np.pad(marked, ((1, 1), (0, 0))).astype(np.int8), axis=0)
    cols, starts = np.nonzero((edges == 1).T)
    _, ends = np.nonzero((edges == -1).T)
    firsts = np.searchsorted(cols, np.arange(marked.shape[1] + 1))
    for col in range(marked.shape[1]):
        here = slice(firsts[col], firsts[col + 1])
        if LEAST_TICKS <= here.stop - here.start <= MOST_MARKS:
            yield Line(col, (starts[here] + ends[here]) / 2)
