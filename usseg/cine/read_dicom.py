"""Read multi-frame DICOM files, one frame at a time; of the header only what `KEPT` names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from pydicom import dcmread
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, generate_frames
from pydicom.pixels import iter_pixels, pixel_array
from pydicom.uid import UID

from usseg.cine.clip import MAX_CLIP_BYTES, Clip, Shot, check_count, shot_of
from usseg.cine.dicom_time import TIME_ELEMENTS, timing_of
from usseg.image.calibrate import Calibration, calibrate
from usseg.image.dicom import OTHER_MODALITY, ULTRASOUND, samples_of
from usseg.image.dicom_file import check_regions, opened
from usseg.image.dicom_groups import PER_FRAME, drop_long_groups
from usseg.image.dicom_header import KEPT, check_has_pixels, check_header
from usseg.image.encapsulated import (
    ELEMENT,
    JPEG,
    PIXEL_DATA,
    PLAIN,
    PLUGINS,
    check_stream,
    check_syntax,
    decode_jpeg,
)
from usseg.image.grey import make_frame
from usseg.image.limits import MAX_FILE_BYTES, check_file, decoding
from usseg.types import Frame

PIXEL_ELEMENTS = (
    *("SamplesPerPixel", "PhotometricInterpretation", "PlanarConfiguration", "Rows", "Columns"),
    *("BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation"),
)


def read_header(file: BinaryIO, syntax: UID, name: str) -> Dataset:
    """Read the elements that describe pixels, scale and time; the file then stands at its pixels.

    Raises:
        InputError: There is no picture in it, or none of a kind that is accepted.
    """
    header = dcmread(file, stop_before_pixels=True, specific_tags=[*KEPT, *TIME_ELEMENTS])
    check_regions(header)
    drop_long_groups(header)
    check_has_pixels(file, header, name)
    check_header(header, name)
    check_syntax(syntax, name)
    return header


def read_dicom_clip(path: Path, name: str) -> Clip:
    """Return the clip of a DICOM file of one or more frames.

    Raises:
        InputError: It has no pixels, too many frames, or is damaged or of an unsupported kind.
    """
    with decoding("DICOM", name), opened(path) as (file, syntax):
        header = read_header(file, syntax, name)
        frames = int(header.get("NumberOfFrames") or 1)
        timing = timing_of(header, frames)
    check_count(frames, name)
    # A compressed frame is held as a whole, and may be all of the file.
    check_file(path, MAX_CLIP_BYTES if syntax in PLAIN else MAX_FILE_BYTES)

    def shots() -> Iterator[Shot]:
        with decoding("DICOM", name), opened(path) as (file, syntax):
            header = read_header(file, syntax, name)
            for index, pixels in enumerate(pixels_of(file, header, syntax)):
                yield shot_of_pixels(index, timing.time_of(index), pixels, (header, name))

    words = () if header.get("Modality") in ULTRASOUND else (OTHER_MODALITY,)
    warnings = (*words, *timing.warnings)
    return Clip(path, name, "DICOM", shots, frames, timing.source, True, warnings)


def pixels_of(file: Any, header: Dataset, syntax: UID) -> Iterator[np.ndarray]:
    """Decode the frames of a DICOM file that stands at its pixels, one after the other.

    Raises:
        ValueError: There is no pixel data, or a compressed frame is another one than promised.
    """
    if syntax in PLAIN:
        file.seek(0)
        yield from iter_pixels(file)
        return
    group, element, *_ = ELEMENT.unpack(file.read(ELEMENT.size))
    if (group, element) != PIXEL_DATA:
        raise ValueError("There is no pixel data where it was expected.")
    frames = int(header.get("NumberOfFrames") or 1)
    for index, stream in enumerate(generate_frames(file, number_of_frames=frames)):
        if index < frames:  # without a table of offsets more may follow
            yield decode_stream(stream, header, syntax)


def decode_stream(stream: bytes, header: Dataset, syntax: UID) -> np.ndarray:
    """Decode one compressed frame to the numbers it stores, after a look into it.

    Raises:
        ValueError: It is another picture than the header promises.
    """
    check_stream(stream, header, syntax)
    if syntax in JPEG:
        return decode_jpeg(stream, header)
    single = Dataset()
    single.file_meta = FileMetaDataset()
    single.file_meta.TransferSyntaxUID = syntax
    for keyword in PIXEL_ELEMENTS:
        if keyword in header:
            setattr(single, keyword, header[keyword].value)
    single.NumberOfFrames = 1
    single.PixelData = encapsulate([stream])
    single["PixelData"].VR = "OB"
    return pixel_array(single, decoding_plugin=PLUGINS[syntax])


def shot_of_pixels(
    index: int, time_s: float | None, pixels: np.ndarray, about: tuple[Dataset, str]
) -> Shot:
    """Make a frame with the scale that the header gives for it."""
    header, name = about
    # Only functional groups tell frames apart.
    scale: Calibration = calibrate(header, index if PER_FRAME in header else 0)

    def read() -> Frame:
        samples, white = samples_of(pixels, header)
        frame = make_frame(samples, f"Frame {index} of {name}", white, scale.warnings)
        return Frame(
            frame.pixels, white, scale.spacing_mm, scale.source, frame.warnings, scale.regions
        )

    return shot_of(index, time_s, read)
