"""DICOM sources of every kind, as files, with the identifiers that a segmentation refers to."""

import numpy as np
from export_makers import SHAPE, bright_frame
from image_makers import dicom, saved
from pydicom.uid import RLELossless, UltrasoundMultiFrameImageStorage, generate_uid

PLACE = {
    "FrameOfReferenceUID": "2.25.7777",
    "ImagePositionPatient": [1.5, -2.5, 3.5],
    "ImageOrientationPatient": [0, 1, 0, 0, 0, -1],
}


def source(frames: int = 1, **elements):
    """A data set of one or several frames of `SHAPE`, with a study and a series."""
    pixels = bright_frame().pixels
    if frames > 1:
        pixels = np.stack([pixels, *[255 - pixels] * (frames - 1)])
    data = dicom(pixels, frames=frames, **elements)
    data.StudyInstanceUID = data.StudyInstanceUID if "StudyInstanceUID" in data else generate_uid()
    data.SeriesInstanceUID = generate_uid()
    if frames > 1:
        data.SOPClassUID = UltrasoundMultiFrameImageStorage
    assert (data.Rows, data.Columns) == SHAPE
    return data


def rle(data):
    data.compress(RLELossless)
    return data


def written(tmp_path, data, name="source.dcm"):
    """Write a source, whose meta information follows its class, and return the path."""
    data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID
    return saved(data, tmp_path / name)
