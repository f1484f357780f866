"""Unpack a deflated DICOM file without trusting how much it will unpack to."""

import struct
import zlib
from io import BytesIO
from typing import BinaryIO

from pydicom.uid import ExplicitVRLittleEndian

from usseg.image.limits import MAX_FILE_BYTES

PREAMBLE = b"\x00" * 128 + b"DICM"
GROUP_LENGTH_END = len(PREAMBLE) + 12  # the first element: tag, VR, length and a 32-bit number
UID_ELEMENT = struct.Struct("<HH2sH")
GROUP_LENGTH = struct.pack("<HH2sHI", 2, 0, b"UL", 4, 0)[:-4]


def inflate(file: BinaryIO) -> BytesIO:
    """Return the same DICOM file in the plain syntax (Explicit VR Little Endian).

    Only the transfer syntax is kept of the file's meta information.

    Raises:
        ValueError: The meta information does not begin with its length, or the content unpacks to
            more than `MAX_FILE_BYTES`.
        zlib.error: The content is damaged.

    Source:
        DICOM PS3.5, section A.5, and PS3.10, section 7.1.
    """
    file.seek(len(PREAMBLE))
    element = file.read(12)
    if not element.startswith(GROUP_LENGTH):
        raise ValueError("The meta information has no length.")
    (meta_length,) = struct.unpack_from("<I", element, 8)
    file.seek(GROUP_LENGTH_END + meta_length)
    packer = zlib.decompressobj(-zlib.MAX_WBITS)
    content = packer.decompress(file.read(), MAX_FILE_BYTES)
    if not packer.eof:
        raise ValueError("The content is cut off, or unpacks to more than a file may hold.")
    syntax = str(ExplicitVRLittleEndian).encode() + b"\x00"
    meta = UID_ELEMENT.pack(2, 0x10, b"UI", len(syntax)) + syntax
    return BytesIO(PREAMBLE + GROUP_LENGTH + struct.pack("<I", len(meta)) + meta + content)
