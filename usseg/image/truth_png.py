"""Decode the PNG that holds a ground truth to its label values."""

from pathlib import Path

import numpy as np
from PIL import Image

from usseg.errors import InputError
from usseg.image.grey import turn
from usseg.image.limits import check_file, decoding, shown_name, unreadable
from usseg.image.raster import open_checked, orientation_of, png_depth
from usseg.tissues import IGNORE, MULTICLASS

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
FORMAT = "an 8-bit PNG of one channel that holds label values"
COLOURS = {tissue.colour: tissue.label for tissue in MULTICLASS}
IGNORE_COLOUR = (255, 255, 255)  # white says nothing; no tissue has it


def labels_of_colours(colour: np.ndarray, name: str) -> np.ndarray:
    """Turn uint8 colour (rows, cols, 3) in the tissues' own colours to labels (rows, cols).

    Raises:
        InputError: Some pixel has a colour of no tissue.
    """
    labels = np.zeros(colour.shape[:2], dtype=np.uint8)
    known = np.zeros(colour.shape[:2], dtype=bool)
    for rgb, label in (*COLOURS.items(), (IGNORE_COLOUR, IGNORE)):
        here = (colour == np.array(rgb, dtype=np.uint8)).all(axis=2)
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


def labels_of_image(image: Image.Image, depth: int, name: str) -> np.ndarray:
    """Return the label values a PNG holds, uint8, shape (rows, cols).

    Raises:
        InputError: It has 16 bits, transparency, or colours of no tissue.
    """
    image.load()
    if image.mode == "RGB" or (image.mode == "P" and palette_in_our_colours(image)):
        return labels_of_colours(np.asarray(image.convert("RGB")), name)
    if image.mode == "P":
        return np.asarray(image)
    if image.mode == "1" or (image.mode == "L" and depth < 8):
        brightest = 1 if image.mode == "1" else 255 // (2**depth - 1)  # Pillow spreads 2 and 4 bits
        return np.asarray(image).astype(np.uint8) // np.uint8(brightest)
    if image.mode == "L":
        return np.asarray(image)
    raise InputError(
        f"{name} is a PNG with 16 bits or transparency. Expected: {FORMAT}. Save it as such."
    )


def read_label_png(path: Path) -> np.ndarray:
    """Read the label values of an index PNG, a palette PNG, or an RGB PNG in the tissues' colours.

    Returns:
        uint8, shape (rows, cols), upright; the values are not checked against any model.

    Raises:
        InputError: It is no such PNG.
    """
    name = shown_name(path)
    check_file(path)
    try:
        with path.open("rb") as file:
            start = file.read(len(PNG_SIGNATURE))
    except OSError:
        raise unreadable(name) from None
    if start != PNG_SIGNATURE:
        raise InputError(f"{name} is not a PNG file. Expected: {FORMAT}. Save the truth as PNG.")
    with decoding("PNG", name), open_checked(path, "PNG", name) as image:
        labels = labels_of_image(image, png_depth(path), name)
        return turn(labels, orientation_of(image))
