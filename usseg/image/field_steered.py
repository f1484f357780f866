"""The field of a linear probe that steers its beams: a parallelogram, level at top and bottom."""

import numpy as np

from usseg.image.field_curve import cut
from usseg.image.field_extent import depth_range
from usseg.image.field_fit import lost, within_frame
from usseg.image.field_parallel import Steered
from usseg.image.field_speckle import Speckle
from usseg.image.field_tight import tight_box
from usseg.image.field_walk import Screen
from usseg.types import Field

MOST_LOST = 0.03  # of the speckle lies outside: more is tissue
BESIDE = 16  # columns beside the field that are looked at
NEAR_SIDE = 4  # columns: speckle that ends farther from a side does not show it
BEHIND = slice(2, 6)  # columns behind a side,
FAR_BEHIND = slice(9, 17)  # and those they are compared with:
HELD = 0.5  # of their brightness is there where beams end, and less where a shadow fades


def upright(plane: np.ndarray, steered: Steered) -> np.ndarray:
    """Lean a plane back so that both sides stand upright, `BESIDE` columns from its edges."""
    left, right = (round(side) for side in steered.sides)
    lean = np.round(steered.slope * (np.arange(len(plane)) + 0.5)).astype(int)
    cols = np.arange(left - BESIDE, right + BESIDE) + lean[:, None]
    return np.take_along_axis(plane, np.clip(cols, 0, plane.shape[1] - 1), axis=1)


def parallelogram(
    rows: tuple[int, int], inward: tuple[int, int], steered: Steered, shape: tuple[int, ...]
) -> Field:
    """Return the field between two sides, less what a window or the frame cuts off.

    Args:
        rows: Its first row and the row after its last.
        inward: By how many columns it begins and ends within its sides.
        steered: The sides.
        shape: (rows, cols) of the frame.
    """
    (top, bottom), slope = rows, steered.slope
    left, right = steered.sides[0] + inward[0], steered.sides[1] - inward[1]
    upright_corners = [(top, left), (top, right), (bottom, right), (bottom, left)]
    polygon = np.array([(row, col + slope * row) for row, col in upright_corners])
    low, high = max(0.0, steered.window[0]), min(float(shape[1]), steered.window[1])
    polygon = cut(polygon, polygon[:, 1] - low)
    polygon = cut(polygon, high - polygon[:, 1])
    return Field("parallelogram", within_frame(polygon, (shape[0], shape[1])))


def is_sharp(grey: np.ndarray, near: np.ndarray) -> bool:
    """Tell whether echoes begin at once behind a left side, in the rows where they begin there.

    Args:
        grey: uint8, shape (rows, cols), the side upright after `BESIDE` columns.
        near: Its speckle, bool, same shape.
    """
    hits = np.abs(near.argmax(axis=1) - BESIDE) <= NEAR_SIDE
    behind = grey[hits, BESIDE:]
    far = behind[:, FAR_BEHIND]
    return bool(hits.any() and behind[:, BEHIND].mean() >= HELD * far.mean())


def steered_field(grey: np.ndarray, speckle: Speckle, steered: Steered) -> Field | None:
    """Return the parallelogram between two parallel sides; None where it would lose tissue.

    Leant back, it is a rectangle, and its top and bottom are found as those of one.

    Args:
        grey: uint8, shape (rows, cols).
        speckle: The frame's speckle.
        steered: The sides.
    """
    pixels, near = upright(speckle.pixels, steered), upright(speckle.near, steered)
    leant_back = upright(grey, steered)
    cols = slice(BESIDE, pixels.shape[1] - BESIDE)
    is_exact = speckle.near is speckle.anywhere  # of what bright ground surrounds
    screen = None if is_exact else Screen(speckle.noise, enclosed=False)
    ends = depth_range(leant_back, pixels, near, cols, screen)
    sharp = all(is_sharp(leant_back[:, ::way], near[:, ::way]) for way in (1, -1))
    if ends is None or not (is_exact or sharp):
        return None
    if lost(speckle.near, parallelogram(ends, (0, 0), steered, grey.shape)) > MOST_LOST:
        return None
    row0, col0, row1, col1 = tight_box(leant_back, (ends[0], cols.start, ends[1], cols.stop))
    inward = (col0 - cols.start, cols.stop - col1)
    return parallelogram((row0, row1), inward, steered, grey.shape)
