"""Read the size inside a compressed stream before any decoder allocates memory for it.

A header may promise 100 x 100 pixels and the stream inside it 65500 x 65500.
"""

import struct
from itertools import pairwise

JPEG_START = b"\xff\xd8"
JPEG2000_START = b"\xff\x4f\xff\x51"
NOT_FRAMES = {0xC4, 0xC8, 0xCC}  # tables and a reserved marker between the frame markers C0 to CF
FILL = 0xFF
SCAN = b"\xff\xda"  # within a scan's own bytes it cannot occur
MAX_SCANS = 200  # a progressive JPEG has about ten
RLE_HEADER_BYTES = 64
RLE_NOTHING = 128  # the one control byte that packs nothing


def jpeg_shape(stream: bytes) -> tuple[int, int, int]:
    """Return (rows, cols, samples) of a JPEG stream from its frame header.

    Raises:
        ValueError: The stream does not reach a frame header.
    """
    at = len(JPEG_START)
    while stream.startswith(JPEG_START) and at + 10 <= len(stream) and stream[at] == FILL:
        marker, length = struct.unpack_from(">BH", stream, at + 1)
        if marker == FILL:
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in NOT_FRAMES:
            rows, cols, samples = struct.unpack_from(">HHB", stream, at + 5)
            return rows, cols, samples
        else:
            at += 2 + length
    raise ValueError("The JPEG stream has no frame header.")


def check_scans(stream: bytes) -> None:
    """Refuse a JPEG of so many scans that decoding it would take hours.

    Each scan of a progressive JPEG visits every block of the picture, and may take 40 bytes.

    Raises:
        ValueError: It has more than `MAX_SCANS`.
    """
    if stream.count(SCAN) > MAX_SCANS:
        raise ValueError("The JPEG has more scans than any real one.")


def jpeg2000_shape(stream: bytes) -> tuple[int, int, int]:
    """Return (rows, cols, samples) of a JPEG 2000 codestream from its SIZ marker.

    Raises:
        ValueError: The stream does not begin with a SIZ marker.
    """
    if not stream.startswith(JPEG2000_START):
        raise ValueError("The JPEG 2000 stream does not begin with its size.")
    right, bottom, left, top = struct.unpack_from(">4I", stream, 8)
    (samples,) = struct.unpack_from(">H", stream, 40)
    return bottom - top, right - left, samples


def packed_length(segment: bytes, limit: int) -> int:
    """Return how many bytes a PackBits segment unpacks to, or some number above the limit.

    >>> packed_length(bytes([1, 7, 7, 254, 9]), limit=100)
    5
    """
    length = at = 0
    while at < len(segment) and length <= limit:
        control = segment[at]
        if control < RLE_NOTHING:
            length, at = length + control + 1, at + control + 2
        elif control > RLE_NOTHING:
            length, at = length + 257 - control, at + 2
        else:
            at += 1
    return length


def rle_segments(stream: bytes) -> list[bytes]:
    """Split a DICOM RLE frame into its segments.

    Source: DICOM PS3.5, section G.5.

    Raises:
        ValueError: The header names more than 15 segments or disordered ones.
        struct.error: The header is incomplete.
    """
    count, *offsets = struct.unpack_from("<16I", stream)
    edges = [*offsets[:count], len(stream)]
    if count >= len(offsets) + 1 or edges != sorted(edges) or edges[0] < RLE_HEADER_BYTES:
        raise ValueError("The RLE header is not one.")
    return [stream[start:stop] for start, stop in pairwise(edges)]
