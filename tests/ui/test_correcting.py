"""Brush strokes become tissue inside the field, exactly, and no network is asked."""

import io

import gradio as gr
import numpy as np
import pytest
from PIL import Image
from session_makers import kept, strokes

from usseg.tissues import MULTICLASS
from usseg.ui import steps
from usseg.ui.scaling import rescale
from usseg.ui.session import find

BONE = MULTICLASS[7]
INSIDE = np.s_[8:12, 20:30]  # of the field of `session_makers`
OUTSIDE = np.s_[0:3, 0:9]


@pytest.fixture
def without_network(monkeypatch):
    monkeypatch.setattr("usseg.pipeline.segment_with", None)


def png(layer: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(layer).save(buffer, format="PNG")
    return buffer.getvalue()


@pytest.fixture
def paint(tmp_path, without_network):
    """A function that paints PNG files into the mask of a key."""

    def paint(key: str, *layers: bytes) -> None:
        paths = [tmp_path / f"{number}.png" for number in range(len(layers))]
        for path, content in zip(paths, layers, strict=True):
            path.write_bytes(content)
        steps.correct(key, list(map(str, paths)))

    return paint


def test_a_stroke_becomes_its_tissue_inside_the_field_only(tmp_path, paint):
    key = kept(tmp_path)
    before = find(key).segmentation.mask
    layer = strokes(BONE.colour, INSIDE) | strokes(BONE.colour, OUTSIDE)
    paint(key, png(layer))
    after = find(key).segmentation
    wanted = before.copy()
    wanted[INSIDE] = BONE.label
    assert np.array_equal(after.mask, wanted)
    assert after.edited_pixels == np.count_nonzero(wanted != before) > 0
    steps.undo(key)
    assert np.array_equal(find(key).segmentation.mask, before)
    assert find(key).report["edited_pixels"] == 0


def test_black_erases_and_a_second_correction_starts_from_the_first(tmp_path, paint):
    key = kept(tmp_path)
    paint(key, png(strokes(BONE.colour, INSIDE)))
    paint(key, png(strokes((0, 0, 0), np.s_[8:12, 20:25])))
    mask = find(key).segmentation.mask
    assert not mask[8:12, 20:25].any()
    assert (mask[8:12, 25:30] == BONE.label).all()


def test_corrections_survive_another_scale(tmp_path, paint):
    key = kept(tmp_path)
    paint(key, png(strokes(BONE.colour, INSIDE)))
    edited = find(key).report["edited_pixels"]
    rescale(key, "typed", 0.1, 0.4, *(None,) * 6)
    assert find(key).report["edited_pixels"] == edited > 0


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        ((), "Nothing is drawn"),
        ((png(np.zeros((40, 60, 4), np.uint8)),), "Nothing is drawn"),
        ((b"no picture",), "cannot be decoded"),
        ((png(strokes(BONE.colour, INSIDE)[:, :50]),), "40 x 60"),
        ((png(np.zeros((9000, 9000), np.uint8)),), "megapixels"),
        ((b"x",) * 9, "too large"),
    ],
    ids=["nothing", "transparent", "damaged", "other-size", "bomb", "layers"],
)
def test_a_drawing_that_cannot_be_one_is_told(tmp_path, paint, drawing, words):
    key = kept(tmp_path)
    with pytest.raises(gr.Error, match=words):
        paint(key, *drawing)
    assert find(key).mask is None
