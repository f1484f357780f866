"""Refuse, before anything is decoded, TIFF pages that are no ultrasound image or not safe."""

import math

import tifffile

from usseg.errors import InputError
from usseg.image.codestream import check_scans, jpeg_shape
from usseg.image.limits import MAX_PIXELS, check_size

MIN_IS_WHITE, MIN_IS_BLACK, RGB, PALETTE, YCBCR = 0, 1, 2, 3, 6
JPEG = 7
# None, LZW, JPEG, deflate (two numbers), PackBits: what scanners and image tools write. The many
# rarer decoders behind tifffile stay out of reach of uploaded bytes.
COMPRESSIONS = {1, 5, JPEG, 8, 32946, 32773}
MAX_SAMPLES = 4
MAX_SEGMENTS = 65536  # strips or tiles; each costs time, even an empty one
MAX_COVER = 2 * MAX_PIXELS  # pixels of all tiles together, which overhang the image


def check_tags(page: tifffile.TiffPage) -> None:
    """Refuse a page whose sizes are no whole numbers: in a damaged file any tag may hold anything.

    Raises:
        ValueError: One of them is not.
    """
    sizes = (page.imagelength, page.imagewidth, page.imagedepth, page.samplesperpixel)
    tile = (page.tilelength, page.tilewidth) if page.is_tiled else ()
    if not all(isinstance(size, int) and size > 0 for size in (*sizes, *tile)):
        raise ValueError("A size is no positive whole number.")


def check_layout(page: tifffile.TiffPage, name: str) -> None:
    """Refuse, before decoding, what cannot be an ultrasound image or could exhaust the memory.

    Raises:
        InputError: Its size, compression or kind of colour is not accepted.
    """
    check_tags(page)
    check_size(page.imagelength, page.imagewidth, name)
    plain = page.photometric in (MIN_IS_WHITE, MIN_IS_BLACK, RGB, PALETTE)
    converted = page.photometric == YCBCR and page.compression == JPEG
    if page.compression not in COMPRESSIONS or not (plain or converted):
        raise InputError(
            f"{name} uses a TIFF compression or colour space that is not supported. Grey, RGB or "
            f"palette was expected, stored plain or as LZW, deflate, PackBits or JPEG. "
            f"Save it as PNG."
        )
    if page.imagedepth != 1 or page.samplesperpixel > MAX_SAMPLES:
        raise InputError(
            f"{name} has {page.samplesperpixel} samples per pixel in {page.imagedepth} layers; "
            f"1 to {MAX_SAMPLES} in one layer were expected. Save the one image as PNG."
        )


def segment_shape(page: tifffile.TiffPage) -> tuple[int, int]:
    """Return (rows, cols) of a tile or of a full strip."""
    if page.is_tiled:
        return page.tilelength, page.tilewidth
    return min(page.rowsperstrip, page.imagelength), page.imagewidth


def check_segments(page: tifffile.TiffPage) -> None:
    """Refuse strips or tiles that are too many, missing, outside the file, or hold a larger JPEG.

    Raises:
        ValueError: Some are.
    """
    handle = page.parent.filehandle
    rows, cols = segment_shape(page)
    cover = math.ceil(page.imagelength / rows) * rows * math.ceil(page.imagewidth / cols) * cols
    if cover > MAX_COVER or not 0 < len(page.dataoffsets) <= MAX_SEGMENTS:
        raise ValueError("There are no strips, or too many, or too large ones.")
    if len(page.dataoffsets) < math.prod(page.chunked):
        raise ValueError(
            "There are fewer strips than the picture needs."
        )  # else noise fills the rest
    for start, size in zip(page.dataoffsets, page.databytecounts, strict=True):
        if start <= 0 or size <= 0 or start + size > handle.size:
            raise ValueError("A strip lies outside the file.")
        if page.compression == JPEG:
            handle.seek(start)
            stream = handle.read(size)
            check_scans(stream)
            jpeg_rows, jpeg_cols, _ = jpeg_shape(stream)
            if jpeg_rows > rows or jpeg_cols > cols:
                raise ValueError("A JPEG strip is larger than the header says.")
