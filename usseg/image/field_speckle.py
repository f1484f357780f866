"""Where a frame shows speckle: the one thing that echoes have and screen furniture lacks."""

from dataclasses import dataclass

import numpy as np

from usseg.image.field_screen import BLACK, INK, black_of_field, ground_of, ringing
from usseg.image.field_texture import (
    RINGING_REACH,
    from_blocks,
    grown,
    local_range,
    opened,
    thickest,
)

BLOCKS = 128  # blocks along the longer side: fine enough for thin bands, coarse enough for text
UNEVEN = (2, 0)  # grey levels: the first that shows a thick patch of speckle tells where it is
KEPT = 0.7  # of the patch must survive the removal of ink: less, and the ink was speckle
APART = 3  # blocks from the field, beyond which ink is furniture
NEAR = 4  # blocks around the thick patch, beyond which furniture may be attached to the field


@dataclass(frozen=True)
class Speckle:
    """The speckle of a field.

    Attributes:
        pixels: True where a pixel of the field differs from a neighbour, bool, shape (rows, cols);
            with furniture that touches the field.
        near: Those of them near the thickest patch: with less furniture, but without thin strips.
        rows: Rows that the field surely covers, bool, shape (rows,).
        anywhere: Uneven pixels of the whole frame without ink, bool, shape (rows, cols): echoes that
            lie apart from the thick patch, and remains of furniture.
        noise: Unevenness in grey levels that JPEG left on the screen: 0 without JPEG.
    """

    pixels: np.ndarray
    near: np.ndarray
    rows: np.ndarray
    anywhere: np.ndarray
    noise: int


def without_ink(
    grey: np.ndarray, spread: np.ndarray, patch: np.ndarray, block: int
) -> tuple[np.ndarray, np.ndarray, int]:
    """Mark uneven pixels, leaving out the constant ground that is uneven only for ink beside it.

    Without JPEG, even the faintest unevenness belongs to the field. With it, the ground near ink
    is uneven too: how much is measured there, and less does not count.

    Returns:
        The marked pixels, the ground of the screen, and the unevenness that JPEG left on it.
    """
    outside = ~from_blocks(grown(patch, APART), block, grey.shape)
    ground = ground_of(grey, spread, outside)
    ink = outside & (spread > INK)
    noise = ringing(spread, ground, ink)
    beside_ink = spread > INK
    if noise:
        beside_ink = beside_ink | grown(ink, RINGING_REACH)
    return (spread > noise) & ~(ground & beside_ink), ground, noise


def find_speckle(grey: np.ndarray) -> Speckle | None:
    """Find the field's speckle in a frame, uint8 (rows, cols); None in a frame without any."""
    block = max(2, round(max(grey.shape) / BLOCKS))
    spread = local_range(grey)
    marks = (spread > level for level in UNEVEN)
    found = next(((uneven, hit) for uneven in marks if (hit := thickest(uneven, block))), None)
    if found is None:
        return None
    uneven, (patch, body) = found
    clean, ground, noise = without_ink(grey, spread, patch, block)
    kept = thickest(clean, block)
    if kept is not None and kept[0].sum() >= KEPT * patch.sum():
        uneven, (patch, body) = clean, kept
    ring = from_blocks(grown(patch, NEAR) & ~grown(patch, 2), block, grey.shape)
    black = black_of_field(grey, spread, ring, exact=noise == 0)
    if black is not None:
        uneven = uneven | black
        if noise:
            uneven &= (grey <= BLACK) | ~ground  # on a bright ground, JPEG's ringing is ground
        patch, body = thickest(uneven, block, patch) or (patch, body)
    pixels = uneven & from_blocks(grown(body, 1), block, grey.shape)
    firm = opened(pixels, 3) if noise else pixels
    near = firm & from_blocks(body & grown(patch, NEAR), block, grey.shape)
    sure = from_blocks(patch, block, grey.shape)
    return Speckle(pixels, near, np.any(sure, axis=1), uneven, noise)
