"""How far a field goes on beyond its last speckle: water, shadow and depth send no echo."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from usseg.image.field_evidence import (
    BINS,
    LEAST_BAND,
    MOST_BINS,
    echoes_and_ink,
    floor_ends,
    ground_rows,
)


@dataclass(frozen=True)
class Screen:
    """What is known of the screen around a field on black.

    Attributes:
        noise: Unevenness in grey levels that JPEG left on it.
        enclosed: Whether a brighter ground encloses the black, which then is rather the field's.
    """

    noise: int
    enclosed: bool


class Reach(NamedTuple):
    """How far a field whose echoes fade may go on beyond a side, in rows.

    Attributes:
        sure: Echoes show it up to here.
        most: Black may be field up to here.
    """

    sure: int
    most: int


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


def before_ground(beyond: np.ndarray, cols: slice) -> np.ndarray:
    """Return what lies beyond a side, up to where a ground brighter than black begins."""
    band = beyond[:, cols]
    grounds = np.flatnonzero(ground_rows(band)) if band.size else np.zeros(0, dtype=int)
    return band[: int(grounds[0])] if grounds.size else band


def fading(beyond: np.ndarray, cols: slice, screen: Screen) -> Reach:
    """Return how far a field whose echoes fade at a side may go on.

    Args:
        beyond: Grey levels beyond it, nearest first, uint8, shape (rows, cols of the frame).
        cols: The columns of the field.
        screen: What is known of the screen around.
    """
    band = before_ground(beyond, cols)
    if min(band.shape) < BINS:
        return Reach(len(band), len(band))
    echoes, inked = echoes_and_ink(band, screen.noise)
    seen = np.flatnonzero(echoes[LEAST_BAND:])
    last = int(seen[-1]) + LEAST_BAND + 1 if seen.size else 0
    room = last + walk(band[last:])
    lines = np.flatnonzero(inked[last:room] >= MOST_BINS)
    return Reach(last, last + int(lines[0]) if lines.size else room)
