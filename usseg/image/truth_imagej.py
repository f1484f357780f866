"""Read the outlines that ImageJ writes: one `.roi`, or a `.zip` of them from its ROI Manager."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from usseg.errors import InputError
from usseg.image.limits import decoding, shown_name
from usseg.image.tissue_names import label_of_name, shown_text
from usseg.image.truth_outlines import MOST_OUTLINES, paint
from usseg.image.truth_regions import Outline, ellipse, rectangle
from usseg.image.truth_volume import LabelMap

ROI_START = b"Iout"
ZIP_START = b"PK\x03\x04"
MOST_ZIP_BYTES = 8 * 2**20  # a list of names, too, has to fit into memory
MOST_ROI_BYTES = 2 * 2**20  # unpacked: an outline of 250,000 corners
MOST_UNPACKED_BYTES = 32 * 2**20  # of all outlines
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
OF_THE_SYSTEM = "__MACOSX/"  # what macOS adds to zips of its own
EXPECTED = "Areas were expected: polygon, freehand, traced, rectangle, oval, or several combined"


def read_imagej(path: Path, shape: tuple[int, int]) -> LabelMap:
    """Read ImageJ outlines, the name of each being its tissue; later ones cover earlier ones.

    A pixel belongs to an outline that holds its centre, as in ImageJ.

    Args:
        path: .roi or .zip.
        shape: (rows, cols) of the image.

    Raises:
        InputError: It is damaged or too large, or an outline is no area or names no tissue.
    """
    name = shown_name(path)
    with decoding("ImageJ", name, zipfile.BadZipFile):
        content = path.read_bytes()
        alone = content.startswith(ROI_START)
        files = [(path.stem, content)] if alone else rois_in_zip(content, name)
        outlines = [outline_of(roi, stem, name) for stem, roi in files]
        return LabelMap(paint(outlines, shape, name), named=True)


def rois_in_zip(content: bytes, name: str) -> list[tuple[str, bytes]]:
    """Unpack the outlines of a zip: name without suffix, and content.

    Raises:
        InputError: It is too large, holds something else, or unpacks to too much.
        zipfile.BadZipFile: It is damaged.
    """
    if len(content) > MOST_ZIP_BYTES:
        raise InputError(
            f"{name} has {len(content) / 2**20:.0f} MB; a zip of outlines may have up to "
            f"{MOST_ZIP_BYTES // 2**20}. Save the outlines of this image alone."
        )
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = [
            entry
            for entry in archive.infolist()
            if not entry.is_dir() and not entry.filename.startswith(OF_THE_SYSTEM)
        ]
        check_entries(entries, name)
        return [(Path(entry.filename).stem, unpacked(archive, entry, name)) for entry in entries]


def check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Raise InputError for a zip that holds something else than outlines, or claims too much."""
    strange = [entry.filename for entry in entries if not entry.filename.lower().endswith(".roi")]
    if strange or not entries or any(entry.compress_type not in PACKINGS for entry in entries):
        holds = (
            f"holds {shown_text(strange[0])!r}" if strange else "holds no .roi of a known packing"
        )
        raise InputError(
            f"{name} {holds}, but a zip of ImageJ outlines holds .roi files. "
            f"Save it from ImageJ's ROI Manager."
        )
    if len(entries) > MOST_OUTLINES or sum(e.file_size for e in entries) > MOST_UNPACKED_BYTES:
        raise InputError(
            f"{name} holds {len(entries)} outlines, or very large ones; at most {MOST_OUTLINES} and "
            f"{MOST_UNPACKED_BYTES // 2**20} MB are accepted. Save the outlines of this image alone."
        )


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """Unpack one outline, no matter what size the zip claims for it.

    Raises:
        InputError: It is larger than any drawn outline.
    """
    with archive.open(entry) as file:
        content = file.read(MOST_ROI_BYTES + 1)
    if len(content) > MOST_ROI_BYTES:
        raise InputError(
            f"{name}: {shown_text(entry.filename)!r} unpacks to more than {MOST_ROI_BYTES // 2**20} MB. "
            f"Draw that outline with fewer corners."
        )
    return content


def outline_of(content: bytes, stem: str, name: str) -> Outline:
    """Return the outline of one `.roi`, called what its name says, or what its file is called.

    Raises:
        InputError: It is no area.
        ValueError, LookupError, TypeError, struct.error: It is damaged.
    """
    import roifile

    roi = roifile.ImagejRoi.frombytes(content)
    meant = [word for word in (roi.name, stem) if label_of_name(word) is not None]
    called = meant[0] if meant else roi.name or stem
    kinds = roifile.ROI_TYPE
    areas = (kinds.POLYGON, kinds.FREEHAND, kinds.TRACED, kinds.RECT, kinds.OVAL)
    rounded = roi.roitype == kinds.RECT and not roi.composite and roi.rounded_rect_arc_size
    fitted = roi.options & roifile.ROI_OPTIONS.SPLINE_FIT
    written = roi.subtype in (roifile.ROI_SUBTYPE.TEXT, roifile.ROI_SUBTYPE.IMAGE)
    if roi.roitype not in areas or rounded or fitted or written:
        raise InputError(
            f"{name}: {shown_text(called)!r} is a line, a point, a text, or has rounded corners or a "
            f"fitted curve. {EXPECTED}. In ImageJ, Edit > Selection > Interpolate makes a polygon."
        )
    return Outline(called, rings_of(roi, name))


def rings_of(roi: Any, name: str) -> tuple[np.ndarray, ...]:
    """Return the rings of an area as (row, col) at pixel edges, which ImageJ's (x, y) are too.

    Raises:
        InputError: A combined outline has curved parts.
    """
    if roi.roitype.name in ("RECT", "OVAL") and not roi.composite:
        top, left, bottom, right = roi.top, roi.left, roi.bottom, roi.right
        if roi.subpixelrect:
            top, left = roi.yd, roi.xd
            bottom, right = top + roi.heightd, left + roi.widthd
        return ((rectangle if roi.roitype.name == "RECT" else ellipse)(top, left, bottom, right),)
    try:
        return tuple(ring[:, ::-1] for ring in roi.coordinates(multi=True))
    except NotImplementedError:
        raise InputError(
            f"{name}: a combined outline has curved parts, which are not read. {EXPECTED} of straight "
            f"edges. In ImageJ, Edit > Selection > Interpolate makes a polygon."
        ) from None
