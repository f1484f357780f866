"""Blocks of even and uneven pixels: what speckle, constant grounds and thin strokes differ in."""

import numpy as np
from scipy import ndimage

from usseg.types import Frame

DENSE = 0.35  # share of uneven pixels from which a block counts as speckle
RINGING_REACH = 8  # pixels: JPEG works in blocks of this size
CLOSING = 3  # blocks; bridges the dark gaps between bright speckles
THICK = (
    0.08  # of the shorter side: text, rulers and grey bars are thinner than this, fields thicker
)


def eight_bit(frame: Frame) -> np.ndarray:
    """Scale the stored grey levels to uint8; furniture is as constant there as in 16 bit."""
    if frame.pixels.dtype == np.uint8 and frame.white == np.iinfo(np.uint8).max:
        return frame.pixels
    levels = np.minimum(frame.pixels, frame.white).astype(np.float32) * (255 / frame.white)
    return np.round(levels).astype(np.uint8)


def extreme(plane: np.ndarray, reach: int, pick: np.ufunc) -> np.ndarray:
    """Take the greatest or least value within a reach, along rows and columns alike.

    A window doubles with each step, and each step is one pass over the whole plane, which is many
    times faster than a filter that visits every pixel. Beyond the plane's edge there is nothing.

    Args:
        plane: Values of any type, shape (rows, cols).
        reach: Pixels in each direction.
        pick: `np.maximum` or `np.minimum`.
    """
    for axis in (0, 1):
        covered = 0
        while covered < reach:
            # One more than what is covered: with a longer step the plane's edge would be missed.
            step = min(covered + 1, reach - covered, max(1, plane.shape[axis] - 1))
            wider = plane.copy()
            here, there = wider.swapaxes(0, axis), plane.swapaxes(0, axis)
            pick(here[step:], there[:-step], out=here[step:])
            pick(here[:-step], there[step:], out=here[:-step])
            plane, covered = wider, covered + step
    return plane


def local_range(grey: np.ndarray) -> np.ndarray:
    """Return the difference of the greatest and the least level among a pixel's 3 x 3 neighbours."""
    return extreme(grey, 1, np.maximum) - extreme(grey, 1, np.minimum)


def block_means(plane: np.ndarray, block: int) -> np.ndarray:
    """Average a plane over square blocks; the last ones are completed with the edge's values.

    >>> block_means(np.array([[0, 2, 6], [0, 2, 6]]), block=2).tolist()
    [[1.0, 6.0]]
    """
    rows, cols = plane.shape
    padded = np.pad(plane, ((0, -rows % block), (0, -cols % block)), mode="edge")
    shape = (padded.shape[0] // block, block, padded.shape[1] // block, block)
    return padded.reshape(shape).mean(axis=(1, 3), dtype=np.float32)


def from_blocks(blocks: np.ndarray, block: int, shape: tuple[int, int]) -> np.ndarray:
    """Enlarge a mask of blocks to one of pixels: the inverse of `block_means`."""
    return np.repeat(np.repeat(blocks, block, 0), block, 1)[: shape[0], : shape[1]]


def grown(mask: np.ndarray, reach: int) -> np.ndarray:
    """Add everything within this reach, along rows and columns alike."""
    return extreme(mask, reach, np.maximum)


def opened(mask: np.ndarray, size: int) -> np.ndarray:
    """Keep what a square of this odd side fits into."""
    reach = size // 2
    inner = np.zeros_like(mask)
    if min(mask.shape) >= size:
        kept = (slice(reach, -reach or None),) * 2
        inner[kept] = extreme(mask, reach, np.minimum)[kept]
    return grown(inner, reach)


def closed(mask: np.ndarray, size: int) -> np.ndarray:
    """Fill what no square of this odd side fits into; at the frame's edge as if it went on."""
    return extreme(grown(mask, size // 2), size // 2, np.minimum)


def thickest(
    uneven: np.ndarray, block: int, within: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray] | None:
    """Find the largest thick patch of uneven blocks, or the one that shares most with `within`.

    Args:
        uneven: Bool, shape (rows, cols).
        block: Side of a block in pixels.
        within: Blocks that a patch must share, bool.

    Returns:
        That patch, its corners rounded, and all blocks connected with it, thinner parts too; None
        where there is no thick patch.
    """
    dense = closed(block_means(uneven, block) > DENSE, CLOSING)
    thick = max(3, round(THICK * min(dense.shape))) | 1
    parts, count = ndimage.label(opened(dense, thick))
    votes = parts if within is None else parts[within]
    sizes = np.bincount(votes.ravel(), minlength=2)
    if count == 0 or sizes[1:].max() == 0:
        return None
    patch = parts == 1 + int(sizes[1:].argmax())
    mask = opened(dense, max(3, thick // 2 | 1)) | patch
    return patch, ndimage.binary_propagation(patch, mask=mask)
