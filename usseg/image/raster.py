"""Decode PNG, JPEG, BMP and GIF files."""

from pathlib import Path

import imagecodecs
import numpy as np
from PIL import Image

from usseg.errors import InputError
from usseg.image.codestream import check_scans
from usseg.image.grey import make_frame, turn
from usseg.image.limits import check_size, decoding
from usseg.types import Frame

ORIENTATION = 0x0112  # EXIF tag
UPRIGHT = 1
PNG_DEPTH_AT = 24  # offset of the bit depth in the IHDR chunk, which every PNG begins with
SEVERAL = "The file holds several frames; the first one was used."


def png_depth(path: Path) -> int:
    """Return the bits per sample of a PNG file."""
    with path.open("rb") as file:
        return file.read(PNG_DEPTH_AT + 1)[PNG_DEPTH_AT]


def orientation_of(image: Image.Image) -> int:
    """Return the EXIF orientation; damaged EXIF leaves the picture as it was stored."""
    try:
        return int(image.getexif().get(ORIENTATION, UPRIGHT))
    except (LookupError, OSError, SyntaxError, TypeError, ValueError):
        return UPRIGHT


def open_checked(path: Path, kind: str, name: str) -> Image.Image:
    """Open a picture without decoding it, and refuse it by the size in its header.

    Raises:
        InputError: It is too large or too small.
    """
    try:
        image = Image.open(path, formats=[kind])
    except Image.DecompressionBombError:
        raise InputError(
            f"{name} claims more pixels than any ultrasound image has. "
            f"Crop it to the ultrasound image or scale it down."
        ) from None
    check_size(image.height, image.width, name)
    return image


def samples_of(image: Image.Image) -> np.ndarray:
    """Decode a picture of 8 bits per sample: uint8, shape (rows, cols) or (rows, cols, 2 to 4)."""
    image.load()
    if image.mode in ("P", "PA"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    elif image.has_transparency_data and image.mode in ("1", "L", "RGB"):
        image = image.convert("RGBA")
    elif image.mode == "1":
        image = image.convert("L")
    elif image.mode not in ("L", "LA", "RGB", "RGBA"):  # CMYK and its kin, from JPEG
        image = image.convert("RGB")
    return np.asarray(image)


def read_raster(path: Path, kind: str, name: str) -> Frame:
    """Read one picture: the first frame, upright, in grey, of unknown spacing.

    Args:
        path: The file.
        kind: "PNG", "JPEG", "BMP" or "GIF", as its first bytes say.
        name: What messages call it.

    Raises:
        InputError: It is damaged, too large, too small or constant.
    """
    with decoding(kind, name), open_checked(path, kind, name) as image:
        if kind == "JPEG":
            check_scans(path.read_bytes())
        warnings = (SEVERAL,) if getattr(image, "is_animated", False) else ()
        if warnings:
            image.seek(0)
        samples = samples_of(image)
        if kind == "PNG" and png_depth(path) == 16:
            # Pillow drops the low byte of 16-bit colour; decoding above proved the file complete.
            samples = imagecodecs.png_decode(path.read_bytes())
        samples = turn(samples, orientation_of(image))
    return make_frame(samples, name, warnings=warnings)
