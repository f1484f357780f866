"""Peel off the screen's ground where it is brighter than black: what it surrounds is field."""

import numpy as np
from scipy import ndimage

from usseg.image.field_island import Island, island_within, text_on
from usseg.image.field_screen import EVEN, INK, RINGING, ringing
from usseg.image.field_texture import RINGING_REACH, grown, opened

DARKEST = 14  # grey level: below, it may be noise of echo-free depths
COMMON = 0.02  # of the pixels: a grey level that common in even areas is one of the screen's
LEAST_GROUND = 0.01  # of the pixels: a smaller even patch is a saturated echo
STILL = 0.9  # of a ground does not vary at all; smooth dark muscle of few grey levels does
JPEG_STILL = 0.5  # after JPEG
FEW_LEVELS = 5  # a page, a panel and what JPEG made of them
FLAT_SHARE = 0.7  # of a ground have these
TEXT_NOISE = 3  # grey levels by which JPEG moves the ground between letters


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


def find_island(grey: np.ndarray, spread: np.ndarray) -> Island | None:
    """Find the largest uneven part of a frame that bright ground surrounds.

    Args:
        grey: uint8, shape (rows, cols).
        spread: Its `local_range`.

    Returns:
        That part; None where no ground is brighter than black.
    """
    ground = ground_mask(grey, spread)
    if ground is None:
        return None
    levels = np.bincount(grey[ground], minlength=256) > COMMON * grey.size
    reach = TEXT_NOISE if ringing(spread, ground, spread > INK) else 0
    alike = ndimage.binary_dilation(levels, iterations=reach) if reach else levels
    return island_within(grey, ground, spread, text_on(ground, alike[grey], spread))
