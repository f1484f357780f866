"""Where a frame shows speckle: the one thing that echoes have and screen furniture lacks."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from usseg.types import Frame

BLOCKS = 128  # blocks along the longer side: fine enough for thin bands, coarse enough for text
DENSE = 0.35  # share of uneven pixels from which a block counts as speckle
CLOSING = 3  # blocks; bridges the dark gaps between bright speckles
THICK = 0.08  # of the shorter side: text, rulers and grey bars are thinner than this, fields thicker
UNEVEN = (2, 0)  # grey levels: the first that shows a thick patch of speckle tells where it is
KEPT = 0.7  # of the patch must survive the removal of ink: less, and the ink was speckle
INK = 40  # grey levels by which letters and lines stand out from their ground
GROUND_SHARE = 0.02  # of the frame: a grey level that common in even areas is one of the screen's
RINGING = 12  # grey levels that JPEG adds to the ground beside ink
RINGING_REACH = 8  # pixels: JPEG works in blocks of this size
BLACK = 10  # grey level up to which an even area may be anechoic tissue
BRIGHT_SHARE = 0.6  # of the even ground around the field is brighter: then it is not black
NEAR = 4  # blocks around the thick patch, beyond which furniture may be attached to the field
APART = 3  # blocks from the field, beyond which ink is furniture
RINGING_SHARE = 0.3  # of the ground beside ink is uneven in a frame that went through JPEG
ENOUGH = 40  # pixels of ground beside ink, to tell whether it did


@dataclass(frozen=True)
class Speckle:
    """The speckle of a field.

    Attributes:
        pixels: True where a pixel of the field differs from a neighbour, bool, shape (rows, cols);
            with furniture that touches the field.
        near: Those of them near the thickest patch: with less furniture, but without thin strips.
        rows: Rows that the field surely covers, bool, shape (rows,).
    """

    pixels: np.ndarray
    near: np.ndarray
    rows: np.ndarray


def eight_bit(frame: Frame) -> np.ndarray:
    """Scale the stored grey levels to uint8; furniture is as constant there as in 16 bit."""
    if frame.pixels.dtype == np.uint8 and frame.white == np.iinfo(np.uint8).max:
        return frame.pixels
    levels = np.minimum(frame.pixels, frame.white).astype(np.float32) * (255 / frame.white)
    return levels.astype(np.uint8)


def block_means(plane: np.ndarray, block: int) -> np.ndarray:
    """Average a plane over square blocks; the last ones are completed with the edge's values."""
    if block == 1:
        return plane.astype(np.float32)
    rows, cols = plane.shape
    padded = np.pad(plane, ((0, -rows % block), (0, -cols % block)), mode="edge")
    shape = (padded.shape[0] // block, block, padded.shape[1] // block, block)
    return padded.reshape(shape).mean(axis=(1, 3), dtype=np.float32)


def from_blocks(blocks: np.ndarray, block: int, shape: tuple[int, int]) -> np.ndarray:
    """Enlarge a mask of blocks to one of pixels: the inverse of `block_means`."""
    return np.repeat(np.repeat(blocks, block, 0), block, 1)[: shape[0], : shape[1]]


def grown(mask: np.ndarray, reach: int) -> np.ndarray:
    """Add everything within this reach, along rows and columns alike."""
    return ndimage.maximum_filter(mask, 2 * reach + 1)


def local_range(grey: np.ndarray) -> np.ndarray:
    """Return the difference of the greatest and the least level among a pixel's 3 x 3 neighbours."""
    return ndimage.maximum_filter(grey, 3) - ndimage.minimum_filter(grey, 3)


def ground_of(grey: np.ndarray, spread: np.ndarray, outside: np.ndarray) -> np.ndarray:
    """Mark the pixels whose level is, but for JPEG, one of the screen's constant greys."""
    counts = np.bincount(grey[outside & (spread == 0)], minlength=256)
    ground = np.zeros(256, dtype=bool)
    for level in np.flatnonzero(counts > GROUND_SHARE * grey.size):
        ground[max(0, level - RINGING) : level + RINGING + 1] = True
    return ground[grey]


def opened(mask: np.ndarray, size: int) -> np.ndarray:
    """Keep what a square of this odd side fits into."""
    return grown(ndimage.minimum_filter(mask, size, mode="constant"), size // 2)


def closed(mask: np.ndarray, size: int) -> np.ndarray:
    """Fill what no square of this odd side fits into; at the frame's edge as if it went on."""
    return ndimage.minimum_filter(grown(mask, size // 2), size)


def thickest(
    uneven: np.ndarray, block: int, within: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray] | None:
    """Find the largest thick patch of uneven blocks, or the one that shares most with `within`.

    Returns:
        That patch, its corners rounded, and all blocks connected with it, thinner parts too; None
        where there is no thick patch.
    """
    dense = closed(block_means(uneven, block) > DENSE, CLOSING)
    thick = max(3, round(THICK * min(dense.shape))) | 1
    parts, count = ndimage.label(opened(dense, thick))
    if count == 0:
        return None
    votes = parts if within is None else parts[within]
    sizes = np.bincount(votes.ravel(), minlength=2)
    seed = parts == 1 + int(sizes[1:].argmax())
    mask = opened(dense, max(3, thick // 2 | 1)) | seed
    return seed, ndimage.binary_propagation(seed, mask=mask)


def lies_on_bright_ground(
    grey: np.ndarray, spread: np.ndarray, seed: np.ndarray, block: int
) -> bool:
    """Tell whether the even ground around a patch is brighter than black: then black is field."""
    ring = grown(seed, NEAR) & ~grown(seed, 2)
    even = from_blocks(ring, block, grey.shape) & (spread <= UNEVEN[0])
    levels = grey[even]
    return levels.size > 0 and float((levels > BLACK).mean()) > BRIGHT_SHARE


def ringing(spread: np.ndarray, ground: np.ndarray, ink: np.ndarray) -> int:
    """Return the unevenness that JPEG gave the ground beside ink: 0 in a frame without JPEG."""
    beside = spread[grown(ink, 3) & ~grown(ink, 1) & ground & (spread <= INK)]
    if beside.size < ENOUGH or (beside > 0).mean() < RINGING_SHARE:
        return 0
    return int(min(np.percentile(beside, 90), RINGING))


def find_speckle(grey: np.ndarray) -> Speckle | None:
    """Find the field's speckle, or None in a frame without any.

    Without JPEG, even the faintest unevenness belongs to the field. With it, the ground beside
    ink is uneven too: how much is measured there, and less does not count.
    """
    block = max(2, round(max(grey.shape) / BLOCKS))
    spread = local_range(grey)
    for level in UNEVEN:
        found = thickest(spread > level, block)
        if found is not None:
            break
    else:
        return None
    outside = ~from_blocks(grown(found[0], APART), block, grey.shape)
    ground = ground_of(grey, spread, outside)
    ink = outside & (spread > INK)
    noise = ringing(spread, ground, ink)
    beside_ink = (spread > INK) | grown(ink, RINGING_REACH) if noise else spread > INK
    uneven = (spread > noise) & ~(ground & beside_ink)
    cleaned = thickest(uneven, block)
    if cleaned is None or cleaned[0].sum() < KEPT * found[0].sum():
        uneven = spread > level
    else:
        found = cleaned
    seed, body = found
    if lies_on_bright_ground(grey, spread, seed, block):
        uneven |= grey <= BLACK
        if noise:
            uneven &= (grey <= BLACK) | ~ground
        seed, body = thickest(uneven, block, seed) or found
    planes = (seed, body & grown(seed, NEAR), grown(body, 1))
    rows, near, wide = (from_blocks(plane, block, grey.shape) for plane in planes)
    pixels = uneven & wide
    firm = opened(pixels, 3) if noise else pixels
    return Speckle(pixels, firm & near, rows.any(axis=1))
