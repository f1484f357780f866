"""A fan of which the box is known: one free number is left, and even a half-dark fan settles it."""

from typing import NamedTuple

import numpy as np
from scipy import ndimage

from usseg.image.field_fit import within_frame
from usseg.image.field_screen import BLACK
from usseg.image.field_texture import opened
from usseg.image.preprocess import field_mask
from usseg.types import Field

PATCH = 5  # pixels: what no square of this side fits into is ink or noise
LEAST_PATCH = 0.005  # of the box: less is a marker, a dot or a number
APEXES = (*(-np.geomspace(0.02, 6, 60)[::-1]).tolist(), 0.0)  # heights of the box from its top
FLAT = 0.04  # of the box's height: a box may reach beyond the rims by this much
WIDEST = np.pi / 3  # from its middle to its side: no probe of today sees wider
HELD = 0.995  # of the echoes lie between the sides of the fan
MOST_BRIGHT = 0.01  # of what lies beside the fan, within its box, is thick echo
LEAST_CORNERS = 0.1  # of the box lies beside a fan: with less, the field is a rectangle
LEAST_SIDE = 0.15  # of the rows along each side show it: echoes end there
NEAR_SIDE = 0.015  # of the box's width: so near do they end
ARC_POINTS = 40


class Fan(NamedTuple):
    """An annular sector that points down, in units of rows.

    Attributes:
        apex: Row of its centre, from the top of the box; above the box it is negative.
        half: Angle between its middle and a side, in radians.
        inner: Radius of its upper rim.
        outer: Radius of its lower rim.
    """

    apex: float
    half: float
    inner: float
    outer: float


def thick_echoes(part: np.ndarray) -> np.ndarray:
    """Mark what is brighter than black and neither ink nor a small mark, bool, shape (rows, cols)."""
    bright = opened(part > BLACK, PATCH)
    parts, count = ndimage.label(bright)
    large = np.bincount(parts.ravel(), minlength=count + 1) >= LEAST_PATCH * part.size
    large[0] = False
    return large[parts]


def fan_from(apex: float, down: np.ndarray, across: np.ndarray, box: tuple[float, float]) -> Fan:
    """Return the fan with this apex that touches both sides of its box, and its rims.

    A rim that echoes reach almost is where they end: boxes are a little larger than their fans.

    Args:
        apex: Its row, from the top of the box.
        down: Rows of the echoes from the top of the box, shape (n,).
        across: Their distance from its middle, likewise.
        box: Height and width of the box, all in units of rows.
    """
    height, width = box
    farthest, nearest = np.percentile(np.hypot(down - apex, across), (99.8, 0.2))
    outer = height - apex if farthest < (1 - FLAT) * height - apex else farthest
    half = float(np.arcsin(min(1.0, width / 2 / outer)))
    inner = max(0.0, -apex) / np.cos(half)
    return Fan(apex, half, float(min(inner, nearest)), float(outer))


def smallest_fan(echoes: np.ndarray, aspect: float) -> Fan | None:
    """Return the narrowest fan that touches both sides of its box and holds nearly all echoes.

    Args:
        echoes: Bool, shape (rows, cols) of the box.
        aspect: Width of a pixel over its height.
    """
    rows, cols = echoes.shape
    row, col = np.nonzero(echoes)
    down, across = row + 0.5, (col + 0.5 - cols / 2) * aspect
    found, least = None, np.inf
    for height in APEXES:
        fan = fan_from(height * rows, down, across, (rows, cols * aspect))
        size = fan.half * (fan.outer**2 - fan.inner**2)
        angles = np.abs(np.arctan2(across, down - fan.apex))
        if size < least and fan.half <= WIDEST and (angles <= fan.half).mean() >= HELD:
            found, least = fan, size
    return found


def as_field(fan: Fan, shape: tuple[int, int], aspect: float) -> Field:
    """Return a fan as a field of its box of this shape (rows, cols)."""
    angles = np.linspace(-fan.half, fan.half, ARC_POINTS)
    turned = np.stack([np.cos(angles), np.sin(angles) / aspect], axis=1)
    rims = np.concatenate([fan.inner * turned, fan.outer * turned[::-1]])
    return Field("arc", within_frame(np.add(rims, (fan.apex, shape[1] / 2)), shape))


def sides_show(echoes: np.ndarray, fan: Fan, aspect: float) -> bool:
    """Tell whether echoes end at both sides of a fan, in a good part of the rows they cross."""
    rows, cols = echoes.shape
    ends = np.clip(fan.apex + np.cos(fan.half) * np.array([fan.inner, fan.outer]), 0, rows)
    first, last = int(ends[0]), max(int(ends[0]) + 1, int(ends[1]))
    lines = echoes[first:last]
    reach = np.tan(fan.half) * (np.arange(first, last) + 0.5 - fan.apex) / aspect
    for mirrored in (lines, lines[:, ::-1]):
        miss = np.abs(mirrored.argmax(axis=1) - (cols / 2 - reach))
        if not (mirrored.any(axis=1) & (miss <= NEAR_SIDE * cols)).mean() >= LEAST_SIDE:
            return False
    return True


def boxed_fan(part: np.ndarray, aspect: float) -> Field | None:
    """Find the fan in a part of a frame that is known to be its box.

    Args:
        part: Grey levels, uint8, shape (rows, cols).
        aspect: Width of a pixel over its height.

    Returns:
        The fan; None where what is seen may as well be a rectangle, or no fan of this box.
    """
    echoes = thick_echoes(part)
    fan = smallest_fan(echoes, aspect) if echoes.any() else None
    if fan is None or not sides_show(echoes, fan, aspect):
        return None
    field = as_field(fan, echoes.shape, aspect)
    beside = ~field_mask(field, echoes.shape)
    if beside.mean() < LEAST_CORNERS or echoes[beside].mean() > MOST_BRIGHT:
        return None
    return field
