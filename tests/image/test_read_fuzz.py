"""Damaged files of every format: a frame or one of our sentences comes out, and nothing else.

A few dozen cases run each time; USSEG_FUZZ_EXAMPLES asks for more.
"""

import io
import os

import gdcm
import imagecodecs
import numpy as np
import pytest
import tifffile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from image_makers import colours, dicom, jpeg_dicom, ramp, saved, transcoded, wide_ramp
from PIL import Image
from pydicom.uid import DeflatedExplicitVRLittleEndian, JPEG2000Lossless, RLELossless

from usseg.errors import UssegError
from usseg.image.read import read_frame
from usseg.image.truth import read_truth

EXAMPLES = int(os.environ.get("USSEG_FUZZ_EXAMPLES", "50"))


def raster_files() -> dict[str, bytes]:
    """One valid file of each raster format and depth."""
    found = {"wide.png": imagecodecs.png_encode(np.dstack([wide_ramp()] * 3))}
    for kind in ("PNG", "JPEG", "GIF", "BMP"):
        buffer = io.BytesIO()
        Image.fromarray(colours()).save(buffer, kind)
        found[kind] = buffer.getvalue()
    for compression in (None, "lzw", "zlib", "packbits", "jpeg"):
        buffer = io.BytesIO()
        tifffile.imwrite(buffer, ramp(64, 64), compression=compression, tile=(32, 32))
        found[f"TIFF {compression}"] = buffer.getvalue()
    return found


def dicom_files(folder) -> dict[str, bytes]:
    """One valid DICOM file of each family of transfer syntaxes."""
    found = {"jpeg": saved(jpeg_dicom(colours(), "YBR_FULL_422"), folder / "j").read_bytes()}
    for syntax in (None, RLELossless, JPEG2000Lossless):
        data = dicom(colours())
        if syntax:
            data.compress(syntax)
        found[f"{syntax}"] = saved(data, folder / "d").read_bytes()
    deflated = dicom(ramp())
    deflated.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    found["deflated"] = saved(deflated, folder / "d").read_bytes()
    plain = saved(dicom(wide_ramp()), folder / "plain")
    lossless = gdcm.TransferSyntax.JPEGLosslessProcess14_1
    found["lossless"] = transcoded(plain, folder / "l", lossless).read_bytes()
    return found


@pytest.fixture(scope="module")
def whole_files(tmp_path_factory) -> list[bytes]:
    return [*raster_files().values(), *dicom_files(tmp_path_factory.mktemp("whole")).values()]


@st.composite
def damages(draw):
    """Where a file is cut, as a share of its length, and which bytes are replaced, and by what."""
    cut = draw(st.one_of(st.just(1.0), st.floats(0, 1)))
    places = st.one_of(st.floats(0, 1), st.floats(0, 0.1))
    values = st.one_of(st.sampled_from([0, 1, 127, 128, 255]), st.integers(0, 255))
    return cut, draw(st.lists(st.tuples(places, values), max_size=8))


def outcome(read) -> str:
    """The sentence of a refusal, or "read"; any other error goes up and fails the test."""
    try:
        read()
    except UssegError as error:
        return str(error)
    return "read"


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES <= 50,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(damage=damages(), chosen=st.integers(0, 999))
def test_nothing_but_our_own_errors_escapes(whole_files, tmp_path, damage, chosen):
    content = bytearray(whole_files[chosen % len(whole_files)])
    cut, replaced = damage
    for place, value in replaced:
        content[min(int(place * len(content)), len(content) - 1)] = value
    path = tmp_path / "a.bin"
    path.write_bytes(content[: int(cut * len(content))])
    assert str(tmp_path) not in outcome(lambda: read_frame(path))
    assert str(tmp_path) not in outcome(lambda: read_truth(path, (40, 60), "multiclass"))
