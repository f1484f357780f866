"""Read multi-page TIFF files, page by page. A page tells no time."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import tifffile

from usseg.cine.clip import MAX_FRAMES, Clip, Shot, check_count, shot_of_samples
from usseg.image.grey import turn
from usseg.image.limits import decoding
from usseg.image.raster import UPRIGHT
from usseg.image.tiff import ORIENTATION, samples_of
from usseg.image.tiff_chain import check_chain
from usseg.image.tiff_layout import check_layout, check_segments


def pages_of(file: tifffile.TiffFile) -> Iterator[tifffile.TiffPage]:
    """Yield the pages of a file one at a time; none of them is kept.

    Raises:
        ValueError: A page follows itself.
    """
    seen = set()
    for index in range(MAX_FRAMES + 1):
        try:
            page = cast(tifffile.TiffPage, file.pages[index])
        except IndexError:
            return
        if page.offset in seen:
            raise ValueError("A page follows itself.")
        seen.add(page.offset)
        yield page


def count_pages(path: Path, name: str) -> int:
    """Count the pages of a file by walking its chain, without decoding."""
    with decoding("TIFF", name), tifffile.TiffFile(path) as file:
        return sum(1 for _ in pages_of(file))


def read_tiff_clip(path: Path, name: str) -> Clip:
    """Return the clip of a TIFF file of one or more pages.

    Raises:
        InputError: It is damaged, or has no page or too many.
    """
    total = count_pages(path, name)
    check_count(total, name)

    def shots() -> Iterator[Shot]:
        with decoding("TIFF", name), tifffile.TiffFile(path) as file:
            page = None
            for index, page in enumerate(pages_of(file)):
                check_layout(page, name)
                check_segments(page)
                samples, white = samples_of(page, name)
                upright = turn(samples, int(page.tags.valueof(ORIENTATION, default=UPRIGHT)))
                yield shot_of_samples(index, None, upright, name, white)
            if page is not None:
                check_chain(file, page)  # after what could be read: that is kept

    return Clip(path, name, "TIFF", shots, total)
