"""Encode pictures as an animated GIF."""

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image

from usseg.errors import InputError
from usseg.tissues import IGNORE, MULTICLASS

STEP_MS, LAST_MS = 250, 2500
GREYS = 128
MIXED = (0.33, 0.66)  # shares of a colour in a smooth edge


def encode_gif(pictures: Sequence[np.ndarray], background: tuple[int, int, int]) -> bytes:
    """Encode RGB pictures of equal shape as a GIF that repeats, the last picture longest.

    All share one palette of the tissues' colours and greys, so that a tissue keeps its colour.

    Args:
        pictures: uint8, each of shape (rows, cols, 3).
        background: The colour that edges blend into.

    Raises:
        InputError: There is none, or their shapes differ.
    """
    if len({picture.shape for picture in pictures}) != 1:
        raise InputError("A GIF is made of at least one picture, and of pictures of equal size.")
    palette = palette_image(background)
    frames = [
        Image.fromarray(picture).quantize(palette=palette, dither=Image.Dither.NONE)
        for picture in pictures
    ]
    durations_ms = [STEP_MS] * (len(frames) - 1) + [LAST_MS]
    buffer = io.BytesIO()
    frames[0].save(
        buffer,
        format="GIF",
        save_all=True,
        append_images=frames[1:],
        duration=durations_ms,
        loop=0,
        optimize=False,  # it would give every picture a palette of its own
    )
    return buffer.getvalue()


def palette_image(background: tuple[int, int, int]) -> Image.Image:
    """Return a picture whose palette holds the tissues' colours, their smooth edges, and greys."""
    pure = [tissue.colour for tissue in MULTICLASS] + [(255, 255, 255), background]
    mixed = [
        tuple(
            round(share * own + (1 - share) * other)
            for own, other in zip(colour, background, strict=True)
        )
        for colour in pure
        for share in MIXED
    ]
    greys = [(level, level, level) for level in np.linspace(0, IGNORE, GREYS).astype(int).tolist()]
    picture = Image.new("P", (1, 1))
    picture.putpalette([channel for colour in [*pure, *mixed, *greys] for channel in colour])
    return picture
