"""The sides of a field with steered beams: two parallel oblique lines, which a window may cut."""

from dataclasses import dataclass

import numpy as np

from usseg.image.field_sides import Side
from usseg.image.field_wedge import best_start

SLANTS = (0.1, 0.8)  # columns per row: less is a ragged upright side, and more steers no probe
FINER = (1.0, 0.6, 0.4)  # of the tolerance, in rounds of fitting both sides at once
LONGER = 0.38  # of the rows end on the side that shows better,
SHORTER = 0.15  # on the other, of which a window may leave little,
BOTH = 0.75  # on the two together: with less, noise in a small picture passes for sides,
EXPLAINED = 0.3  # and so many on the latter or at the window's edge
WINDOW = 2.0  # pixels: rows that a window cuts end so near to one column
LEAST_CUT = 0.1  # of the rows: fewer are furniture
MOSTLY_CUT = 0.6  # of the rows that end within the sides, and not in shadows
NARROWEST = 16  # pixels between the sides
LEAN = 6  # times the tolerance: with less of it in all its rows, a side may as well be upright
SHOWN = 0.5  # of the rows that a window does not cut end on the side


@dataclass(frozen=True)
class Steered:
    """Two parallel sides, and the window that may cut them off.

    Attributes:
        slope: Columns per row; to the left where it is negative.
        sides: Column of the left and of the right side at the frame's top, pixel edges, which may
            lie outside the frame.
        window: Columns at which a window cuts the picture off; infinite where none does.
        share: Share of the rows whose speckle ends on the left side, plus that of the right side.
    """

    slope: float
    sides: tuple[float, float]
    window: tuple[float, float]
    share: float

    def columns(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the column of both sides in these rows, shape (n,) each."""
        lean = self.slope * (rows + 0.5)
        return self.sides[0] + lean, self.sides[1] + lean


def ends_of(lines: np.ndarray) -> np.ndarray:
    """Return where the speckle of each row begins and ends, as pixel edges, shape (2, rows).

    `local_range` marks one pixel of ground on each side, unless the frame ends there.
    """
    first, last = lines.argmax(axis=1), lines.shape[1] - lines[:, ::-1].argmax(axis=1)
    return np.stack([first + (first > 0), last - (last < lines.shape[1])]).astype(float)


def off_lines(ends: np.ndarray, lean: np.ndarray, width: float) -> tuple[np.ndarray, np.ndarray]:
    """Return where two leaning lines start on which most ends lie, and how far off each end is.

    Args:
        ends: Column of the left and of the right end of each row, shape (2, n).
        lean: Columns by which a line has moved in each row, shape (n,).
        width: Distance in pixels up to which an end lies on a line.

    Returns:
        Starts, shape (2,), and distances, shape (2, n).
    """
    starts = ends - lean
    sides = np.array([best_start(start, 0.0, width)[0] for start in starts])
    return sides, starts - sides[:, None]


def fit_parallel(
    rows: np.ndarray, ends: np.ndarray, slope: float, tolerance: float
) -> tuple[float, np.ndarray, np.ndarray]:
    """Fit two lines of one slope to the ends of the speckle on both sides.

    Args:
        rows: Rows of the frame, shape (n,).
        ends: Column of the left and of the right end in each, shape (2, n).
        slope: Where to begin, columns per row.
        tolerance: Distance in pixels up to which an end lies on a line.

    Returns:
        The slope, the column of each line at the frame's top, and which ends lie on them, (2, n).
    """
    middle = rows + 0.5
    for finer in FINER:
        _, away = off_lines(ends, slope * middle, finer * tolerance)
        near = np.abs(away) <= finer * tolerance
        weight = near / np.maximum(1, near.sum(axis=1, keepdims=True))
        along = np.where(near, middle - (weight @ middle)[:, None], 0.0)
        slope += float((along * away).sum() / max(1.0, (along**2).sum()))
    sides, away = off_lines(ends, slope * middle, FINER[-1] * tolerance)
    return slope, sides, np.abs(away) <= tolerance


def window_edge(ends: np.ndarray, line: np.ndarray, on: np.ndarray) -> tuple[float, float]:
    """Return the column at which a window cuts off a left side, and the share of rows it cuts.

    Args:
        ends: Column at which each row begins, shape (n,).
        line: Column of the side in it, likewise.
        on: Whether it begins at the side, likewise.

    Returns:
        Column and share; minus infinity and 0 where no window shows.
    """
    within = ends[~on & (ends > line)]
    edge = float(np.median(within)) if within.size else -np.inf
    cuts = np.abs(within - edge) <= WINDOW
    share = np.count_nonzero(cuts) / ends.size
    uncut = line >= edge
    if share < LEAST_CUT or cuts.mean() < MOSTLY_CUT or not on[uncut].sum() >= SHOWN * uncut.sum():
        return -np.inf, 0.0
    return edge, share


def fit_steered(
    rows: np.ndarray, ends: np.ndarray, slope: float, tolerance: float
) -> Steered | None:
    """Fit two parallel sides, beginning with a slope; None where too few rows end on them.

    Arguments are those of `fit_parallel`.
    """
    slope, sides, on = fit_parallel(rows, ends, slope, tolerance)
    lines = sides[:, None] + slope * (rows + 0.5)
    left, cut_left = window_edge(ends[0], lines[0], on[0])
    right, cut_right = window_edge(-ends[1], -lines[1], on[1])
    shares = on.mean(axis=1)
    explained = float(min(shares[0] + cut_left, shares[1] + cut_right))
    leans = SLANTS[0] <= abs(slope) <= SLANTS[1] and abs(slope) * np.ptp(rows) >= LEAN * tolerance
    shown = shares.max() >= LONGER and shares.min() >= SHORTER and shares.sum() >= BOTH
    if not (leans and shown and explained >= EXPLAINED and sides[1] - sides[0] >= NARROWEST):
        return None
    return Steered(slope, (float(sides[0]), float(sides[1])), (left, -right), float(shares.sum()))


def parallel_sides(near: np.ndarray, pair: tuple[Side, Side], tolerance: float) -> Steered | None:
    """Find two parallel oblique lines on which the speckle ends; None without them.

    Args:
        near: Speckle, bool, shape (rows, cols) of the frame.
        pair: Its left and its right side, each by itself: the slope of each is tried on both.
        tolerance: Distance in pixels up to which an end lies on a line.
    """
    rows = np.flatnonzero(near.any(axis=1))
    ends = ends_of(near[rows])
    slopes = [side.slope for side in pair if SLANTS[0] <= abs(side.slope) <= SLANTS[1]]
    fits = [fit_steered(rows, ends, slope, tolerance) for slope in slopes]
    return max((fit for fit in fits if fit), key=lambda fit: fit.share, default=None)
