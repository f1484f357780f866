"""The sides of a fan or panorama: two straight lines that mirror each other."""

from dataclasses import dataclass

import numpy as np

from usseg.image.field_screen import BLACK
from usseg.image.field_sides import line_share

LEAST_SLANT = 0.03  # columns per row: less is an upright side
LEAST_MIRRORED = 0.22  # of the rows must end on each of two mirrored lines
STEEP = 0.1  # columns per row: with less, more of the rows must,
MOST_MIRRORED = 0.4  # for the sides of a rectangle, ragged by shadows, are not far off
POINTED = 1.2  # of the field's height below its top, the sides of no panorama meet
BEFORE, BEHIND = 6, 16  # pixels before and behind a side that are looked at
RISE_OVER = 3  # pixels, over which resampling and JPEG smear an edge
LEVEL_OVER = 6  # pixels behind a rise, whose mean it is compared with
LEAST_ROWS = 10  # in which a side lies well within the frame


@dataclass(frozen=True)
class Wedge:
    """Two mirrored straight lines: the sides of a fan or panorama.

    Attributes:
        apex: Where they meet, (row, col): above a fan, below a panorama.
        slant: Columns by which each moves away from the middle per row away from the apex.
        down: 1 where the field lies below its apex, -1 where it lies above.
        share: Share of the rows whose speckle ends on them, of the side where it is smaller.
    """

    apex: tuple[float, float]
    slant: float
    down: int
    share: float


def best_start(ends: np.ndarray, slope: float, tolerance: float) -> tuple[float, float]:
    """Return where the line of this slope that most ends lie on starts, and their share."""
    starts = np.sort(ends - slope * np.arange(ends.size))
    counts = np.searchsorted(starts, starts + 2 * tolerance, side="right") - np.arange(ends.size)
    first = int(counts.argmax())
    members = starts[first : first + counts[first]]
    return float(np.median(members)), float(counts[first]) / ends.size


def find_wedge(near: np.ndarray, first_row: int, tolerance: float) -> Wedge | None:
    """Find two mirrored oblique lines on which the speckle ends.

    Noise, shadows and JPEG hide parts of either side, but not the same ones: the slope of each
    side is tried on the other too.

    Args:
        near: Speckle, bool, shape (rows, cols), some in each row.
        first_row: The row of the frame that its first row is.
        tolerance: Distance in pixels up to which an end lies on a line.
    """
    left, right = (lines.argmax(axis=1).astype(float) for lines in (near, near[:, ::-1]))
    found = None
    slopes = [line_share(ends, tolerance)[1] for ends in (left, right)]
    for slope in (*slopes, sum(slopes) / 2):
        (start, share), (mirrored, other) = (
            best_start(ends, slope, tolerance) for ends in (left, right)
        )
        if abs(slope) > LEAST_SLANT and (found is None or min(share, other) > found[0]):
            found = (min(share, other), slope, start, near.shape[1] - mirrored)
    if found is None or found[0] < (LEAST_MIRRORED if abs(found[1]) > STEEP else MOST_MIRRORED):
        return None
    share, slope, start, end = found
    # `local_range` marks the ground's pixel of the step too: the field begins one later.
    start, end = start + 1, end - 1
    row = (end - start) / (2 * slope)
    apex = (first_row + 0.5 + row, (start + end) / 2)
    return Wedge(apex, abs(slope), 1 if slope < 0 else -1, share)


def brightening(grey: np.ndarray, rows: np.ndarray, line: np.ndarray, sign: int) -> float:
    """Return how abruptly a picture brightens behind one of its field's straight sides.

    The screen cuts echoes off from one pixel to the next; into a shadow they fade.

    Args:
        grey: Grey levels, uint8, shape (rows, cols).
        rows: Rows in which the speckle ends at the side, shape (n,).
        line: Column of the side in each of them, shape (n,).
        sign: 1 where the field lies to the right of the side, -1 to the left.

    Returns:
        The greatest rise over a few pixels, as a share of the brightness behind it; 1 where the
        side lies at the frame's edge, or on a ground that is not black, as no shadow is.
    """
    cols = np.floor(line)[:, None].astype(int) + sign * np.arange(-BEFORE, BEHIND)
    within = ((cols >= 0) & (cols < grey.shape[1])).all(axis=1)
    if np.count_nonzero(within) < LEAST_ROWS:
        return 1.0
    profile = grey[rows[within, None], cols[within]].mean(axis=0)
    if profile[:RISE_OVER].mean() > BLACK:
        return 1.0
    levels = np.convolve(profile, np.full(LEVEL_OVER, 1 / LEVEL_OVER), mode="valid")[RISE_OVER:]
    rises = profile[RISE_OVER : RISE_OVER + levels.size] - profile[: levels.size]
    return float((rises / np.maximum(levels, 1)).max())


def wedge_lines(wedge: Wedge, first_row: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the columns of both sides of a wedge in `count` rows from `first_row` on."""
    reach = wedge.slant * np.abs(first_row + np.arange(count) + 0.5 - wedge.apex[0])
    return wedge.apex[1] - reach, wedge.apex[1] + reach


def is_pointed(wedge: Wedge, first_row: int, count: int) -> bool:
    """Tell whether the sides nearly meet at the bottom of `count` rows: as tissue over bone does.

    A panorama bends around a limb, and its sides would meet far below.
    """
    return wedge.down < 0 and wedge.apex[0] < first_row + POINTED * count
