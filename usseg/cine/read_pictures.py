"""Read a folder or a zip of single pictures, in the order in which a person counts."""

import re
import tempfile
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from usseg.cine.clip import Clip, Shot, check_count, shot_of
from usseg.cine.zip_size import check_directory
from usseg.errors import InputError
from usseg.image.limits import MAX_FILE_BYTES, decoding, shown_name
from usseg.image.read import read_frame

PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif", ".dcm", ".dicom")
DICOM = (".dcm", ".dicom")
OF_THE_SYSTEM = "__MACOSX"  # what macOS adds to zips of its own
ENCRYPTED = 0x1
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
CHUNK = 2**20


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


def check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse a zip whose pictures cannot or should not be unpacked.

    Raises:
        InputError: One is encrypted, packed in a rare way, too large, or leads out of a folder.
    """
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        shown = shown_name(Path(entry.filename))
        if ".." in parts or parts[:1] == ("/",) or ":" in parts[0]:
            fault = f"holds {shown!r} under a path that leads out of a folder"
        elif entry.flag_bits & ENCRYPTED:
            fault = "is encrypted"
        elif entry.compress_type not in PACKINGS:
            fault = f"packs {shown!r} in a way that is not supported"
        elif entry.file_size > MAX_FILE_BYTES:
            fault = f"holds {shown!r}, which unpacks to {entry.file_size / 2**20:.0f} MB"
        else:
            continue
        raise InputError(f"{name} {fault}. Pack plain images into a zip without a password.")


def read_zip(path: Path, name: str) -> Clip:
    """Return the clip of a zip's pictures, in the natural order of their paths.

    They are unpacked one at a time under a name of our own, never under the one in the zip.

    Raises:
        InputError: It is damaged or encrypted, or holds no picture or too many.
    """
    with decoding("zip", name, zipfile.BadZipFile, NotImplementedError):
        check_directory(path, name)
        with zipfile.ZipFile(path) as archive:
            entries = [each for each in archive.infolist() if is_picture(each.filename)]
    check_found([each.filename for each in entries], name)
    check_entries(entries, name)
    entries.sort(key=lambda each: natural_key(each.filename))

    def shots() -> Iterator[Shot]:
        with (
            tempfile.TemporaryDirectory(prefix="usseg-") as folder,
            zipfile.ZipFile(path) as archive,
        ):
            for index, entry in enumerate(entries):
                file = Path(folder) / f"frame-{index}{PurePosixPath(entry.filename).suffix}"
                unpack(archive, entry, file, name)
                yield shot_of(index, None, partial(read_frame, file))
                file.unlink()

    return Clip(
        path, name, "zip", shots, len(entries), is_dicom=any_dicom([e.filename for e in entries])
    )


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: Path, name: str) -> None:
    """Unpack one picture, no matter what size the zip claims for it.

    Raises:
        InputError: It is damaged, or larger than any picture.
    """
    written = 0
    with (
        decoding("zip", name, zipfile.BadZipFile, NotImplementedError),
        archive.open(entry) as packed,
        file.open("wb") as plain,
    ):
        while chunk := packed.read(CHUNK):
            written += len(chunk)
            if written > MAX_FILE_BYTES:
                raise ValueError("It unpacks to more than a picture may have.")
            plain.write(chunk)
