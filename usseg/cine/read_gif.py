"""Read animated GIF files, one frame at a time."""

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from usseg.cine.clip import MAX_FRAMES, UNKNOWN, Clip, Shot, check_count, shot_of_samples
from usseg.image.limits import check_size, decoding
from usseg.image.raster import open_checked, samples_of

HEADER = 13  # bytes of signature and screen
COLOURS_FOLLOW = 0x80  # flag that a colour table follows
EXTENSION, PICTURE, END = 0x21, 0x2C, 0x3B
CONTROL = 0xF9  # the extension that holds the delay
HUNDREDTH_S = 0.01
DELAYS = "GIF delays"


def table_bytes(flags: int) -> int:
    """Return the length of the colour table that some flags announce."""
    return 3 << ((flags & 7) + 1) if flags & COLOURS_FOLLOW else 0


def skip_blocks(file: BinaryIO) -> bytes:
    """Read a chain of sub-blocks to its end; return the first."""
    first = b""
    while size := file.read(1)[0]:
        block = file.read(size)
        first = first or block
    return first


def skip_picture(file: BinaryIO, screen: tuple[int, int]) -> None:
    """Pass over a frame.

    Raises:
        ValueError: It reaches beyond the screen (width, height).
    """
    place = file.read(9)
    left, top, width, height = (int.from_bytes(place[i : i + 2], "little") for i in (0, 2, 4, 6))
    if left + width > screen[0] or top + height > screen[1]:
        raise ValueError("A frame reaches beyond the screen.")
    file.seek(table_bytes(place[8]) + 1, 1)
    skip_blocks(file)


def delays_of(file: BinaryIO, name: str) -> list[int]:
    """Walk the blocks of a GIF without decoding, and return each frame's delay in 1/100 s.

    Args:
        file: Open at its first byte.
        name: What messages call it.

    Returns:
        One number per frame; 0 where the file says nothing.

    Raises:
        ValueError, IndexError: It is damaged, or a frame reaches beyond the screen.
        InputError: It has too many frames.

    Source:
        CompuServe, Graphics Interchange Format version 89a (1990), sections 17 to 27.
    """
    header = file.read(HEADER)
    screen = int.from_bytes(header[6:8], "little"), int.from_bytes(header[8:10], "little")
    file.seek(table_bytes(header[10]), 1)
    delays, delay = [], 0
    while (mark := file.read(1)[0]) != END:
        if mark == EXTENSION:
            label, content = file.read(1)[0], skip_blocks(file)
            delay = int.from_bytes(content[1:3], "little") if label == CONTROL else delay
        elif mark == PICTURE:
            skip_picture(file, screen)
            delays.append(delay)
            delay = 0
        else:
            raise ValueError("There is no block where one was expected.")
        if len(delays) > MAX_FRAMES:
            break
    check_count(len(delays), name)
    return delays


def read_gif(path: Path, name: str) -> Clip:
    """Return the clip of an animated GIF; its times are its delays, if each frame has one.

    Raises:
        InputError: It is damaged, too large, or has no frame or too many.
    """
    with decoding("GIF", name), path.open("rb") as file:
        delays = delays_of(file, name)
    timed = all(delays[:-1]) and len(delays) > 1
    starts = list(accumulate(delays[:-1], initial=0))

    def shots() -> Iterator[Shot]:
        with decoding("GIF", name), open_checked(path, "GIF", name) as image:
            for index, start in enumerate(starts):
                image.seek(index)
                check_size(image.height, image.width, name)
                time_s = start * HUNDREDTH_S if timed else None
                yield shot_of_samples(index, time_s, samples_of(image), name)

    return Clip(path, name, "GIF", shots, len(delays), DELAYS if timed else UNKNOWN)
