"""Check the compressed first frame of a DICOM file before a decoder sees it."""

import struct
from typing import BinaryIO

from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.encaps import get_frame

from usseg.errors import InputError
from usseg.image.codestream import jpeg2000_shape, jpeg_shape, packed_length, rle_segments

# One decoder per syntax, so that the same file gives the same pixels on every machine.
PLUGINS = {
    uid.JPEGBaseline8Bit: "pillow",
    uid.JPEGExtended12Bit: "gdcm",
    uid.JPEGLossless: "gdcm",
    uid.JPEGLosslessSV1: "gdcm",
    uid.JPEGLSLossless: "gdcm",
    uid.JPEGLSNearLossless: "gdcm",
    uid.JPEG2000Lossless: "pylibjpeg",
    uid.JPEG2000: "pylibjpeg",
    uid.HTJ2KLossless: "pylibjpeg",
    uid.HTJ2KLosslessRPCL: "pylibjpeg",
    uid.HTJ2K: "pylibjpeg",
    uid.RLELossless: "pydicom",
}
PLAIN = {
    uid.ImplicitVRLittleEndian,
    uid.ExplicitVRLittleEndian,
    uid.ExplicitVRBigEndian,
    uid.DeflatedExplicitVRLittleEndian,
}
JPEG2000 = {syntax for syntax, plugin in PLUGINS.items() if plugin == "pylibjpeg"}
ELEMENT = struct.Struct("<HH2sHI")  # tag, VR, reserved, length of the pixel data element
PIXEL_DATA = (0x7FE0, 0x0010)
RLE_SLACK = 2  # a segment may be padded, but not to twice the plane it packs


def first_frame(file: BinaryIO, header: Dataset) -> bytes:
    """Return the compressed bytes of the first frame; the file stands at its pixel data element.

    Raises:
        ValueError: It does not.
    """
    group, element, *_ = ELEMENT.unpack(file.read(ELEMENT.size))
    if (group, element) != PIXEL_DATA:
        raise ValueError("There is no pixel data where it was expected.")
    return get_frame(file, 0, number_of_frames=int(header.get("NumberOfFrames") or 1))


def check_syntax(syntax: uid.UID, header: Dataset, name: str) -> None:
    """Refuse a compression that no decoder here reads, such as video or 12-bit lossy JPEG.

    Raises:
        InputError: The transfer syntax is one of these.
    """
    twelve_bit = syntax == uid.JPEGExtended12Bit and header.BitsStored > 8
    if twelve_bit or syntax not in {*PLAIN, *PLUGINS}:
        raise InputError(
            f"{name} is compressed in a way that is not supported, for instance as video. "
            f"Uncompressed, RLE, JPEG, JPEG-LS or JPEG 2000 was expected. "
            f"Export the frame without compression or as PNG."
        )


def check_stream(file: BinaryIO, header: Dataset, syntax: uid.UID) -> None:
    """Refuse a compressed frame that holds another picture than its header promises.

    Args:
        file: Open DICOM file that stands at its pixel data element.
        header: Rows, Columns, SamplesPerPixel and NumberOfFrames.
        syntax: Transfer syntax of the file.

    Raises:
        ValueError: The compressed frame has another size.
    """
    if syntax in PLAIN:
        return
    stream = first_frame(file, header)
    plane = header.Rows * header.Columns
    if syntax == uid.RLELossless:
        limit = RLE_SLACK * plane
        if any(packed_length(segment, limit) > limit for segment in rle_segments(stream)):
            raise ValueError("An RLE segment unpacks to more than the picture.")
        return
    shape = jpeg2000_shape(stream) if syntax in JPEG2000 else jpeg_shape(stream)
    if shape != (header.Rows, header.Columns, header.SamplesPerPixel):
        raise ValueError("The compressed picture has another size than the header says.")
