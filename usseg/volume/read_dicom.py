"""Frames of multi-frame DICOM files; where they lay has to be given."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames
from pydicom.pixels import iter_pixels
from pydicom.uid import UID

from usseg.image.calibrate import calibrate
from usseg.image.dicom import OTHER_MODALITY, ULTRASOUND, samples_of
from usseg.image.dicom_file import check_regions, opened
from usseg.image.dicom_groups import drop_long_groups
from usseg.image.dicom_header import KEPT, check_has_pixels, check_header
from usseg.image.encapsulated import (
    ELEMENT,
    JPEG,
    PLAIN,
    PLUGINS,
    check_stream,
    check_syntax,
    decode_jpeg,
)
from usseg.image.grey import to_grey
from usseg.image.limits import decoding
from usseg.volume.sweep import Pictures, check_count


def read_dicom_frames(path: Path, name: str) -> Pictures:
    """Read every frame of a DICOM file in grey, with the pixel size its header gives.

    Raises:
        InputError: It has one frame, is damaged, too large, or of an unsupported kind.
    """
    with decoding("DICOM", name), opened(path) as (file, syntax):
        header = dcmread(file, stop_before_pixels=True, specific_tags=KEPT)
        check_regions(header)
        drop_long_groups(header)
        check_has_pixels(file, header, name)
        check_header(header, name)
        check_syntax(syntax, name)
        check_count(int(header.get("NumberOfFrames") or 1), header.Rows, header.Columns, name)
        frames, white = [], 255
        for stored in stored_frames(file, header, syntax):
            samples, white = samples_of(stored, header)
            frames.append(to_grey(samples))
        spacing_mm, source, words, _ = calibrate(header)
    words = words if header.get("Modality") in ULTRASOUND else (OTHER_MODALITY, *words)
    return Pictures(np.stack(frames), white, spacing_mm, source, warnings=words)


def stored_frames(file: BinaryIO, header: Dataset, syntax: UID) -> Iterator[np.ndarray]:
    """Decode every frame to the numbers that are stored, after a look into each compressed stream.

    Args:
        file: Open DICOM file that stands at its pixel data element.
        header: The elements that describe its pixels.
        syntax: Transfer syntax, one that `check_syntax` accepts.

    Raises:
        ValueError: A stream holds another picture than the header promises.
    """
    if syntax not in PLAIN:
        file.seek(ELEMENT.size, 1)
        count = int(header.get("NumberOfFrames") or 1)
        streams = list(generate_frames(file, number_of_frames=count))
        if len(streams) < count:
            raise ValueError("There are fewer frames than the header says.")
        for stream in streams:
            check_stream(stream, header, syntax)
        if syntax in JPEG:
            yield from (decode_jpeg(stream, header) for stream in streams)
            return
    file.seek(0)
    yield from iter_pixels(file, decoding_plugin=PLUGINS.get(syntax, ""))
