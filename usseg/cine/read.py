"""File or folder to clip: the only door through which frames over time enter."""

from pathlib import Path

from usseg.cine.clip import MAX_CLIP_BYTES, Clip
from usseg.cine.read_dicom import read_dicom_clip
from usseg.cine.read_gif import read_gif
from usseg.cine.read_pictures import read_folder
from usseg.cine.read_tiff import read_tiff_clip
from usseg.cine.read_video import read_video
from usseg.cine.read_zip import read_zip
from usseg.errors import InputError
from usseg.image.limits import check_file, shown_name, unreadable
from usseg.image.read import DICOM_PREAMBLE, DICOM_SIGNATURE, SIGNATURES

ACCEPTED = "MP4, MOV, AVI, MKV, GIF, DICOM, TIFF, a zip of images or a folder of images"
ATOMS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")  # what MP4 and MOV begin with
READERS = {
    "DICOM": read_dicom_clip,
    "GIF": read_gif,
    "TIFF": read_tiff_clip,
    "zip": read_zip,
    "folder": read_folder,
}


def kind_of_clip(path: Path, name: str) -> str:
    """Tell the format by the first bytes; the extension has no say.

    Raises:
        InputError: The bytes begin like none of the accepted formats.
    """
    if path.is_dir():
        return "folder"
    check_file(path, MAX_CLIP_BYTES)
    try:
        with path.open("rb") as file:
            start = file.read(DICOM_PREAMBLE + len(DICOM_SIGNATURE))
    except OSError:
        raise unreadable(name) from None
    signs = [
        (start[DICOM_PREAMBLE:] == DICOM_SIGNATURE, "DICOM"),
        (start.startswith((b"PK\3\4", b"PK\5\6")), "zip"),
        (start[4:8] in ATOMS, "MP4 or MOV"),
        (start.startswith(b"RIFF") and start[8:11] == b"AVI", "AVI"),
        (start.startswith(b"\x1a\x45\xdf\xa3"), "MKV"),
        *((start.startswith(sign), kind) for sign, kind in SIGNATURES if kind in READERS),
    ]
    for fits, kind in signs:
        if fits:
            return kind
    raise InputError(
        f"{name} is not a clip in a format that can be read: by its content it is none of "
        f"{ACCEPTED}. Convert it to MP4, or use `segment` for a single image."
    )


def read_clip(path: str | Path) -> Clip:
    """Open a clip: MP4, MOV, AVI, MKV, GIF, DICOM, TIFF, a zip or a folder of images.

    Nothing is decoded yet: `Clip.shots` reads frame after frame, as often as it is called.

    Args:
        path: The file or folder. Its content decides the format.

    Raises:
        InputError: It is missing, no clip, damaged, too large, or holds no frame or too many.
    """
    path = Path(path)
    name = shown_name(path)
    kind = kind_of_clip(path, name)
    if kind in READERS:
        return READERS[kind](path, name)
    return read_video(path, kind, name)
