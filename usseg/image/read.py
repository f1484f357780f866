"""File or array to frame: the only door through which an image enters."""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from usseg.errors import InputError
from usseg.image.dicom import read_dicom
from usseg.image.grey import make_frame
from usseg.image.limits import ACCEPTED, check_file, shown_name, unreadable
from usseg.image.raster import read_raster
from usseg.image.samples import check_shape, samples_from_array
from usseg.image.spacing import check_spacing
from usseg.image.tiff import read_tiff
from usseg.types import Frame

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
)
DICOM_PREAMBLE = 128  # bytes of anything before the signature
DICOM_SIGNATURE = b"DICM"
TYPED = "typed"
SAME_SPACING = 0.01  # relative difference up to which a typed spacing agrees with the file's


def kind_of(path: Path, name: str) -> str:
    """Tell the format by the first bytes; the extension has no say.

    Raises:
        InputError: The bytes begin like none of the accepted formats.
    """
    try:
        with path.open("rb") as file:
            start = file.read(DICOM_PREAMBLE + len(DICOM_SIGNATURE))
    except OSError:
        raise unreadable(name) from None
    if start[DICOM_PREAMBLE:] == DICOM_SIGNATURE:
        return "DICOM"
    for signature, kind in SIGNATURES:
        if start.startswith(signature):
            return kind
    raise InputError(
        f"{name} is not an image in a format that can be read: by its content it is none of "
        f"{ACCEPTED}, whatever its name ends in. Export the image as one of these."
    )


def replace_spacing(frame: Frame, spacing_mm: tuple[float, float], source: str) -> Frame:
    """Let a spacing from elsewhere replace the one of the file, and say so where the two differ."""
    warnings = frame.warnings
    if frame.spacing_mm is not None and not all(
        math.isclose(given, stored, rel_tol=SAME_SPACING)
        for given, stored in zip(spacing_mm, frame.spacing_mm, strict=True)
    ):
        row_mm, col_mm = frame.spacing_mm
        warnings += (
            f"The spacing that was given replaced that of the file, {row_mm:.4g} x {col_mm:.4g} mm "
            f"({frame.spacing_source}).",
        )
    return replace(frame, spacing_mm=spacing_mm, spacing_source=source, warnings=warnings)


def with_spacing(frame: Frame, typed_mm: tuple[float, float] | None) -> Frame:
    """Let a typed spacing, if there is one, replace that of the file."""
    return frame if typed_mm is None else replace_spacing(frame, typed_mm, TYPED)


def read_frame(path: str | Path, spacing_mm: Sequence[float] | None = None) -> Frame:
    """Read one B-mode image from a PNG, JPEG, TIFF, BMP, GIF or DICOM file.

    Colour becomes grey by its luma, transparency lies on black, 16 bits stay 16 bits, and of several
    frames the first is read.

    Args:
        path: The file. Its content decides the format.
        spacing_mm: Pixel size (row, col) in mm of the upright picture; replaces the file's own.

    Returns:
        The frame; its spacing is None where neither the caller nor a DICOM header says it.

    Raises:
        InputError: The file is missing, not an image, damaged, too large or too small, constant, or
            the spacing is not positive.
    """
    typed_mm = None if spacing_mm is None else check_spacing(spacing_mm)
    path = Path(path)
    name = shown_name(path)
    check_file(path)
    kind = kind_of(path, name)
    if kind == "DICOM":
        frame = read_dicom(path, name)
    elif kind == "TIFF":
        frame = read_tiff(path, name)
    else:
        frame = read_raster(path, kind, name)
    return with_spacing(frame, typed_mm)


def frame_from_array(pixels: np.ndarray, spacing_mm: Sequence[float] | None = None) -> Frame:
    """Take one B-mode image from an array; the caller's array is copied, not kept.

    Args:
        pixels: Shape (rows, cols) or (rows, cols, 3 or 4); uint8, uint16, bool, or float in 0 to 1.
        spacing_mm: Pixel size (row, col) in mm, or None.

    Raises:
        InputError: Shape, dtype, range or spacing is another one, or the image is constant.
    """
    typed_mm = None if spacing_mm is None else check_spacing(spacing_mm)
    name = "The array"
    pixels = np.array(pixels)
    check_shape(pixels, name)
    samples, white = samples_from_array(pixels, name)
    return with_spacing(make_frame(samples, name, white), typed_mm)
