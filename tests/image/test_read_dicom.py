"""DICOM: every transfer syntax and colour model gives the pixels that were put in."""

import gdcm
import numpy as np
import pytest
from image_makers import (
    colours,
    dicom,
    jpeg_bytes,
    jpeg_dicom,
    ramp,
    rec601,
    saved,
    transcoded,
    wide_ramp,
)
from PIL import Image
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
)

from usseg.image.read import read_frame

PICTURES = {"grey": ramp(), "16 bit": wide_ramp(), "colour": colours()}
SEVERAL = "The file holds several frames; the first one was used."


def assert_shows(frame, pixels):
    """The frame holds these pixels, or their luma within rounding."""
    if pixels.ndim == 2:
        np.testing.assert_array_equal(frame.pixels, pixels)
    else:
        np.testing.assert_allclose(frame.pixels, rec601(pixels), atol=0.51)
    assert frame.white == np.iinfo(pixels.dtype).max


@pytest.fixture(params=PICTURES)
def pixels(request):
    return PICTURES[request.param]


def test_uncompressed_pixels_come_back(tmp_path, pixels):
    frame = read_frame(saved(dicom(pixels), tmp_path / "a.dcm"))
    assert_shows(frame, pixels)
    assert (frame.spacing_mm, frame.spacing_source) == (None, "unknown")


@pytest.mark.parametrize(
    "syntax", [ImplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]
)
def test_every_uncompressed_syntax_is_read(tmp_path, pixels, syntax):
    data = dicom(pixels)
    if syntax == ExplicitVRBigEndian:
        data.PixelData = pixels.astype(pixels.dtype.newbyteorder(">")).tobytes()
    data.file_meta.TransferSyntaxUID = syntax
    assert_shows(read_frame(saved(data, tmp_path / "a.dcm")), pixels)


@pytest.mark.parametrize("syntax", [RLELossless, JPEG2000Lossless])
def test_what_pydicom_compresses_is_read(tmp_path, pixels, syntax):
    data = dicom(pixels)
    data.compress(syntax)
    assert_shows(read_frame(saved(data, tmp_path / "a.dcm")), pixels)


@pytest.mark.parametrize(
    "syntax",
    ["JPEGLosslessProcess14", "JPEGLosslessProcess14_1", "JPEG2000Lossless", "RLELossless"],
)
def test_what_gdcm_compresses_is_read(tmp_path, pixels, syntax):
    plain = saved(dicom(pixels), tmp_path / "plain.dcm")
    path = transcoded(plain, tmp_path / "a.dcm", getattr(gdcm.TransferSyntax, syntax))
    assert_shows(read_frame(path), pixels)


def test_baseline_jpeg_equals_what_pillow_decodes(tmp_path):
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes(ramp()))
    frame = read_frame(saved(jpeg_dicom(ramp(), "MONOCHROME2"), tmp_path / "a.dcm"))
    np.testing.assert_array_equal(frame.pixels, np.asarray(Image.open(tmp_path / "a.jpg")))


@pytest.mark.parametrize("photometric", ["YBR_FULL_422", "YBR_FULL"])
def test_baseline_colour_jpeg_equals_what_pillow_decodes(tmp_path, photometric):
    options = {"subsampling": 1 if photometric.endswith("422") else 0}
    path = saved(jpeg_dicom(colours(), photometric, **options), tmp_path / "a.dcm")
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes(colours(), **options))
    expected = rec601(np.asarray(Image.open(tmp_path / "a.jpg")))
    np.testing.assert_allclose(read_frame(path).pixels, expected, atol=1.5)


@pytest.mark.parametrize("syntax", [None, RLELossless, JPEG2000Lossless])
def test_of_several_frames_the_first_is_read_and_this_is_said(tmp_path, syntax):
    data = dicom(np.stack([ramp(), 255 - ramp(), ramp()]), frames=3)
    if syntax:
        data.compress(syntax)
    frame = read_frame(saved(data, tmp_path / "a.dcm"))
    np.testing.assert_array_equal(frame.pixels, ramp())
    assert frame.warnings == (SEVERAL,)


def test_a_damaged_later_frame_does_not_matter(tmp_path):
    path = tmp_path / "a.dcm"
    data = dicom(np.stack([ramp(), 255 - ramp()]), frames=2)
    data.compress(JPEG2000Lossless)
    saved(data, path)
    stored = bytearray(path.read_bytes())
    second = stored.rfind(b"\xff\x4f\xff\x51")
    stored[second : second + 60] = bytes(60)
    path.write_bytes(stored)
    np.testing.assert_array_equal(read_frame(path).pixels, ramp())


def test_another_modality_is_read_with_a_warning(tmp_path):
    frame = read_frame(saved(dicom(ramp(), Modality="CT"), tmp_path / "a.dcm"))
    np.testing.assert_array_equal(frame.pixels, ramp())
    assert frame.warnings == (
        "This DICOM file does not say that it is an ultrasound image; the models know B-mode only.",
    )
