"""Read a folder of single pictures, in the order in which a person counts."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from usseg.cine.clip import Clip, Shot, check_count, shot_of
from usseg.errors import InputError
from usseg.image.read import read_frame

PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif", ".dcm", ".dicom")
DICOM = (".dcm", ".dicom")
OF_THE_SYSTEM = "__MACOSX"  # what macOS adds to zips of its own


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Return what sorts names as a person counts: frame 2 before frame 10.

    >>> sorted(["f10.png", "f2.png"], key=natural_key)
    ['f2.png', 'f10.png']
    """
    parts = re.split(r"([0-9]+)", name.casefold())
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part]


def is_picture(name: str) -> bool:
    """Tell whether a name is that of a picture, neither hidden nor of the system."""
    path = PurePosixPath(name)
    hidden = path.name.startswith(".") or OF_THE_SYSTEM in path.parts
    return path.suffix.lower() in PICTURES and not hidden


def check_found(names: list[str], name: str) -> None:
    """Refuse a folder or a zip without pictures, or with too many.

    Raises:
        InputError: It is one.
    """
    if not names:
        raise InputError(
            f"{name} holds no images. Frames as PNG, JPEG, TIFF, BMP or DICOM were expected, named "
            f"in the order in which they were taken, such as 001.png."
        )
    check_count(len(names), name)


def read_folder(path: Path, name: str) -> Clip:
    """Return the clip of a folder's pictures; folders inside it are not searched.

    Raises:
        InputError: There is none, there are too many, or the folder cannot be read.
    """
    try:
        names = [file.name for file in path.iterdir() if is_picture(file.name) and file.is_file()]
    except OSError:
        raise InputError(f"The folder {name} cannot be read. Check its permissions.") from None
    check_found(names, name)
    names.sort(key=natural_key)

    def shots() -> Iterator[Shot]:
        for index, each in enumerate(names):
            yield shot_of(index, None, partial(read_frame, path / each))

    return Clip(path, name, "folder of images", shots, len(names), is_dicom=any_dicom(names))


def any_dicom(names: list[str]) -> bool:
    """Tell whether a scanner may have written names into one of some pictures."""
    return any(name.lower().endswith(DICOM) for name in names)
