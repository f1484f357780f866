"""Small files that would unpack to gigabytes are refused before they do."""

import struct
import subprocess
import sys
import zlib

import numpy as np
import pytest
import tifffile
from image_makers import dicom, jpeg_bytes, jpeg_dicom, ramp, saved
from PIL import Image
from pydicom.encaps import encapsulate
from pydicom.uid import DeflatedExplicitVRLittleEndian, JPEG2000Lossless, RLELossless

from usseg.errors import InputError
from usseg.image import inflate
from usseg.image.read import read_frame

READ = """
import sys, resource
from usseg.image.read import read_frame
from usseg.errors import InputError
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_frame(sys.argv[1])
except InputError as error:
    print(error)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
MOST_MEGABYTES = 200


def refused_cheaply(path) -> str:
    """Read a file in a fresh process; return its sentence once the memory taken is seen to be small."""
    run = subprocess.run(
        [sys.executable, "-c", READ, path], capture_output=True, text=True, timeout=60
    )
    *message, kilobytes = run.stdout.strip().split("\n")
    assert message, run.stderr
    assert int(kilobytes) < MOST_MEGABYTES * 1024
    return message[0]


def big_png(rows, cols) -> bytes:
    def chunk(kind, content):
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", cols, rows, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(10**6))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


@pytest.mark.parametrize("side", [4473, 12000, 60000])  # a little above 20 Mpx, 144 Mpx, 3.6 Gpx
def test_large_pngs_are_refused_by_their_header(tmp_path, side):
    (tmp_path / "a.png").write_bytes(big_png(side, side))
    message = refused_cheaply(tmp_path / "a.png")
    assert "megapixels; at most 20" in message or "more pixels than any ultrasound" in message


@pytest.mark.parametrize("ending", ["jpg", "gif", "bmp", "tif"])
def test_every_raster_format_is_capped(tmp_path, ending):
    Image.new("L", (5000, 4001)).save(tmp_path / f"a.{ending}")
    with pytest.raises(InputError, match=r"4001 x 5000 pixels, that is 20\.0 megapixels"):
        read_frame(tmp_path / f"a.{ending}")


def test_exactly_twenty_megapixels_are_read(tmp_path):
    pixels = np.zeros((4000, 5000), np.uint8)
    pixels[0, 0] = 1
    Image.fromarray(pixels).save(tmp_path / "a.png")
    assert read_frame(tmp_path / "a.png").pixels.shape == (4000, 5000)


def test_dicom_size_is_capped_per_frame_not_per_file(tmp_path):
    large = dicom(ramp(), Rows=5000, Columns=4001)
    with pytest.raises(InputError, match="5000 x 4001 pixels"):
        read_frame(saved(large, tmp_path / "a.dcm"))
    many = dicom(np.stack([ramp(1000, 1000)] * 21), frames=21)
    assert read_frame(saved(many, tmp_path / "b.dcm")).pixels.shape == (1000, 1000)


@pytest.mark.parametrize("syntax", ["jpeg", JPEG2000Lossless])
def test_a_stream_larger_than_its_header_is_not_decoded(tmp_path, syntax):
    if syntax == "jpeg":
        data = jpeg_dicom(ramp(), "MONOCHROME2")
        data.PixelData = encapsulate([jpeg_bytes(np.zeros((4000, 4000), np.uint8))])
    else:
        data = dicom(np.zeros((4000, 4000), np.uint8))
        data.compress(syntax)
        data.Rows, data.Columns = 40, 60
    message = refused_cheaply(saved(data, tmp_path / "a.dcm"))
    assert "truncated or damaged" in message


def test_run_lengths_beyond_the_picture_are_not_unpacked(tmp_path):
    data = dicom(ramp())
    data.compress(RLELossless)
    header = struct.pack("<16I", 1, 64, *[0] * 14)
    data.PixelData = encapsulate([header + b"\x81\x07" * 10_000_000])  # 1.3 GB of sevens
    data["PixelData"].VR = "OB"
    assert "truncated or damaged" in refused_cheaply(saved(data, tmp_path / "a.dcm"))


def test_deflated_dicom_is_unpacked_up_to_a_limit(tmp_path, monkeypatch):
    data = dicom(np.zeros((2000, 2000), np.uint8), PixelData=bytes(4_000_000))
    data.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    path = saved(data, tmp_path / "a.dcm")
    with pytest.raises(InputError, match="constant"):
        read_frame(path)
    monkeypatch.setattr(inflate, "MAX_FILE_BYTES", 1_000_000)
    with pytest.raises(InputError, match="truncated or damaged"):
        read_frame(path)


def test_a_tiff_strip_unpacks_to_no_more_than_the_picture(tmp_path):
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, ramp(64, 64), compression="zlib", rowsperstrip=64)
    with tifffile.TiffFile(path) as file:
        tags = file.pages.first.tags
        places = tags["StripOffsets"].valueoffset, tags["StripByteCounts"].valueoffset
    bomb = zlib.compress(bytes(1 << 29), 1)
    content = bytearray(path.read_bytes())
    for place, value in zip(places, (len(content), len(bomb)), strict=True):
        struct.pack_into("<I", content, place, value)
    path.write_bytes(bytes(content) + bomb)
    refused_cheaply(path)


def test_millions_of_tiles_are_not_walked(tmp_path):
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, ramp(4000, 4800), tile=(16, 16))
    with pytest.raises(InputError, match="truncated or damaged"):
        read_frame(path)
