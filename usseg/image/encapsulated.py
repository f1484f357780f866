"""Decode the first frame of a DICOM file, after a look into the compressed stream.

pydicom decodes, except for the JPEG kinds that it would hand to GDCM: damaged lossless streams were
seen to end GDCM, and with it the server, in a segmentation fault. libjpeg-turbo decodes these here.
JPEG-LS is left out: its free decoders crash on, or take seconds over, a few damaged bytes.
"""

import struct
from typing import BinaryIO

import imagecodecs
import numpy as np
from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.encaps import get_frame
from pydicom.pixels import convert_color_space, pixel_array

from usseg.errors import InputError
from usseg.image.codestream import (
    check_scans,
    jpeg2000_shape,
    jpeg_shape,
    packed_length,
    rle_segments,
)

PLAIN = {
    uid.ImplicitVRLittleEndian,
    uid.ExplicitVRLittleEndian,
    uid.ExplicitVRBigEndian,
    uid.DeflatedExplicitVRLittleEndian,
}
JPEG = {uid.JPEGExtended12Bit, uid.JPEGLossless, uid.JPEGLosslessSV1}
# One decoder per syntax, so that the same file gives the same pixels on every machine.
PLUGINS = {
    uid.JPEGBaseline8Bit: "pillow",
    uid.JPEG2000Lossless: "pylibjpeg",
    uid.JPEG2000: "pylibjpeg",
    uid.HTJ2KLossless: "pylibjpeg",
    uid.HTJ2KLosslessRPCL: "pylibjpeg",
    uid.HTJ2K: "pylibjpeg",
    uid.RLELossless: "pydicom",
}
JPEG2000 = {syntax for syntax, plugin in PLUGINS.items() if plugin == "pylibjpeg"}
ELEMENT = struct.Struct("<HH2sHI")  # tag, VR, reserved, length of the pixel data element
PIXEL_DATA = (0x7FE0, 0x0010)
RLE_SLACK = 2  # a segment may be padded, or pack badly, but is not twice the plane it packs


def check_syntax(syntax: uid.UID, name: str) -> None:
    """Refuse a compression that no decoder here reads, such as video.

    Raises:
        InputError: The transfer syntax is one of these.
    """
    if syntax not in {*PLAIN, *JPEG, *PLUGINS}:
        raise InputError(
            f"{name} is compressed in a way that is not supported, for instance as video or JPEG-LS. "
            f"Uncompressed, RLE, JPEG or JPEG 2000 was expected. "
            f"Export the frame without compression or as PNG."
        )


def first_stream(file: BinaryIO, header: Dataset) -> bytes:
    """Return the compressed bytes of the first frame; the file stands at its pixel data element.

    Raises:
        ValueError: It does not.
    """
    group, element, *_ = ELEMENT.unpack(file.read(ELEMENT.size))
    if (group, element) != PIXEL_DATA:
        raise ValueError("There is no pixel data where it was expected.")
    return get_frame(file, 0, number_of_frames=int(header.get("NumberOfFrames") or 1))


def check_stream(stream: bytes, header: Dataset, syntax: uid.UID) -> None:
    """Refuse a compressed frame that holds another picture than its header promises.

    Raises:
        ValueError: It has another size or number of samples, or too many scans.
        struct.error: It is cut off.
    """
    if syntax == uid.RLELossless:
        limit = RLE_SLACK * header.Rows * header.Columns
        segments = rle_segments(stream)
        if any(len(each) - 1 > limit or packed_length(each, limit) > limit for each in segments):
            raise ValueError("An RLE segment unpacks to more than the picture.")
        return
    if syntax not in JPEG2000:
        check_scans(stream)
    shape = jpeg2000_shape(stream) if syntax in JPEG2000 else jpeg_shape(stream)
    if shape != (header.Rows, header.Columns, header.SamplesPerPixel):
        raise ValueError("The compressed picture has another size than the header says.")


def decode_jpeg(stream: bytes, header: Dataset) -> np.ndarray:
    """Decode a JPEG stream of 8, 12 or 16 bits to the numbers it stores; YBR becomes RGB."""
    stored = "RGB" if header.SamplesPerPixel == 3 else "GRAYSCALE"  # that is: convert nothing
    pixels = imagecodecs.jpeg8_decode(stream, colorspace=stored, outcolorspace=stored)
    if header.PhotometricInterpretation.startswith("YBR_FULL"):
        return convert_color_space(pixels, "YBR_FULL", "RGB")
    return pixels


def decode_first(file: BinaryIO, header: Dataset, syntax: uid.UID) -> np.ndarray:
    """Decode the first frame, and only that.

    Args:
        file: Open DICOM file that stands at its pixel data element.
        header: The elements that describe its pixels.
        syntax: Transfer syntax, one that `check_syntax` accepts.

    Returns:
        The stored numbers, 8 or 16 bits of either sign, shape (rows, cols), or RGB (rows, cols, 3).

    Raises:
        ValueError: The compressed picture is another one than the header promises.
    """
    if syntax not in PLAIN:
        stream = first_stream(file, header)
        check_stream(stream, header, syntax)
        if syntax in JPEG:
            return decode_jpeg(stream, header)
    file.seek(0)
    return pixel_array(file, index=0, decoding_plugin=PLUGINS.get(syntax, ""))
