"""Pictures with known pixels, and the files that other libraries write of them."""

import io

import gdcm
import numpy as np
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    ExplicitVRLittleEndian,
    JPEGBaseline8Bit,
    UltrasoundImageStorage,
    generate_uid,
)

PATIENT = "Doe^Secret"


def ramp(rows: int = 40, cols: int = 60) -> np.ndarray:
    """uint8 picture whose rows, columns and corners all differ."""
    return ((np.arange(rows)[:, None] * 5 + np.arange(cols)[None, :] * 2) % 256).astype(np.uint8)


def wide_ramp(top: int = 65535, rows: int = 40, cols: int = 60) -> np.ndarray:
    """uint16 picture of rows * cols different levels from 0 to `top`."""
    return np.linspace(0, top, rows * cols).astype(np.uint16).reshape(rows, cols)


def colours(rows: int = 40, cols: int = 60) -> np.ndarray:
    """uint8 picture (rows, cols, 3) with three different channels."""
    red = ramp(rows, cols)
    return np.stack([red, red[::-1], red[:, ::-1]], axis=-1)


def rec601(colour: np.ndarray) -> np.ndarray:
    """Grey of a colour picture by the published weights, as floats: the oracle for our integers."""
    return colour.astype(float) @ np.array([0.299, 0.587, 0.114])


def bare_dicom() -> Dataset:
    """The header of an ultrasound file that names a patient and has no picture yet."""
    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID = UltrasoundImageStorage
    data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID = generate_uid()
    data.Modality, data.PatientName, data.PatientID = "US", PATIENT, "ID-4711"
    return data


def dicom(
    pixels: np.ndarray, photometric: str | None = None, frames: int = 1, **elements
) -> Dataset:
    """An ultrasound file of one picture (rows, cols[, 3]), or of several when `frames` is above 1."""
    picture = pixels[0] if frames > 1 else pixels
    data = bare_dicom()
    data.Rows, data.Columns = picture.shape[:2]
    data.SamplesPerPixel = 3 if picture.ndim == 3 else 1
    data.PhotometricInterpretation = photometric or ("RGB" if picture.ndim == 3 else "MONOCHROME2")
    if picture.ndim == 3:
        data.PlanarConfiguration = 0
    data.BitsAllocated = data.BitsStored = picture.dtype.itemsize * 8
    data.HighBit = data.BitsStored - 1
    data.PixelRepresentation = int(picture.dtype.kind == "i")
    if frames > 1:
        data.NumberOfFrames = frames
    data.PixelData = pixels.tobytes()
    data["PixelData"].VR = "OW" if picture.dtype.itemsize == 2 else "OB"
    for keyword, value in elements.items():
        setattr(data, keyword, value)
    if "BitsStored" in elements:
        data.HighBit = data.BitsStored - 1
    return data


def saved(data: Dataset, path, **options):
    """Write a dataset as a DICOM file and return its path."""
    data.save_as(path, enforce_file_format=True, **options)
    return path


def jpeg_bytes(pixels: np.ndarray, **options) -> bytes:
    """A picture as Pillow writes it as JPEG."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=95, **options)
    return buffer.getvalue()


def jpeg_dicom(pixels: np.ndarray, photometric: str, **options) -> Dataset:
    """A DICOM file around a baseline JPEG."""
    data = dicom(pixels, photometric)
    data.PixelData = encapsulate([jpeg_bytes(pixels, **options)])
    data["PixelData"].VR = "OB"
    data.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    return data


def transcoded(source, target, syntax: "gdcm.TransferSyntax"):
    """Let GDCM write a DICOM file again in another transfer syntax."""
    reader = gdcm.ImageReader()
    reader.SetFileName(str(source))
    if not reader.Read():
        raise RuntimeError("GDCM cannot read the file.")
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(gdcm.TransferSyntax(syntax))
    change.SetInput(reader.GetImage())
    if not change.Change():
        raise RuntimeError("GDCM cannot write this transfer syntax.")
    writer = gdcm.ImageWriter()
    writer.SetFile(reader.GetFile())
    writer.SetImage(change.GetOutput())
    writer.SetFileName(str(target))
    if not writer.Write():
        raise RuntimeError("GDCM cannot write the file.")
    return target


def region(delta_row_cm: float, delta_col_cm: float, box=(0, 0, 39, 59), **changes) -> Dataset:
    """A 2-D tissue region with a scale in cm; `box` is (top, left, bottom, right)."""
    item = Dataset()
    item.RegionSpatialFormat, item.RegionDataType, item.RegionFlags = 1, 1, 0
    item.PhysicalUnitsXDirection = item.PhysicalUnitsYDirection = 3
    item.PhysicalDeltaY, item.PhysicalDeltaX = delta_row_cm, delta_col_cm
    item.RegionLocationMinY0, item.RegionLocationMinX0 = box[:2]
    item.RegionLocationMaxY1, item.RegionLocationMaxX1 = box[2:]
    for keyword, value in changes.items():
        setattr(item, keyword, value)
    return item
