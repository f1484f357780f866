"""Steps of a visitor: each changes one thing, asks the network only where it must, and is exact."""

import os
import time
from pathlib import Path

import gradio as gr
import numpy as np
import pytest
from PIL import Image
from session_makers import SHAPE, kept

import usseg
from usseg.errors import InputError
from usseg.image.field_given import rectangle
from usseg.render import encode_mask
from usseg.ui import memory, steps
from usseg.ui.files import age_s
from usseg.ui.session import find


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))


@pytest.fixture
def without_network(monkeypatch):
    monkeypatch.setattr("usseg.pipeline.segment_with", None)


@pytest.fixture
def image(tmp_path) -> str:
    pixels = np.random.default_rng(5).rayleigh(30, SHAPE).clip(0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(tmp_path / "calf.png")
    return str(tmp_path / "calf.png")


def test_a_segmented_image_is_that_of_python_with_the_typed_scale(image, only_tiny_releases):
    key = steps.begin(None, image, "multiclass", "latest", None, 0.1, 0.4)
    session, python = find(key), usseg.segment(image, spacing_mm=(0.1, 0.4))
    assert encode_mask(session.segmentation.mask) == encode_mask(python.mask)
    assert session.report["spacing_mm"] == [0.1, 0.4]
    assert session.report["spacing_source"] == "typed"
    assert steps.begin(key, image, "binary", "latest", None, None, None) == key
    assert find(key).report["spacing_mm"] is None


def test_segmenting_an_old_upload_again_does_not_prolong_its_life(
    image, monkeypatch, only_tiny_releases
):
    monkeypatch.setattr(steps, "age_s", lambda path: memory.KEPT_S - 5)
    session = find(steps.begin(None, image, "multiclass", "latest", None, None, None))
    assert time.monotonic() - session.born == pytest.approx(memory.KEPT_S, abs=30)
    monkeypatch.setattr(steps, "age_s", lambda path: memory.KEPT_S + 5)
    key = steps.begin(None, image, "multiclass", "latest", None, None, None)
    with pytest.raises(InputError, match="no longer on the server"):
        find(key)


def test_the_age_of_a_file_counts_from_its_coming(image):
    assert age_s(image) == pytest.approx(0, abs=30)
    os.utime(image, (0, 0))  # a date that somebody gave it
    assert age_s(image) == pytest.approx(0, abs=30)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((None, "multiclass", None, None, None, None), "no image"),
        (("x.png", "multiclass", None, None, 0.1, None), "both"),
        (("x.png", "brain", None, None, None, None), "brain"),
        (("/gone/x.png", "multiclass", None, None, None, None), "no longer on the server"),
    ],
)
def test_what_cannot_be_segmented_is_told(arguments, words, only_tiny_releases):
    with pytest.raises(gr.Error, match=words) as caught:
        steps.begin(None, *arguments)
    assert "/gone" not in caught.value.message


def test_a_drawn_field_is_segmented_anew_and_finding_again_resets(image, only_tiny_releases):
    key = steps.begin(None, image, "multiclass", "latest", None, 0.1, 0.4)
    steps.segment_inside(key, 5, 10, 35, 50)
    drawn = find(key)
    release = drawn.network.release
    python = usseg.pipeline.segment_with(release, image, field=rectangle((5, 10, 35, 50), SHAPE))
    assert np.array_equal(drawn.segmentation.mask, python.mask)
    assert drawn.report["field"]["kind"] == "rectangle"
    assert drawn.report["spacing_mm"] == [0.1, 0.4]
    assert drawn.export().settings["field"]["outline"][0] == [5, 10]
    steps.find_again(key)
    assert find(key).field is None
    assert find(key).report["field"]["kind"] == "whole"


def test_the_truth_outlives_another_field(image, tmp_path, only_tiny_releases):
    labels = np.repeat([[2], [3]], 20, axis=0).astype(np.uint8).repeat(60, axis=1)
    (tmp_path / "truth.png").write_bytes(encode_mask(labels))
    truth = str(tmp_path / "truth.png")
    key = steps.begin(None, image, "multiclass", "latest", truth, None, None)
    steps.segment_inside(key, 5, 10, 35, 50)
    assert np.array_equal(find(key).segmentation.truth, labels)
    assert "scores" in find(key).report


@pytest.mark.parametrize(
    ("box", "words"),
    [
        ((None, 1, 2, 3), "four numbers"),
        ((0, 0, 99, 60), "inside the image"),
        ((0, 0, 5, 60), "too small"),
        ((0, 0, float("nan"), 60), "inside the image"),
    ],
)
def test_a_field_that_cannot_be_one_is_told(tmp_path, without_network, box, words):
    with pytest.raises(gr.Error, match=words):
        steps.segment_inside(kept(tmp_path), *box)


def test_leaving_forgets_the_image(tmp_path):
    key = kept(tmp_path)
    assert steps.leave(key) is None
    with pytest.raises(gr.Error, match="no longer"):
        steps.undo(key)
    assert Path(tmp_path / "calf.png").exists()
