"""What a screen's ground surrounds, without the text and the rulers that touch it."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from usseg.image.field_screen import EVEN, INK
from usseg.image.field_texture import block_means, from_blocks, grown, opened

STROKE = 5  # pixels: ink is thinner
SATURATED = 230  # grey level from which an even area may be saturated echoes
ABRUPT = 40  # grey levels between a white page and the field beside it
RIM = 3  # rows and columns of a field, seen beside a page
LETTERS = 8  # pixels: side of blocks of text
BETWEEN = 0.2  # of such a block is ground between strokes
COARSE = 256  # rows or columns, on which parts are told apart
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


def thick_core(mask: np.ndarray, votes_of: np.ndarray) -> np.ndarray | None:
    """Return the largest part of a mask without what is thin and attached to it.

    In a large frame, every nth row and column is enough to tell it apart.
    """
    step = max(1, min(mask.shape) // COARSE)
    coarse = mask[::step, ::step]
    thick = round(THICK * min(coarse.shape)) | 1
    core = largest(opened(coarse, thick), votes_of[::step, ::step])
    if core is None or step == 1:
        return core
    return mask & from_blocks(grown(core, 1), step, mask.shape)


def text_on(ground: np.ndarray, alike: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Mark text on a ground: of its blocks, the ground between the strokes is a good part.

    Args:
        ground: The ground, bool, shape (rows, cols).
        alike: Pixels of its level, even where strokes are next to them, likewise.
        spread: `local_range` of the frame.
    """
    strokes = block_means(spread > INK, LETTERS) > 0
    letters = strokes & (block_means(alike, LETTERS) > BETWEEN)
    even = block_means(ground, LETTERS) > 0
    reached = ndimage.binary_propagation(even, mask=even | letters)
    return from_blocks(reached & letters, LETTERS, ground.shape) & ~ground


def island_within(
    grey: np.ndarray, ground: np.ndarray, spread: np.ndarray, text: np.ndarray
) -> Island | None:
    """Return the largest uneven part of a frame within a ground with text; None without one."""
    reach = round(THICK * min(grey.shape)) // 2
    core = thick_core(~(ground | text), spread > EVEN)
    if core is not None and text.any():
        core = thick_core(~ground & grown(core, reach), core)
    if core is None:
        return None
    row0, col0, row1, col1 = box = trimmed(core)
    size = (row1 - row0) * (col1 - col0)
    if min(row1 - row0, col1 - col0) < LEAST_SIDE or size >= WHOLE * grey.size:
        return None
    if core[row0:row1, col0:col1].mean() >= FILLED:
        return None if is_saturated(grey, box) else Island(box, True, core)
    fine = largest(opened(~ground, STROKE) & grown(core, reach), core)
    return None if fine is None else Island(box, False, fine)
