"""Rows above what a network is shown, so that it sees whether a body begins there."""

import numpy as np
from PIL import Image

# Of the input's rows: kept above what is shown. Above the skin there is nothing, and a network that
# sees so knows where the body begins; below a cut through tissue it sees what the cut left out.
HEADROOM = 0.1


def headroom_rows(size: tuple[int, int]) -> int:
    """Return how many rows of an input of this size (rows, cols) are headroom.

    >>> headroom_rows((320, 320))
    32
    """
    return round(size[0] * HEADROOM)


def resize_below(plane: np.ndarray, size: tuple[int, int], headroom: int, above: int) -> np.ndarray:
    """Resample a plane to `size` so that what follows its first `above` rows lies below the headroom.

    Args:
        plane: Any dtype that Pillow knows, shape (above + rows, cols). Labels are taken from the
            nearest pixel, float32 is averaged.
        size: (rows, cols) of the result.
        headroom: How many of its rows show the end of the first `above` rows of the plane.
        above: At least `rows_above`.
    """
    rows = plane.shape[0] - above
    first = above - rows * headroom / (size[0] - headroom)
    how = Image.Resampling.BILINEAR if plane.dtype == np.float32 else Image.Resampling.NEAREST
    part = (0, first, plane.shape[1], plane.shape[0])
    return np.asarray(
        Image.fromarray(np.ascontiguousarray(plane)).resize((size[1], size[0]), how, part)
    )


def rows_above(rows: int, size: tuple[int, int], headroom: int) -> int:
    """Return how many rows of a frame above a box of `rows` the headroom of an input shows.

    >>> rows_above(288, (320, 320), 32)
    32
    """
    return int(np.ceil(rows * headroom / (size[0] - headroom)))
