"""Which of ITK's formats a file has, and what its header says that ITK itself keeps silent about."""

import gzip
import re
import zlib
from pathlib import Path

from usseg.errors import InputError

NIFTI, NRRD, META = "NIfTI", "NRRD", "MetaImage"
NIFTI_MAGIC, NIFTI_AT, NIFTI_HEADER = b"n+1\0", 344, 348
NIFTI_VOXELS_AT = 352  # or later
CHUNK = 2**22
# The last field of a MetaImage header. It begins a line: in a comment it says nothing.
LAST_FIELD = re.compile(
    rb"^[ \t]*ElementDataFile[ \t]*[=:][ \t]*([^\r\n]*?)[ \t\r]*$", re.MULTILINE
)
GZIP_MAGIC = b"\x1f\x8b"
MOST_HEADER = 16 * 2**20  # bytes; the header of a long tracked sweep has some


def itk_kind(path: Path) -> str | None:
    """Tell by its first bytes which of the three formats a file has; None for another one."""
    try:
        with path.open("rb") as file:
            start = file.read(NIFTI_HEADER)
        if start[:2] == GZIP_MAGIC:
            with gzip.open(path) as unpacked:
                start = unpacked.read(NIFTI_HEADER)
    except (OSError, EOFError, zlib.error):
        return None
    if start[NIFTI_AT:NIFTI_HEADER] == NIFTI_MAGIC:
        return NIFTI
    if start.startswith(b"NRRD"):
        return NRRD
    return META if start.lstrip().startswith((b"ObjectType", b"NDims")) else None


def header_text(path: Path, kind: str) -> str:
    """Return the header of a NRRD or MetaImage file as text; nothing of a NIfTI file.

    Raises:
        InputError: The pixels lie in another file.
    """
    if kind == NIFTI:
        return ""
    with path.open("rb") as file:
        start = file.read(MOST_HEADER)
    if kind == NRRD:
        text = start.partition(b"\n\n")[0].decode("latin-1")
        apart = any(line.lower().startswith(("data file", "datafile")) for line in text.split("\n"))
    else:
        last = LAST_FIELD.search(start)
        text = start[: last.start() if last else len(start)].decode("latin-1")
        apart = last is None or last[1].upper() != b"LOCAL"
    if apart:
        raise InputError(
            "The header names another file for its pixels, or none. Header and pixels in one file "
            "were expected: save the volume as .nrrd or .mha."
        )
    return text


def says_spacing(kind: str, text: str) -> bool:
    """Tell whether a header says how large a voxel is: ITK takes 1 mm where it does not."""
    if kind == NIFTI:
        return True
    names = (
        ("spacings:", "space directions:") if kind == NRRD else ("ElementSpacing", "ElementSize")
    )
    return any(line.startswith(names) for line in text.split("\n"))


def check_complete(path: Path, kind: str, voxel_bytes: int) -> None:
    """Refuse a NIfTI file that ends before its voxels do: ITK would fill in black.

    Args:
        path: The file.
        kind: Its format; of the others ITK sees it.
        voxel_bytes: How many bytes the voxels take, by the header.

    Raises:
        ValueError: It is cut off.
        EOFError: It is compressed and cut off.
    """
    if kind != NIFTI:
        return
    with path.open("rb") as file:
        packed = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    left = NIFTI_VOXELS_AT + voxel_bytes
    with gzip.open(path) if packed else path.open("rb") as stream:
        while left > 0:
            part = stream.read(min(CHUNK, left))
            if not part:
                raise ValueError("The file ends before its voxels do.")
            left -= len(part)
