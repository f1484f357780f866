"""Each kind of bad input has its own sentence, and none of them leaks a path or a header."""

import os
import shutil

import imagecodecs
import numpy as np
import pytest
from image_makers import dicom, jpeg_bytes, jpeg_dicom, ramp, saved, wide_ramp
from PIL import Image
from pydicom.data import get_testdata_file
from pydicom.uid import MPEG4HP41, JPEG2000Lossless, RLELossless

from usseg.errors import InputError
from usseg.image import limits
from usseg.image.read import read_frame


def refusal(path, **options) -> str:
    """The sentence of the refusal, which must not say where the file lies."""
    with pytest.raises(InputError) as caught:
        read_frame(path, **options)
    assert str(path.parent) not in str(caught.value)
    assert caught.value.__cause__ is None
    return str(caught.value)


def file_of(folder, content: bytes, name="a.png"):
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "a.png is empty (0 bytes)"),
        (b"MZ\x90\x00" + bytes(500), "a.png is not an image in a format that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "none of PNG, JPEG, TIFF"),
        (b"\x89PNG\r\n\x1a\n", "begins as a PNG file but cannot be decoded"),
        (b"\xff\xd8\xff", "begins as a JPEG file but cannot be decoded"),
        (b"II*\x00", "begins as a TIFF file but cannot be decoded"),
        (b"GIF89a", "begins as a GIF file but cannot be decoded"),
        (b"BM", "begins as a BMP file but cannot be decoded"),
        (bytes(128) + b"DICM", "is a DICOM file without pixels"),
    ],
)
def test_what_is_no_image_is_refused_by_its_content(tmp_path, content, sentence):
    assert sentence in refusal(file_of(tmp_path, content))


def test_paths_that_lead_to_no_file_are_refused(tmp_path):
    assert refusal(tmp_path / "none.png").startswith("There is no file none.png.")
    assert "is not a file" in refusal(tmp_path)
    assert "There is no file a?.png" in refusal(tmp_path / "a\x00.png")
    assert "cannot be opened" in refusal(tmp_path / ("a" * 300))
    os.mkfifo(tmp_path / "pipe.png")
    assert "pipe.png is not a file" in refusal(tmp_path / "pipe.png")


def test_a_huge_file_is_refused_unread(tmp_path):
    with (tmp_path / "a.tif").open("wb") as file:
        file.truncate(limits.MAX_FILE_BYTES + 1)
    assert "at most 512 MB" in refusal(tmp_path / "a.tif")


@pytest.mark.parametrize("ending", ["png", "tif", "jpg", "gif", "bmp"])
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_truncated_pictures_are_refused(tmp_path, ending, kept):
    path = tmp_path / f"a.{ending}"
    Image.fromarray(np.random.default_rng(1).integers(0, 256, (64, 64), np.uint8)).save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert "truncated or damaged" in refusal(path)


def test_a_truncated_16_bit_png_is_refused(tmp_path):
    whole = imagecodecs.png_encode(np.dstack([wide_ramp()] * 3))
    assert "truncated or damaged" in refusal(file_of(tmp_path, whole[: len(whole) // 2]))


@pytest.mark.parametrize("syntax", [None, RLELossless, JPEG2000Lossless])
def test_a_truncated_dicom_is_refused(tmp_path, syntax):
    data = dicom(ramp(200, 200))
    if syntax:
        data.compress(syntax)
    whole = saved(data, tmp_path / "a.dcm").read_bytes()
    assert "truncated or damaged" in refusal(file_of(tmp_path, whole[:-400], "a.dcm"))
    assert "without pixels" in refusal(file_of(tmp_path, whole[:400], "a.dcm"))


def test_too_small_and_constant_pictures_are_refused(tmp_path):
    for rows, cols in ((1, 1), (15, 200), (200, 15)):
        Image.fromarray(ramp(rows, cols)).save(tmp_path / "a.png")
        assert f"{rows} x {cols} pixels; an ultrasound" in refusal(tmp_path / "a.png")
    Image.fromarray(np.full((40, 40), 9, np.uint8)).save(tmp_path / "a.png")
    assert "a.png is constant: every pixel has the value 9" in refusal(tmp_path / "a.png")
    assert "constant" in refusal(saved(dicom(np.zeros((40, 40), np.uint8)), tmp_path / "a.dcm"))


def test_dicom_without_pixels_says_so(tmp_path):
    for name in ("reportsi.dcm", "rtplan.dcm", "waveform_ecg.dcm"):
        shutil.copy(get_testdata_file(name, download=False), tmp_path / name)
        assert f"{name} is a DICOM file without pixels" in refusal(tmp_path / name)
    bare = dicom(ramp())
    del bare.PixelData
    assert "without pixels" in refusal(saved(bare, tmp_path / "a.dcm"))


def test_unsupported_dicoms_say_what_is_supported(tmp_path):
    odd = saved(dicom(ramp(), "HSV"), tmp_path / "a.dcm")
    assert "MONOCHROME, RGB, YBR_FULL" in refusal(odd)
    deep = dicom(np.zeros((20, 20), np.uint32), PixelData=bytes(1600))
    assert "1 to 16 were expected" in refusal(saved(deep, tmp_path / "a.dcm"))
    video = jpeg_dicom(ramp(), "MONOCHROME2")
    video.file_meta.TransferSyntaxUID = MPEG4HP41
    assert "for instance as video" in refusal(saved(video, tmp_path / "a.dcm"))


def test_the_next_file_is_read_after_a_bad_one(tmp_path):
    refusal(file_of(tmp_path, jpeg_bytes(ramp())[:200], "bad.jpg"))
    good = file_of(tmp_path, jpeg_bytes(ramp()), "good.jpg")
    assert read_frame(good).pixels.shape == ramp().shape
