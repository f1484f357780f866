"""Decode TIFF files: 1 to 16 bits and unit-range floats, grey, colour, palette."""

import logging
from pathlib import Path

import numpy as np
import tifffile

from usseg.errors import InputError
from usseg.image.codestream import jpeg_shape
from usseg.image.grey import make_frame, turn
from usseg.image.limits import check_size, decoding
from usseg.image.raster import SEVERAL, UPRIGHT
from usseg.image.samples import samples_from_array
from usseg.types import Frame

MIN_IS_WHITE, MIN_IS_BLACK, RGB, PALETTE, YCBCR = 0, 1, 2, 3, 6
JPEG = 7
# None, LZW, JPEG, deflate (two numbers), PackBits: what scanners and image tools write. The many
# rarer decoders behind tifffile stay out of reach of uploaded bytes.
COMPRESSIONS = {1, 5, JPEG, 8, 32946, 32773}
PREMULTIPLIED, STRAIGHT = 1, 2  # values of the ExtraSamples tag that mean alpha
ORIENTATION = 274
MAX_SAMPLES = 4

# It logs each oddity of a damaged file under the file's name; our own sentence says what matters.
logging.getLogger("tifffile").disabled = True


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
    if page.is_tiled:
        check_size(max(page.tilelength, 16), max(page.tilewidth, 16), f"A tile of {name}")
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


def check_segments(page: tifffile.TiffPage) -> None:
    """Refuse strips or tiles that are missing, reach beyond the file, or hold a larger JPEG inside.

    Raises:
        ValueError: One of them does.
    """
    handle = page.parent.filehandle
    limit = (
        page.tilelength * page.tilewidth if page.is_tiled else page.imagelength * page.imagewidth
    )
    if not page.dataoffsets or len(page.dataoffsets) != len(page.databytecounts):
        raise ValueError("The image has no strips.")
    for start, size in zip(page.dataoffsets, page.databytecounts, strict=True):
        if start <= 0 or size <= 0 or start + size > handle.size:
            raise ValueError("A strip lies outside the file.")
        if page.compression == JPEG:
            handle.seek(start)
            rows, cols, _ = jpeg_shape(handle.read(size))
            if rows * cols > limit:
                raise ValueError("A JPEG strip is larger than the image.")


def apply_palette(indices: np.ndarray, colormap: np.ndarray) -> np.ndarray:
    """Look indices (rows, cols) up in a TIFF colour map (3, entries) of 16 bits: uint8 colour."""
    eight_bit = colormap >> 8 if colormap.max() > 255 else colormap
    return np.moveaxis(eight_bit.astype(np.uint8)[:, indices], 0, -1)


def drop_or_keep_alpha(samples: np.ndarray, extra: tuple[int, ...]) -> np.ndarray:
    """Keep the extra sample only where it is straight alpha: premultiplied is on black already."""
    if not extra or samples.ndim == 2 or extra[0] == STRAIGHT:
        return samples
    return samples[..., : -len(extra)]


def widen(samples: np.ndarray, bits: int) -> tuple[np.ndarray, int | None]:
    """Spread fewer than 8 bits over 8; return the samples and their white, None where it is open."""
    if samples.dtype == bool:
        return samples * np.uint8(255), 255
    white = 2**bits - 1
    if bits < 8:
        return (samples.astype(np.uint16) * 255 // white).astype(np.uint8), 255
    return samples, white if 8 < bits < 16 else None


def samples_of(page: tifffile.TiffPage, name: str) -> tuple[np.ndarray, int | None]:
    """Decode a page: uint8 or uint16 samples, and the value that means white where the file says it.

    Raises:
        InputError: The stored numbers are neither 1 to 16 bits nor floats in 0 to 1.
    """
    samples = page.asarray()
    if page.axes.startswith("S"):
        samples = np.moveaxis(samples, 0, -1)
    samples = drop_or_keep_alpha(samples, tuple(int(kind) for kind in page.extrasamples))
    if page.photometric == PALETTE:
        if page.colormap is None:
            raise ValueError("The palette is missing.")
        return apply_palette(samples, page.colormap), 255
    if samples.dtype not in (bool, np.uint8, np.uint16):
        return samples_from_array(samples, name)
    samples, white = widen(samples, int(page.bitspersample))
    if page.photometric == MIN_IS_WHITE:
        colours = samples if samples.ndim == 2 else samples[..., 0]
        full = white or np.iinfo(samples.dtype).max
        colours[...] = full - colours
    return samples, white


def read_tiff(path: Path, name: str) -> Frame:
    """Read the first page of a TIFF file: upright, in grey, of unknown spacing.

    Its resolution tags are not used: they describe paper, and most programs write a default.

    Raises:
        InputError: It is damaged, of an unsupported kind, too large, too small or constant.
    """
    with decoding("TIFF", name), tifffile.TiffFile(path) as file:
        page = file.pages.first
        check_layout(page, name)
        check_segments(page)
        samples, white = samples_of(page, name)
        orientation = int(page.tags.valueof(ORIENTATION, default=UPRIGHT))
        warnings = (SEVERAL,) if len(file.pages) > 1 else ()
    return make_frame(turn(samples, orientation), name, white, warnings)
