"""Decode TIFF files: 1 to 16 bits and unit-range floats, grey, colour, palette."""

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import tifffile

from usseg.image.grey import make_frame, turn
from usseg.image.limits import decoding
from usseg.image.raster import SEVERAL, UPRIGHT
from usseg.image.samples import samples_from_array
from usseg.image.tiff_layout import MIN_IS_WHITE, PALETTE, check_layout, check_segments
from usseg.image.tiff_scale import tiff_offer
from usseg.types import Frame

STRAIGHT = 2  # value of the ExtraSamples tag
ORIENTATION = 274
SIDEWAYS = (5, 6, 7, 8)  # its values that swap rows and columns

# It logs each oddity of a damaged file under the file's name; our own sentence says what matters.
logging.getLogger("tifffile").disabled = True


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
    samples = page.asarray(maxworkers=1)
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


def has_second_page(file: tifffile.TiffFile) -> bool:
    """Tell whether a second page follows, without walking a chain that may have millions."""
    try:
        file.pages[1]
    except IndexError:
        return False
    return True


def read_tiff(path: Path, name: str) -> Frame:
    """Read the first page of a TIFF file: upright, in grey, of unknown spacing.

    Its resolution tags are at most offered: they describe paper, and most programs write a default.

    Raises:
        InputError: It is damaged, of an unsupported kind, too large, too small or constant.
    """
    with decoding("TIFF", name), tifffile.TiffFile(path) as file:
        page = file.pages.first
        check_layout(page, name)
        check_segments(page)
        samples, white = samples_of(page, name)
        orientation = int(page.tags.valueof(ORIENTATION, default=UPRIGHT))
        warnings = (SEVERAL,) if has_second_page(file) else ()
        offers = tiff_offer(page, turned=orientation in SIDEWAYS)
    return replace(make_frame(turn(samples, orientation), name, white, warnings), offers=offers)
