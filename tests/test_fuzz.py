"""Damaged files end in a sentence or in a usable frame, never in anything else.

`make fuzz` tries thousands; here a few dozen of each kind.
"""

import io
import os
from pathlib import Path

import numpy as np
import pytest
import tifffile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pydicom.data import get_testdata_file

from usseg.errors import InputError
from usseg.image.field import find_field
from usseg.image.preprocess import to_frame, to_input
from usseg.image.read import read_frame

EXAMPLES = int(os.environ.get("USSEG_FUZZ_EXAMPLES", "40"))
SIZE = (64, 64)
PICTURE = np.random.default_rng(3).integers(0, 256, (48, 40), dtype=np.uint8)


def encoded(kind: str) -> bytes:
    """A small valid file of one kind."""
    if kind == "dicom":
        return Path(get_testdata_file("SC_rgb_rle_2frame.dcm", download=False)).read_bytes()
    buffer = io.BytesIO()
    if kind == "tiff":
        tifffile.imwrite(buffer, PICTURE.astype(np.uint16) * 257, compression="zlib")
    else:
        Image.fromarray(PICTURE).save(buffer, format=kind)
    return buffer.getvalue()


VALID = {kind: encoded(kind) for kind in ("png", "jpeg", "tiff", "dicom")}
EDITS = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 255), st.integers(0, 16)), max_size=8
)


def damaged(content: bytes, edits: list[tuple[int, int, int]], kept: float) -> bytes:
    """Overwrite runs of bytes at places taken modulo the length, then cut the end off."""
    changed = bytearray(content)
    for place, value, run in edits:
        start = place % len(changed)
        stop = min(start + run, len(changed))
        changed[start:stop] = bytes([value]) * (stop - start)
    return bytes(changed[: int(len(changed) * kept)])


def refusal(path: Path) -> str | None:
    """What is said about a file that is refused; None of one that is read."""
    try:
        read_frame(path)
    except InputError as error:
        return str(error)
    return None


@pytest.mark.parametrize("kind", VALID)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=EDITS, kept=st.one_of(st.just(1.0), st.floats(0, 1)))
def test_a_damaged_file_is_refused_or_becomes_a_whole_frame(tmp_path, kind, edits, kept):
    path = tmp_path / "scan.bin"
    path.write_bytes(damaged(VALID[kind], edits, kept))
    sentence = refusal(path)
    if sentence is not None:
        assert str(tmp_path) not in sentence
        return
    frame = read_frame(path)
    field = find_field(frame)
    unit_input = to_input(frame, field, SIZE)
    assert unit_input.shape == (1, *SIZE, 1)
    assert np.isfinite(unit_input).all()
    assert unit_input.min() >= 0
    assert unit_input.max() <= 1
    mask, confidence = to_frame(np.full((*SIZE, 2), 0.5, np.float32), field, frame.pixels.shape)
    assert mask.shape == confidence.shape == frame.pixels.shape
