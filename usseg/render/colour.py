"""From frames and masks to RGB pictures, uint8, shape (rows, cols, 3)."""

import numpy as np

from usseg.image.preprocess import to_unit_range
from usseg.tissues import IGNORE, tissues_of
from usseg.types import Frame

IGNORE_COLOUR = (128, 128, 128)


def grey_picture(frame: Frame) -> np.ndarray:
    """Show a frame in grey, its `white` as 255, whatever its bit depth.

    >>> frame = Frame(np.array([[0, 2048, 4095]], dtype=np.uint16), white=4095)
    >>> grey_picture(frame)[0, :, 0].tolist()
    [0, 128, 255]
    """
    grey = np.rint(to_unit_range(frame) * 255).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=-1)


def colour_table(model: str) -> np.ndarray:
    """Return the colour of each of the 256 mask values: uint8, shape (256, 3).

    Raises:
        InputError: There is no such model.
    """
    table = np.zeros((256, 3), dtype=np.uint8)
    for tissue in tissues_of(model):
        table[tissue.label] = tissue.colour
    table[IGNORE] = IGNORE_COLOUR
    return table


def colour_mask(mask: np.ndarray, model: str) -> np.ndarray:
    """Paint a label map (rows, cols) in the tissues' colours; pixels that say nothing are grey.

    >>> colour_mask(np.array([[0, 1, 255]], dtype=np.uint8), "binary")[0].tolist()
    [[0, 0, 0], [240, 228, 66], [128, 128, 128]]
    """
    return colour_table(model)[mask]
