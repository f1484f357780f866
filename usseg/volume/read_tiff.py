"""Frames of multi-page TIFF files; where they lay has to be given."""

from pathlib import Path
from typing import cast

import numpy as np
import tifffile

from usseg.errors import InputError
from usseg.image.grey import to_grey, white_of
from usseg.image.limits import decoding
from usseg.image.tiff import samples_of
from usseg.image.tiff_chain import check_chain
from usseg.image.tiff_layout import check_layout, check_segments
from usseg.volume.sweep import MOST_FRAMES, Pictures, check_count


def read_tiff_pages(path: Path, name: str) -> Pictures:
    """Read the pages of a TIFF file as frames.

    Raises:
        InputError: Pages differ in size, or one is damaged or of an unsupported kind.
    """
    with decoding("TIFF", name), tifffile.TiffFile(path) as file:
        first = file.pages.first
        check_layout(first, name)
        count = page_count(file)
        if count <= MOST_FRAMES:
            check_chain(file, cast(tifffile.TiffPage, file.pages[count - 1]))
        check_count(count, first.imagelength, first.imagewidth, name)
        frames, whites = [], []
        for index in range(count):
            page = cast(tifffile.TiffPage, file.pages[index])
            check_same_size((page.imagelength, page.imagewidth), first.shape[:2], index, name)
            check_layout(page, name)
            check_segments(page)
            samples, white = samples_of(page, name)
            frames.append(to_grey(samples))
            whites.append(white)
        return joined(frames, whites[0])


def page_count(file: tifffile.TiffFile) -> int:
    """Count the pages, without walking a chain of more than can be used."""
    for index in range(MOST_FRAMES + 1):
        try:
            file.pages[index]
        except IndexError:
            return index
    return MOST_FRAMES + 1


def check_same_size(size: tuple[int, ...], first: tuple[int, ...], index: int, name: str) -> None:
    """Refuse a file whose frames change their size.

    Raises:
        InputError: This frame has another size than the first.
    """
    if tuple(size) != tuple(first):
        raise InputError(
            f"{name} changes its frame size: frame {index} has {size[0]} x {size[1]} pixels, the first "
            f"{first[0]} x {first[1]}. Frames of one size were expected: export one series."
        )


def joined(frames: list[np.ndarray], white: int | None) -> Pictures:
    """Return frames of one size and type as pictures of unknown scale."""
    pixels = np.stack(frames)
    words: tuple[str, ...] = ()
    if white is None:
        white, words = white_of(pixels)
    return Pictures(pixels, white, warnings=words)
