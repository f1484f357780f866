"""Peel off the screen's ground where it is brighter than black: what it surrounds is field."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from usseg.image.field_screen import EVEN, INK, RINGING, ringing
from usseg.image.field_texture import RINGING_REACH, grown, local_range, opened

DARKEST = 14  # grey level: below, it may be noise of echo-free depths
COMMON = 0.02  # of the pixels: a grey level that common in even areas is one of the screen's
LEAST_GROUND = 0.01  # of the pixels: a smaller even patch is a saturated echo
STILL = 0.9  # of a ground does not vary at all; smooth dark muscle of few grey levels does
JPEG_STILL = 0.5  # after JPEG
FEW_LEVELS = 5  # a page, a panel and what JPEG made of them
FLAT_SHARE = 0.7  # of a ground have these
STROKE = 5  # pixels: ink is thinner
SATURATED = 230  # grey level from which an even area may be saturated echoes
ABRUPT = 40  # grey levels between a white page and the field beside it
RIM = 3  # rows and columns of a field, seen beside a page
THICK = 0.05  # of the shorter side: rulers, text and bars are thinner
FILLED = 0.95  # of its box is covered by a rectangle
ATTACHED = 0.25  # of the box's side: rows covered by less are a ruler that touches the field
WHOLE = 0.985  # of the frame: a part that large is the frame itself
LEAST_SIDE = 16  # pixels


@dataclass(frozen=True)
class Island:
    """What the ground surrounds.

    Attributes:
        box: (row0, col0, row1, col1), half open, in the frame.
        is_rectangle: Whether it fills its box.
        inside: True where it is no ground, bool, shape (rows, cols) of the frame.
    """

    box: tuple[int, int, int, int]
    is_rectangle: bool
    inside: np.ndarray


def ground_mask(grey: np.ndarray, spread: np.ndarray) -> np.ndarray | None:
    """Mark the screen's ground where it is brighter than black; None when there is none.

    Args:
        grey: uint8, shape (rows, cols).
        spread: Its `local_range`.
    """
    counts = np.bincount(grey[spread <= EVEN], minlength=256)
    levels = np.flatnonzero(counts > COMMON * grey.size)
    levels = levels[levels >= DARKEST]
    if levels.size == 0:
        return None
    alike = np.zeros(256, dtype=bool)
    for level in levels:
        alike[max(0, level - RINGING) : level + RINGING + 1] = True
    even = alike[grey] & (spread <= RINGING)
    seeds = opened(even & (spread == 0), 3)
    noise = ringing(spread, even & grown(seeds, 2), spread > INK)
    near = even & grown(seeds, RINGING_REACH if noise else 1)
    parts, count = ndimage.label(opened(near, 3))
    if count == 0:
        return None
    sizes = np.bincount(parts.ravel())
    still = np.bincount(parts[seeds], minlength=sizes.size)
    large = (sizes >= LEAST_GROUND * grey.size) & (
        still >= (JPEG_STILL if noise else STILL) * sizes
    )
    large[0] = False
    for part in np.flatnonzero(large):
        large[part] = is_flat(grey[parts == part])
    return large[parts] if large.any() else None


def is_flat(levels: np.ndarray) -> bool:
    """Tell whether a few grey levels make up nearly all of a ground; noise and shading have many."""
    common = np.sort(np.bincount(levels, minlength=FEW_LEVELS))[-FEW_LEVELS:]
    return bool(common.sum() >= FLAT_SHARE * levels.size)


def trimmed(inside: np.ndarray) -> tuple[int, int, int, int]:
    """Return the box of a mask without rows and columns that it covers sparsely."""
    ends = []
    for axis in (1, 0):
        share = inside.sum(axis=axis) / inside.any(axis=1 - axis).sum()
        ends.append(np.flatnonzero(share >= ATTACHED)[[0, -1]] + [0, 1])
    (row0, row1), (col0, col1) = (map(int, pair) for pair in ends)
    return row0, col0, row1, col1


def is_saturated(grey: np.ndarray, box: tuple[int, int, int, int]) -> bool:
    """Tell whether white beside a box is echo: then the box is nearly white there, as no field is."""
    row0, col0, row1, col1 = box
    part = grey[row0:row1, col0:col1]
    sides = (
        (grey[:row0], part[:RIM]),
        (grey[row1:], part[-RIM:]),
        (grey[:, :col0], part[:, :RIM]),
        (grey[:, col1:], part[:, -RIM:]),
    )
    return any(
        beyond.size > 0 and np.median(beyond) >= SATURATED and inner.mean() > SATURATED - ABRUPT
        for beyond, inner in sides
    )


def largest(mask: np.ndarray, votes_of: np.ndarray) -> np.ndarray | None:
    """Return the connected part of a mask that holds most marked pixels; None without any."""
    parts, count = ndimage.label(mask)
    votes = np.bincount(parts[votes_of], minlength=2)
    return parts == 1 + int(votes[1:].argmax()) if count and votes[1:].max() > 0 else None


def find_island(grey: np.ndarray) -> Island | None:
    """Find the largest uneven part of a frame that bright ground surrounds.

    Args:
        grey: uint8, shape (rows, cols).

    Returns:
        That part; None where no ground is brighter than black.
    """
    spread = local_range(grey)
    ground = ground_mask(grey, spread)
    if ground is None:
        return None
    thick = round(THICK * min(grey.shape)) | 1
    core = largest(opened(~ground, thick), spread > EVEN)
    if core is None:
        return None
    row0, col0, row1, col1 = box = trimmed(core)
    size = (row1 - row0) * (col1 - col0)
    if min(row1 - row0, col1 - col0) < LEAST_SIDE or size >= WHOLE * grey.size:
        return None
    if core[row0:row1, col0:col1].mean() >= FILLED:
        return None if is_saturated(grey, box) else Island(box, True, core)
    fine = largest(opened(~ground, STROKE) & grown(core, thick // 2), core)
    return None if fine is None else Island((0, 0, *grey.shape), False, fine)
