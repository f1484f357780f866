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


def test_a_stroke_becomes_its_tissue_inside_the_field_only(tmp_path, without_network):
    key = kept(tmp_path)
    before = find(key).segmentation.mask
    layer = strokes(BONE.colour, INSIDE) | strokes(BONE.colour, OUTSIDE)
    steps.correct(key, png(layer))
    after = find(key).segmentation
    wanted = before.copy()
    wanted[INSIDE] = BONE.label
    assert np.array_equal(after.mask, wanted)
    assert after.edited_pixels == np.count_nonzero(wanted != before) > 0
    steps.undo(key)
    assert np.array_equal(find(key).segmentation.mask, before)
    assert find(key).report["edited_pixels"] == 0


def test_black_erases_and_a_second_correction_starts_from_the_first(tmp_path, without_network):
    key = kept(tmp_path)
    steps.correct(key, png(strokes(BONE.colour, INSIDE)))
    steps.correct(key, png(strokes((0, 0, 0), np.s_[8:12, 20:25])))
    mask = find(key).segmentation.mask
    assert not mask[8:12, 20:25].any()
    assert (mask[8:12, 25:30] == BONE.label).all()


def test_corrections_survive_another_scale(tmp_path, without_network):
    key = kept(tmp_path)
    steps.correct(key, png(strokes(BONE.colour, INSIDE)))
    edited = find(key).report["edited_pixels"]
    rescale(key, "typed", 0.1, 0.4, *(None,) * 6)
    assert find(key).report["edited_pixels"] == edited > 0


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        (None, "Nothing is drawn"),
        (b"no picture", "cannot be decoded"),
        (png(np.zeros((50, 60, 4), np.uint8)), "40 x 60"),
        (png(np.zeros((9000, 9000), np.uint8)), "megapixels"),
    ],
    ids=["nothing", "damaged", "other-size", "bomb"],
)
def test_a_drawing_that_cannot_be_one_is_told(tmp_path, without_network, drawing, words):
    key = kept(tmp_path)
    with pytest.raises(gr.Error, match=words):
        steps.correct(key, drawing)
    assert find(key).mask is None
