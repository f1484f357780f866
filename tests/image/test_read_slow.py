"""Small files that would take hours to read are refused in a moment."""

import io
import struct
import time
from pathlib import Path

import numpy as np
import pytest
import tifffile
from image_makers import dicom, jpeg_dicom, ramp, region, saved
from PIL import Image
from pydicom.encaps import encapsulate
from pydicom.uid import RLELossless

from usseg.errors import InputError
from usseg.image import dicom_file
from usseg.image.codestream import MAX_SCANS
from usseg.image.read import read_frame

MOST_S = 8.0  # a loaded machine; unbounded, the run lengths below took 12 s
META_END = 128 + 4
UNDEFINED = 0xFFFFFFFF
ITEM = struct.pack("<HHI", 0xFFFE, 0xE000, 0)
END = struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
EMPTY_ELEMENT = struct.pack("<HH2sH", 9, 0x10, b"LO", 0)
EMPTY_META = struct.pack("<HH2sH", 2, 0x16, b"AE", 0)


def sequence(group: int, element: int, items: bytes, length: int) -> bytes:
    return struct.pack("<HH2sHI", group, element, b"SQ", 0, length) + items


def refused_soon(path: Path) -> None:
    start = time.perf_counter()
    with pytest.raises(InputError, match="truncated or damaged"):
        read_frame(path)
    assert time.perf_counter() - start < MOST_S


def progressive(extra_scans: int, side: int = 64) -> bytes:
    """A progressive JPEG of a ramp whose last scan, which changes nothing more, is repeated."""
    file = io.BytesIO()
    Image.fromarray(ramp(side, side)).save(file, "JPEG", progressive=True)
    body, end = file.getvalue()[:-2], file.getvalue()[-2:]
    last_scan = body[body.rindex(b"\xff\xda") :]
    return body + last_scan * extra_scans + end


def with_before_rows(path: Path, inserted: bytes) -> Path:
    """Put elements between the modality and the rows of a DICOM file."""
    content = path.read_bytes()
    at = content.index(struct.pack("<HH2sH", 0x28, 2, b"US", 2))
    path.write_bytes(content[:at] + inserted + content[at:])
    return path


def test_a_progressive_jpeg_is_read(tmp_path):
    (tmp_path / "a.jpg").write_bytes(progressive(0))
    assert read_frame(tmp_path / "a.jpg").pixels.shape == (64, 64)


def test_a_jpeg_of_endless_scans_is_refused(tmp_path):
    (tmp_path / "a.jpg").write_bytes(progressive(MAX_SCANS))
    refused_soon(tmp_path / "a.jpg")


def test_a_jpeg_of_endless_scans_inside_a_dicom_is_refused(tmp_path):
    data = jpeg_dicom(ramp(64, 64), "MONOCHROME2")
    data.PixelData = encapsulate([progressive(0)])
    assert read_frame(saved(data, tmp_path / "good.dcm")).pixels.shape == (64, 64)
    data.PixelData = encapsulate([progressive(MAX_SCANS)])
    refused_soon(saved(data, tmp_path / "a.dcm"))


def test_a_jpeg_of_endless_scans_inside_a_tiff_is_refused(tmp_path):
    path, stream = tmp_path / "a.tif", progressive(MAX_SCANS)
    tifffile.imwrite(path, ramp(64, 64), compression="jpeg")
    with tifffile.TiffFile(path) as file:
        tags = file.pages.first.tags
        places = tags["StripOffsets"].valueoffset, tags["StripByteCounts"].valueoffset
    content = bytearray(path.read_bytes())
    for place, value in zip(places, (len(content), len(stream)), strict=True):
        struct.pack_into("<I", content, place, value)
    path.write_bytes(bytes(content) + stream)
    refused_soon(path)


@pytest.mark.parametrize(
    "inserted",
    [
        EMPTY_ELEMENT * 400_000,
        sequence(0x19, 0x1011, ITEM * 400_000 + END, UNDEFINED),
        sequence(0x18, 0x6011, ITEM * 400_000 + END, UNDEFINED),
        sequence(0x18, 0x6011, ITEM * 400_000, len(ITEM) * 400_000),
        sequence(0x18, 0x6011, ITEM * 70_000 + END, UNDEFINED),
    ],
    ids=["elements", "private items", "regions", "regions of known length", "fewer regions"],
)
def test_a_dicom_header_without_end_is_refused(tmp_path, inserted):
    refused_soon(with_before_rows(saved(dicom(ramp()), tmp_path / "a.dcm"), inserted))


def test_meta_information_without_end_is_refused(tmp_path):
    content = saved(dicom(ramp()), tmp_path / "a.dcm").read_bytes()
    first = META_END + 12  # the length of the group, which nothing has to believe
    (tmp_path / "a.dcm").write_bytes(content[:first] + EMPTY_META * 400_000 + content[first:])
    refused_soon(tmp_path / "a.dcm")


def test_a_long_header_is_read(tmp_path):
    regions = [region(0.01, 0.03) for _ in range(100)]
    path = saved(dicom(ramp(), SequenceOfUltrasoundRegions=regions), tmp_path / "a.dcm")
    frame = read_frame(with_before_rows(path, EMPTY_ELEMENT * 20_000))
    assert frame.spacing_mm == pytest.approx((0.1, 0.3))


def test_run_lengths_of_nothing_are_not_walked(tmp_path):
    data = dicom(ramp())
    data.compress(RLELossless)
    header = struct.pack("<16I", 1, 64, *[0] * 14)
    data.PixelData = encapsulate([header + b"\x80" * 100_000_000])
    data["PixelData"].VR = "OB"
    refused_soon(saved(data, tmp_path / "a.dcm"))


def test_the_number_of_reads_is_what_a_file_is_refused_for(tmp_path, monkeypatch):
    path = saved(dicom(ramp()), tmp_path / "a.dcm")
    assert np.array_equal(read_frame(path).pixels, ramp())
    monkeypatch.setattr(dicom_file, "MAX_READS", 10)
    refused_soon(path)
