"""How large and how small a picture may be, and the one place where a decoder's error is translated."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from pydicom.errors import BytesLengthException, InvalidDicomError

from usseg.errors import InputError

MAX_PIXELS = 20_000_000  # rows times columns of the decoded frame
MAX_FILE_BYTES = 512 * 2**20
MIN_SIDE = 16  # pixels; the network sees nothing in less
NAME_LENGTH = 80  # characters of a file name that a message shows
ACCEPTED = "PNG, JPEG, TIFF, BMP, GIF or DICOM"

# What Pillow, tifffile, imagecodecs and pydicom were seen to raise on damaged files. Decoders of
# untrusted bytes have no narrower contract: a flipped bit can surface in any of their expressions.
DECODE_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    BytesLengthException,
    Image.DecompressionBombError,
    InvalidDicomError,
    struct.error,
    zlib.error,
)


def shown_name(path: Path) -> str:
    r"""Return the name of a file as a message may show it: no folder, no control character, not long.

    >>> shown_name(Path("/srv/upload/calf\n03.png"))
    'calf?03.png'
    """
    printable = "".join(char if char.isprintable() else "?" for char in path.name)
    return printable if len(printable) <= NAME_LENGTH else f"{printable[: NAME_LENGTH - 1]}…"


@contextmanager
def decoding(kind: str, name: str, *others: type[Exception]) -> Iterator[None]:
    """Turn whatever a decoder raises on damaged bytes into one sentence.

    The cause is dropped on purpose: it may quote a server path or a DICOM header's content.

    Args:
        kind: The format, in words.
        name: What messages call the file.
        others: Errors of a decoder's own, beside `DECODE_ERRORS`.

    Raises:
        InputError: Something in the block could not be decoded.
    """
    expected: tuple[type[Exception], ...] = (*DECODE_ERRORS, *others)
    try:
        yield
    except expected:
        raise InputError(
            f"{name} begins as a {kind} file but cannot be decoded: it is truncated or damaged. "
            f"A complete {kind} file is needed. Export or copy it again."
        ) from None


def check_size(rows: int, cols: int, name: str) -> None:
    """Refuse a picture by the size in its header, before anything is decoded.

    Raises:
        InputError: It has more than `MAX_PIXELS`, or a side shorter than `MIN_SIDE`.
    """
    if rows * cols > MAX_PIXELS:
        raise InputError(
            f"{name} has {rows} x {cols} pixels, that is {rows * cols / 1e6:.1f} megapixels; at most "
            f"{MAX_PIXELS // 10**6} are accepted. Crop it to the ultrasound image or scale it down."
        )
    if rows < MIN_SIDE or cols < MIN_SIDE:
        raise InputError(
            f"{name} has {rows} x {cols} pixels; an ultrasound image needs at least "
            f"{MIN_SIDE} x {MIN_SIDE}. Export it at its original size."
        )


def check_file(path: Path, most_bytes: int = MAX_FILE_BYTES) -> None:
    """Refuse what is not a regular file of a sensible size.

    Args:
        path: The file.
        most_bytes: Size up to which it is accepted.

    Raises:
        InputError: The file is missing, unreadable, a folder, a device, empty or huge.
    """
    name = shown_name(path)
    try:
        exists, regular = path.exists(), path.is_file()
        size = path.stat().st_size if regular else 0
    except (OSError, ValueError):  # a name too long, or with a null byte
        raise InputError(
            f"{name} cannot be opened. The path of an image file was expected. "
            f"Check its name and its permissions."
        ) from None
    if not exists:
        raise InputError(f"There is no file {name}. Check its name and its folder.")
    if not regular:
        raise InputError(f"{name} is not a file. Give one image file: {ACCEPTED}.")
    if size == 0:
        raise InputError(f"{name} is empty (0 bytes). A whole file was expected. Copy it again.")
    if size > most_bytes:
        raise InputError(
            f"{name} has {size / 2**20:.0f} MB; at most {most_bytes // 2**20} MB are accepted. "
            f"Export the one frame to be measured."
        )


def unreadable(name: str) -> InputError:
    """Return the error for a file that the operating system will not let us read."""
    return InputError(f"{name} cannot be read. Check that its permissions allow it.")
