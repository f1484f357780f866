"""What a DICOM segmentation may know of its source: identifiers and geometry, nobody's name.

The header of a DICOM file names a patient. Only the elements in `WANTED` are read from it.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.uid import UID

from usseg.export.bundle import NotApplicableError
from usseg.image.dicom_file import opened
from usseg.image.limits import check_file, decoding, shown_name
from usseg.image.read import kind_of

IDENTIFIERS = ("SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID")
PLACE = ("FrameOfReferenceUID", "ImagePositionPatient", "ImageOrientationPatient")
WANTED = [*IDENTIFIERS, *PLACE, "Rows", "Columns", "NumberOfFrames", "LossyImageCompression"]
UNIT_TOLERANCE = 1e-3  # how far the two directions of a picture may be from unit length and square


@dataclass(frozen=True)
class Place:
    """Where a picture lies in a patient's coordinates, in mm.

    Attributes:
        frame_of_reference: UID of these coordinates.
        position: Centre of the first pixel, (x, y, z).
        orientation: Direction along a row, then that along a column: six numbers.
    """

    frame_of_reference: str
    position: tuple[float, ...]
    orientation: tuple[float, ...]


@dataclass(frozen=True)
class Reference:
    """What a segmentation says about the DICOM image that it was made from.

    Attributes:
        sop_class: What kind of object it is, as UID.
        sop_instance: The object.
        study: Its study.
        series: Its series.
        shape: (rows, cols).
        frames: How many frames it has; the first one was segmented.
        lossy: Whether the header says that it was once compressed with loss.
        place: Where it lies, or None where the header does not say all of it.
    """

    sop_class: str
    sop_instance: str
    study: str
    series: str
    shape: tuple[int, int]
    frames: int
    lossy: bool
    place: Place | None


def read_reference(path: Path | None) -> Reference:
    """Read the identifiers of a DICOM file.

    Args:
        path: The file, or None where the image came from no file.

    Raises:
        NotApplicableError: It is no DICOM file, or one without valid identifiers.
        InputError: It is missing or damaged.
    """
    name = "The image" if path is None else shown_name(path)
    if path is not None:
        check_file(path)
    if path is None or kind_of(path, name) != "DICOM":
        raise NotApplicableError(
            f"{name} is no DICOM file, and a DICOM segmentation has to refer to one. "
            "Use NIfTI or .seg.nrrd, or segment the DICOM file itself."
        )
    with decoding("DICOM", name), opened(path) as (file, _):
        header = dcmread(file, stop_before_pixels=True, specific_tags=WANTED)
        found = [uid_of(header, keyword) for keyword in IDENTIFIERS]
        shape = int(header.Rows), int(header.Columns)
        frames = int(header.get("NumberOfFrames") or 1)
        lossy = header.get("LossyImageCompression") == "01"
        place = place_of(header)
    known = [uid for uid in found if uid is not None]
    if len(known) < len(found):
        missing = [word for word, uid in zip(IDENTIFIERS, found, strict=True) if uid is None]
        raise NotApplicableError(
            f"{name} lacks a valid {' and '.join(missing)}, to which a DICOM segmentation has to "
            "refer. Use NIfTI or .seg.nrrd, or export the file from the scanner or archive again."
        )
    sop_class, sop_instance, study, series = known
    return Reference(sop_class, sop_instance, study, series, shape, frames, lossy, place)


def uid_of(header: Dataset, keyword: str) -> str | None:
    """Return a UID of a header, or None where it is missing or is no UID: it might be a name."""
    value = UID(str(header.get(keyword) or ""))
    return str(value) if value.is_valid else None


def place_of(header: Dataset) -> Place | None:
    """Return where the picture lies, or None where the header does not say all of it soundly."""
    frame_of_reference = uid_of(header, PLACE[0])
    position, orientation = numbers_of(header, PLACE[1], 3), numbers_of(header, PLACE[2], 6)
    if frame_of_reference is None or position is None or orientation is None:
        return None
    along_row, along_col = np.array(orientation).reshape(2, 3)
    products = [along_row @ along_row, along_col @ along_col, along_row @ along_col]
    if not np.allclose(products, [1, 1, 0], atol=UNIT_TOLERANCE):
        return None
    return Place(frame_of_reference, position, orientation)


def numbers_of(header: Dataset, keyword: str, count: int) -> tuple[float, ...] | None:
    """Return the finite numbers of an element that has exactly so many, or None."""
    stored = header.get(keyword)
    if not isinstance(stored, MultiValue) or len(stored) != count:
        return None
    numbers = tuple(float(str(number)) for number in stored)
    return numbers if all(map(math.isfinite, numbers)) else None
