"""Read the ruler that a scanner burned into its screen: how many pixels from tick to tick."""

from dataclasses import replace

import numpy as np
from scipy.ndimage import minimum_filter1d

from usseg.image.field_texture import eight_bit
from usseg.image.preprocess import field_box, field_mask
from usseg.image.ruler_marks import lines, strokes
from usseg.image.ruler_reading import (
    CONFIRMED,
    HORIZONTAL,
    LEAST_SURE,
    VERTICAL,
    RulerReading,
    confidence_of,
    evidence,
)
from usseg.image.ruler_ticks import SAME_STEP, Ticks, gather, long_every, tick_lengths
from usseg.types import Field, Frame

BORDER = 0.03  # of the frame's side: so far into the field a ruler may stand
LEAST_BORDER = 6  # pixels
OVERHANG = 0.08  # of the field's length: so far beyond its ends a ruler may reach
LEAST_SPAN = 0.5  # of the field's length: a shorter row of marks is no ruler of it
LARGEST_SIDE = 2000  # pixels; a larger frame is looked at thinned out


def outside(inside: np.ndarray) -> np.ndarray:
    """Return where a ruler may stand: outside the field (True in `inside`) or just within its border."""
    deep = inside.view(np.uint8)
    for axis in (0, 1):
        reach = max(LEAST_BORDER, int(BORDER * inside.shape[axis]))
        deep = minimum_filter1d(deep, 2 * reach + 1, axis=axis, mode="constant", cval=0)
    return deep == 0


def read_vertical(
    grey: np.ndarray, free: np.ndarray, top: int, bottom: int
) -> tuple[RulerReading, float] | None:
    """Find the clearest row of ticks down a screen.

    Args:
        grey: uint8, shape (rows, cols).
        free: Where a ruler may stand: bool, same shape.
        top: First row of the field.
        bottom: Row behind its last one.

    Returns:
        The reading, and the evidence for it in ticks; None where no marks are regular.
    """
    slack = int(OVERHANG * (bottom - top))
    # Without this, each column of the field would be searched where it crosses the field's borders.
    free = free & (free[top:bottom].mean(axis=0) >= LEAST_SPAN)
    best: tuple[float, Ticks, np.ndarray] | None = None
    for dark in (False, True):
        marked = strokes(grey, dark) & free
        marked[: max(0, top - slack)] = False
        marked[bottom + slack :] = False
        for ticks in gather(lines(marked), LEAST_SPAN * (bottom - top)):
            if best is None or evidence(ticks) > best[0]:
                best = evidence(ticks), ticks, marked
    if best is None:
        return None
    found, ticks, marked = best
    return reading_of(ticks, marked, found), found


def reading_of(ticks: Ticks, marked: np.ndarray, found: float) -> RulerReading:
    """Put ticks, seen in marks (rows, cols) with this evidence, into a reading."""
    grid = ticks.grid
    return RulerReading(
        axis=VERTICAL,
        tick_px=grid.step,
        ticks=len(grid.places),
        regularity=1 - grid.rms / grid.step,
        confidence=confidence_of(found),
        line=ticks.col + 0.5,
        places=tuple(grid.places.tolist()),
        long_every=long_every(grid.numbers, tick_lengths(marked, ticks)),
    )


def thinned(grey: np.ndarray, times: int) -> np.ndarray:
    """Return the means of blocks of pixels, uint8, (rows // times, cols // times).

    Taking every other pixel instead would lose ticks that are one pixel thin.
    """
    if times == 1:
        return grey
    rows, cols = (size // times for size in grey.shape)
    blocks = grey[: rows * times, : cols * times].reshape(rows, times, cols, times)
    return blocks.mean(axis=(1, 3)).astype(np.uint8)


def enlarged(reading: RulerReading, times: int) -> RulerReading:
    """Bring a reading of a frame that was thinned out back to the frame's own pixels."""
    places = tuple(place * times for place in reading.places)
    return replace(
        reading, tick_px=reading.tick_px * times, line=reading.line * times, places=places
    )


def read_ruler(frame: Frame, field: Field) -> RulerReading | None:
    """Find the ruler burned into a frame, beside or below its field.

    A ruler's ticks are thin strokes or dots at regular distance, nearly alone in their column, along at
    least half the field. Its numbers are not read: how many mm a tick stands for is not known.

    Args:
        frame: The frame, of any size and any grey depth.
        field: Its B-mode field.

    Returns:
        The clearer one of a vertical and a horizontal ruler, or None where no marks are regular.
    """
    times = -(-max(frame.pixels.shape) // LARGEST_SIDE)
    grey = thinned(eight_bit(frame), times)
    inside = field_mask(field, frame.pixels.shape)[::times, ::times]
    free = outside(np.ascontiguousarray(inside[: grey.shape[0], : grey.shape[1]]))
    row0, col0, row1, col1 = (edge // times for edge in field_box(field, frame.pixels.shape))
    down = read_vertical(grey, free, row0, row1)
    across = read_vertical(np.ascontiguousarray(grey.T), free.T, col0, col1)
    found = [down] if down else []
    if across:
        found.append((replace(across[0], axis=HORIZONTAL), across[1]))
    if not found:
        return None
    reading, certain = max(found, key=lambda pair: pair[1])
    if len(found) == 2 and abs(found[0][0].tick_px / found[1][0].tick_px - 1) <= SAME_STEP:
        reading = replace(reading, confirmed=True, confidence=confidence_of(certain + CONFIRMED))
    return enlarged(reading, times) if reading.confidence >= LEAST_SURE else None
