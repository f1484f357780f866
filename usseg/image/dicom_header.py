"""Which elements of a DICOM header are read, and which headers are refused."""

from typing import BinaryIO

from pydicom.dataset import Dataset

from usseg.errors import InputError
from usseg.image.limits import check_size

KEPT = [
    *("Modality", "SamplesPerPixel", "PhotometricInterpretation", "PlanarConfiguration"),
    *("NumberOfFrames", "Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit"),
    *("PixelRepresentation", "PixelSpacing", "RescaleSlope", "SequenceOfUltrasoundRegions"),
    *("PerFrameFunctionalGroupsSequence", "SharedFunctionalGroupsSequence"),
    *(f"{c}PaletteColorLookupTableDescriptor" for c in ("Red", "Green", "Blue")),
    *(f"{c}PaletteColorLookupTableData" for c in ("Red", "Green", "Blue")),
    *(f"Segmented{c}PaletteColorLookupTableData" for c in ("Red", "Green", "Blue")),
]
GREY = {"MONOCHROME1", "MONOCHROME2"}
PALETTE = "PALETTE COLOR"
COLOUR = {"RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT"}
MAX_BITS = 16


def check_has_pixels(file: BinaryIO, header: Dataset, name: str) -> None:
    """Refuse a file without an image; it was read up to where its pixels should begin.

    Raises:
        InputError: The header describes no picture, or nothing follows the header.
    """
    described = "Rows" in header and "Columns" in header and "BitsAllocated" in header
    start = file.tell()
    if not described or not file.read(1):
        raise InputError(
            f"{name} is a DICOM file without pixels, such as a report or a measurement, or it ends "
            f"before them. A DICOM image was expected. Export the image itself."
        )
    file.seek(start)


def check_header(header: Dataset, name: str) -> None:
    """Refuse, by the header alone, a picture of an unknown kind.

    Raises:
        InputError: Size, kind of colour or number of bits is not accepted.
    """
    check_size(int(header.Rows), int(header.Columns), name)
    photometric, samples = header.get("PhotometricInterpretation"), header.get("SamplesPerPixel")
    known = photometric in COLOUR if samples == 3 else photometric in (*GREY, PALETTE)
    wide_ybr = (
        samples == 3 and str(photometric).startswith("YBR_FULL") and header.BitsAllocated != 8
    )
    if not known or samples not in (1, 3) or wide_ybr:
        raise InputError(
            f"{name} stores its colours in a way that is not supported. MONOCHROME, RGB, YBR_FULL, "
            f"YBR_FULL_422, YBR_ICT, YBR_RCT or PALETTE COLOR was expected. Export it as PNG."
        )
    if not 1 <= header.get("BitsStored", 0) <= header.BitsAllocated <= MAX_BITS:
        raise InputError(
            f"{name} stores its pixels in a number of bits that is not supported; "
            f"1 to {MAX_BITS} were expected. Export it as PNG."
        )
