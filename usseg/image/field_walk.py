"""How far a rectangle goes on beyond its last speckle: water, shadow and depth send no echo."""

from dataclasses import dataclass

import numpy as np

from usseg.image.field_evidence import (
    BINS,
    LEAST_BAND,
    MOST_BINS,
    echoes_and_ink,
    find_step,
    floor_ends,
    ground_rows,
    is_cropped,
    ring_end,
)
from usseg.image.field_sides import Side

BESIDE = 4  # pixels beside the field, where the screen's bar goes on and an echo does not


@dataclass(frozen=True)
class Screen:
    """What is known of the screen around a field on black.

    Attributes:
        noise: Unevenness in grey levels that JPEG left on it.
        enclosed: Whether a brighter ground encloses the black, which then is rather the field's.
    """

    noise: int
    enclosed: bool


def walk(band: np.ndarray) -> int:
    """Count the rows from the first one on over which a black field may continue.

    Echoes fade out long before the field ends. The field is followed over black until its floor
    gives way to the screen's black, a brighter ground or furniture begins, or the frame ends: a
    little too much black harms less than lost tissue.

    Args:
        band: Grey levels beyond the last speckle, uint8, shape (rows, cols of the field).
    """
    if min(band.shape) == 0:
        return 0
    stops = np.flatnonzero(floor_ends(band) | ground_rows(band))
    return int(stops[0]) if stops.size else len(band)


def extent(side: Side, inward: np.ndarray, beyond: np.ndarray, cols: slice, screen: Screen) -> int:
    """Return by how many rows the field goes on beyond a side other than its top.

    Args:
        side: The side.
        inward: Grey levels inside it, nearest first, uint8, shape (rows, cols of the frame).
        beyond: Grey levels beyond it, likewise.
        cols: The columns of the field.
        screen: What is known of the screen around.
    """
    band = beyond[:, cols]
    grounds = np.flatnonzero(ground_rows(band)) if band.size else np.zeros(0, dtype=int)
    band = band[: int(grounds[0])] if grounds.size else band
    step = find_step(inward[:, cols], beyond[:, cols]) if side.hard else None
    if step is not None:
        fills = screen.enclosed and is_cropped(band, beyond.shape[1])
        return len(band) if fills else step
    if min(band.shape) < BINS:
        return len(band)
    echoes, inked = echoes_and_ink(band, screen.noise)
    seen = np.flatnonzero(echoes[LEAST_BAND:])
    last = int(seen[-1]) + LEAST_BAND + 1 if seen.size else 0
    room = last + walk(band[last:])
    lines = np.flatnonzero(inked[last:room] >= MOST_BINS)
    return last + int(lines[0]) if lines.size else room


def extent_above(
    side: Side, inward: np.ndarray, beyond: np.ndarray, cols: slice, screen: Screen
) -> int:
    """Return by how many rows the field goes on above its top: to the echo of the probe's face.

    In a frame that was cropped to the field, what shows above the echo is still field.

    Args:
        side: The top.
        inward: Grey levels inside it, nearest first, uint8, shape (rows, cols of the frame).
        beyond: Grey levels beyond it, likewise.
        cols: The columns of the field.
        screen: What is known of the screen around.
    """
    band = beyond[:, cols]
    room = walk(band)
    outside = [col for col in (cols.start - BESIDE, cols.stop - 1 + BESIDE) if col >= 0]
    beside = beyond[:room, [col for col in outside if col < beyond.shape[1]]]
    ring = ring_end(band[:room], beside) if room else 0
    if ring == 0:
        return extent(side, inward, beyond, cols, screen)
    return len(band) if is_cropped(band[ring:], beyond.shape[1]) else ring
