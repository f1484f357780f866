"""Decode the PNG that holds a ground truth to its label values."""

from pathlib import Path

import numpy as np
from PIL import Image

from usseg.errors import InputError
from usseg.image.grey import turn
from usseg.image.limits import decoding, shown_name
from usseg.image.raster import open_checked, orientation_of, png_depth
from usseg.image.truth_volume import LabelMap
from usseg.tissues import IGNORE, MULTICLASS

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
FORMAT = "an 8-bit PNG of one channel that holds label values"
COLOURS = {tissue.colour: tissue.label for tissue in MULTICLASS}
TOLERANCE = 8  # levels of each channel; the tissues' own colours differ by more than 60
IGNORE_COLOUR = (255, 255, 255)  # white says nothing; no tissue has it


def labels_of_colours(colour: np.ndarray, name: str) -> np.ndarray:
    """Turn uint8 colour (rows, cols, 3) in the tissues' own colours to labels (rows, cols).

    A colour that is off by up to `TOLERANCE` counts as the one it is near to: colour management
    changes colours by a few levels. Smoothed borders are farther off and are refused.

    Raises:
        InputError: Some pixel has a colour of no tissue.
    """
    labels = np.zeros(colour.shape[:2], dtype=np.uint8)
    known = np.zeros(colour.shape[:2], dtype=bool)
    for rgb, label in (*COLOURS.items(), (IGNORE_COLOUR, IGNORE)):
        here = np.ones(colour.shape[:2], dtype=bool)
        for channel, level in enumerate(rgb):
            here &= colour[..., channel] >= max(level - TOLERANCE, 0)
            here &= colour[..., channel] <= min(level + TOLERANCE, 255)
        labels[here] = label
        known |= here
    if not known.all():
        red, green, blue = (int(value) for value in colour[~known][0])
        raise InputError(
            f"{name} has the colour ({red}, {green}, {blue}), which no tissue has. Expected: {FORMAT}, "
            f"or the tissues' own colours and white for unknown. Save it without smoothing, as PNG."
        )
    return labels


def palette_in_our_colours(image: Image.Image) -> bool:
    """Tell whether every colour that a palette picture uses is one of the tissues'.

    A paint program that saves our colours as a palette sorts them anew: then the colours count.
    """
    used = {colour for _, colour in image.convert("RGB").getcolors(256) or ()}
    return len(used) > 1 and used <= {*COLOURS, IGNORE_COLOUR}


def labels_of_image(image: Image.Image, depth: int, name: str) -> LabelMap:
    """Return the labels a PNG holds: uint8, shape (rows, cols).

    Raises:
        InputError: It has 16 bits, transparency, or colours of no tissue.
    """
    image.load()
    # Paint programs save opaque pictures so too.
    opaque = image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255)
    if image.mode == "RGB" or opaque or (image.mode == "P" and palette_in_our_colours(image)):
        return LabelMap(labels_of_colours(np.asarray(image.convert("RGB")), name), named=True)
    if image.mode == "1" or (image.mode == "L" and depth < 8):
        brightest = 1 if image.mode == "1" else 255 // (2**depth - 1)  # Pillow spreads 2 and 4 bits
        return LabelMap(np.asarray(image).astype(np.uint8) // np.uint8(brightest), named=False)
    if image.mode in ("L", "P"):
        return LabelMap(np.asarray(image), named=False)
    raise InputError(
        f"{name} is a PNG with 16 bits or transparency. Expected: {FORMAT}. Save it as such."
    )


def read_png(path: Path) -> LabelMap:
    """Read the labels of an index PNG, a palette PNG, or an RGB PNG in the tissues' colours.

    Returns:
        uint8, shape (rows, cols), upright; the values are not checked against any model.

    Raises:
        InputError: It is no such PNG.
    """
    name = shown_name(path)
    with decoding("PNG", name), open_checked(path, "PNG", name) as image:
        labels, named = labels_of_image(image, png_depth(path), name)
        return LabelMap(turn(labels, orientation_of(image)), named)
