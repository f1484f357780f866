"""Decode the first frame of a DICOM file, and keep nothing else of it but the size of a pixel.

The header of a DICOM file names a patient. Only the elements in `KEPT` are read, none of them is
quoted in a message, and pydicom's own log and warnings, which do quote, are switched off.
"""

import logging
import warnings
from pathlib import Path

import numpy as np
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.pixels import apply_color_lut

from usseg.image.calibrate import calibrate
from usseg.image.dicom_file import check_regions, opened
from usseg.image.dicom_groups import drop_long_groups
from usseg.image.dicom_header import GREY, KEPT, PALETTE, check_has_pixels, check_header
from usseg.image.encapsulated import check_syntax, decode_first
from usseg.image.grey import make_frame
from usseg.image.limits import decoding
from usseg.image.raster import SEVERAL
from usseg.types import Frame

ULTRASOUND = {"US", "IVUS"}
OTHER_MODALITY = (
    "This DICOM file does not say that it is an ultrasound image; the models know B-mode only."
)

logging.getLogger("pydicom").disabled = True
warnings.filterwarnings("ignore", module="pydicom")


def grey_levels(pixels: np.ndarray, header: Dataset) -> np.ndarray:
    """Turn stored numbers of any sign and direction to grey levels from 0 (black) up.

    A rescale is a straight line: it maps the stored range onto the shown one, so that after scaling
    both to black and white only the sign of its slope is left to act on.
    """
    white = 2**header.BitsStored - 1
    signed = header.get("PixelRepresentation", 0) == 1
    levels = pixels.astype(np.int32) + (2 ** (header.BitsStored - 1) if signed else 0)
    levels = np.clip(levels, 0, white)
    slope = header.get("RescaleSlope")
    falling = slope is not None and float(slope) < 0
    if falling != (header.PhotometricInterpretation == "MONOCHROME1"):
        levels = white - levels
    return levels.astype(np.uint8 if white <= 255 else np.uint16)


def samples_of(pixels: np.ndarray, header: Dataset) -> tuple[np.ndarray, int]:
    """Return uint8 or uint16 samples, (rows, cols) or (rows, cols, 3), and the value of white."""
    if header.PhotometricInterpretation == PALETTE:
        colour = apply_color_lut(pixels, header)[..., :3]
        return colour, 255 if colour.max() <= 255 else 65535  # 8-bit entries in 16-bit words occur
    if header.PhotometricInterpretation in GREY:
        return grey_levels(pixels, header), 2**header.BitsStored - 1
    if pixels.dtype not in (np.uint8, np.uint16):
        raise ValueError("Colour has no sign.")
    return pixels, 2**header.BitsStored - 1


def sentences(header: Dataset, white: int) -> tuple[str, ...]:
    """Say what was taken for granted in reading this file."""
    found = [] if header.get("Modality") in ULTRASOUND else [OTHER_MODALITY]
    if int(header.get("NumberOfFrames") or 1) > 1:
        found.append(SEVERAL)
    if 255 < white < 65535:
        found.append(f"The header says {header.BitsStored} bits, so {white} was taken as white.")
    return tuple(found)


def read_dicom(path: Path, name: str) -> Frame:
    """Read the first frame of a DICOM file in grey, with the pixel size its header gives.

    Raises:
        InputError: It has no pixels, or is damaged, of an unsupported kind, too large, too small or
            constant.
    """
    with decoding("DICOM", name), opened(path) as (file, syntax):
        header = dcmread(file, stop_before_pixels=True, specific_tags=KEPT)
        check_regions(header)
        drop_long_groups(header)
        check_has_pixels(file, header, name)
        check_header(header, name)
        check_syntax(syntax, name)
        samples, white = samples_of(decode_first(file, header, syntax), header)
        spacing_mm, source, found, regions = calibrate(header)
        found = (*sentences(header, white), *found)
    frame = make_frame(samples, name, white, found)
    return Frame(frame.pixels, frame.white, spacing_mm, source, frame.warnings, regions)
