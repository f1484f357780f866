"""Read a zip of single pictures, in the order in which a person counts."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath

from usseg.cine.clip import Clip, Shot, shot_of
from usseg.cine.read_pictures import any_dicom, check_found, is_picture, natural_key
from usseg.cine.zip_size import check_directory
from usseg.errors import InputError
from usseg.image.limits import MAX_FILE_BYTES, decoding, shown_name
from usseg.image.read import read_frame

ENCRYPTED = 0x1
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
CHUNK = 2**20


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
                with named(file.name, shown_name(Path(entry.filename))):
                    shot = shot_of(index, None, partial(read_frame, file))
                yield shot
                file.unlink()

    return Clip(
        path, name, "zip", shots, len(entries), is_dicom=any_dicom([e.filename for e in entries])
    )


@contextmanager
def named(ours: str, theirs: str) -> Iterator[None]:
    """Let messages call a picture as it is called in the zip, not as it was unpacked.

    Raises:
        InputError: What the block raised, with the other name.
    """
    try:
        yield
    except InputError as error:
        raise InputError(str(error).replace(ours, theirs, 1)) from None


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
