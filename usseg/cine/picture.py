"""Frames of the overlay video: what is the same for all of them is made once."""

from collections.abc import Callable

import numpy as np

from usseg.image.preprocess import to_unit_range
from usseg.render.blend import OUTLINE_COLOUR, TISSUE_WEIGHT, draw_outline
from usseg.render.colour import colour_table
from usseg.types import Field, Frame

LEVELS = 256
Painter = Callable[[Frame, np.ndarray], np.ndarray]


def blend_table(model: str) -> np.ndarray:
    """Return the colour of each mask value over each grey level: uint8, (256, 256, 3)."""
    grey = np.arange(LEVELS)[None, :, None]
    blend = grey * (1 - TISSUE_WEIGHT) + colour_table(model)[:, None, :] * TISSUE_WEIGHT
    table = np.rint(blend).astype(np.uint8)
    table[0] = np.arange(LEVELS)[:, None]
    return table


def painter(field: Field, inside: np.ndarray, model: str, blank_outside: bool) -> Painter:
    """Return what lays a mask over a frame, as `usseg.render.overlay` does, but quickly.

    Args:
        field: The field of the clip.
        inside: True inside it, bool, (rows, cols).
        model: Whose labels the masks hold.
        blank_outside: Whether pixels outside are black, where a scanner may write names.

    Returns:
        A function from frame and mask to RGB, uint8, (rows, cols, 3).
    """
    table = blend_table(model)
    unlined = np.zeros((*inside.shape, 3), dtype=np.uint8)
    outline = (draw_outline(unlined, field) == OUTLINE_COLOUR).all(axis=-1)

    def paint(frame: Frame, mask: np.ndarray) -> np.ndarray:
        picture = table[mask, grey_levels(frame)]
        if blank_outside:
            picture[~inside] = 0
        picture[outline] = OUTLINE_COLOUR
        return picture

    return paint


def grey_levels(frame: Frame) -> np.ndarray:
    """Return a frame as a screen shows it: uint8, (rows, cols)."""
    return np.rint(to_unit_range(frame) * (LEVELS - 1)).astype(np.uint8)


def input_painter(inside: np.ndarray, blank_outside: bool) -> Callable[[Frame], np.ndarray]:
    """Return what shows a frame as it was read, black outside the field where the overlay is.

    Args:
        inside: True inside the field, bool, (rows, cols).
        blank_outside: As for `painter`.

    Returns:
        A function from frame to RGB, uint8, (rows, cols, 3).
    """

    def paint(frame: Frame) -> np.ndarray:
        grey = grey_levels(frame)
        if blank_outside:
            grey = np.where(inside, grey, 0)
        return np.repeat(grey[..., None], 3, axis=2)

    return paint
