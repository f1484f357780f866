"""Handlers translate: files in, files and a report out, and every error into one sentence."""

import io
import json
from pathlib import Path
from zipfile import ZipFile

import gradio as gr
import numpy as np
import pytest
from PIL import Image

import usseg
from usseg import pipeline
from usseg.image.field_given import rectangle
from usseg.render import encode_mask
from usseg.ui import choices, handlers, page
from usseg.ui.gallery.examples import Example


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path, only_tiny_releases):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))


@pytest.fixture
def image(tmp_path) -> str:
    """Speckle of two brightnesses, one above the other, 40 rows and 60 columns."""
    pixels = np.random.default_rng(5).rayleigh(30, (40, 60))
    pixels[20:] *= 2.5
    path = tmp_path / "calf.png"
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(path)
    return str(path)


@pytest.fixture
def truth(tmp_path) -> str:
    labels = np.repeat([[2], [3]], 20, axis=0).astype(np.uint8).repeat(60, axis=1)
    path = tmp_path / "calf.truth.png"
    path.write_bytes(encode_mask(labels))
    return str(path)


def test_the_mask_is_the_one_that_python_gets(image):
    *_, mask, report = handlers.segment(image)
    assert Path(mask).read_bytes() == encode_mask(usseg.segment(image).mask)
    assert Path(mask).name == "calf.mask.png"
    assert (report["rows"], report["cols"], report["version"]) == (40, 60, "0.0.1")


def test_without_a_truth_the_last_two_panels_are_missing(image):
    shown, prediction, *others, _, _ = handlers.segment(image)
    assert np.array_equal(np.array(Image.open(shown))[..., 0], np.array(Image.open(image)))
    assert Image.open(prediction).size == (60, 40)
    assert others == [None, None]


def test_with_a_truth_all_four_are_lossless_pictures_and_scores_are_there(image, truth):
    *pictures, _, report = handlers.segment(image, truth=truth)
    assert [Image.open(picture).format for picture in pictures] == ["PNG"] * 4
    colours = np.array(Image.open(pictures[2]))[[0, 39], 0].tolist()
    assert colours == [[240, 228, 66], [213, 94, 0]]  # fat over muscle
    assert len(report["scores"]) == 8


def test_a_spacing_gives_areas(image):
    report = handlers.segment(image, row_mm=0.5, col_mm=0.25)[-1]
    assert sum(tissue["area_mm2"] for tissue in report["tissues"]) == pytest.approx(40 * 60 / 8)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"image": None}, "There is no image to segment"),
        ({"row_mm": 0.5}, "both"),
        ({"col_mm": 0.5}, "both"),
        ({"row_mm": 0, "col_mm": 1}, "spacing"),
        ({"row_mm": float("nan"), "col_mm": 1}, "spacing"),
        ({"version": "9.9.9"}, "9.9.9"),
        ({"version": "../../etc"}, "version"),
        ({"model": "brain"}, "brain"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(image, arguments, sentence):
    with pytest.raises(gr.Error, match=sentence) as caught:
        handlers.segment(**{"image": image} | arguments)
    assert caught.value.print_exception is False


def test_markup_in_a_file_name_is_escaped_in_the_message(tmp_path):
    path = tmp_path / "<b>x.png"
    path.write_bytes(b"")
    with pytest.raises(gr.Error, match=r"&lt;b&gt;x\.png"):
        handlers.segment(str(path))


@pytest.mark.parametrize("version", [choices.LATEST, "", None, "0.0.1"])
def test_latest_empty_and_null_mean_the_newest_weights(image, version):
    report = handlers.segment(image, version=version)[-1]
    assert (report["version"], report["source"]) == ("0.0.1", "bundled")


def test_the_zip_holds_the_same_mask_and_the_scores(image, truth):
    mask = Path(handlers.segment(image, truth=truth)[4]).read_bytes()
    path = Path(handlers.export(image, truth=truth, row_mm=0.5, col_mm=0.25))
    assert path.name == "calf.zip"
    with ZipFile(path) as files:
        assert files.read("calf.mask.png") == mask
        manifest = json.loads(files.read("manifest.json"))
    assert manifest["settings"]["spacing_mm"] == [0.5, 0.25]


@pytest.mark.parametrize(("blank", "darkened"), [("auto", False), ("no", False), ("yes", True)])
def test_pictures_are_blanked_when_asked(image, monkeypatch, blank, darkened):
    box = rectangle((10, 10, 30, 50), (40, 60))
    monkeypatch.setattr(pipeline, "find_field", lambda frame: box)
    with ZipFile(handlers.export(image, blank=blank)) as files:
        shown = np.array(Image.open(io.BytesIO(files.read("calf.overlay.png"))))
    assert (shown[:5].max() == 0) == darkened


def test_an_unknown_way_to_blank_is_told_in_a_sentence(image):
    with pytest.raises(gr.Error, match="auto, yes, no"):
        handlers.export(image, blank="maybe")


def test_an_example_brings_truth_and_spacing_and_leaving_it_takes_them_away(image, truth):
    example = Example("Calf", Path(image), Path(truth), (0.1, 0.2))
    shown, shown_truth, row_mm, col_mm, is_example = choices.show_example(example)
    assert Path(shown).read_bytes() == Path(image).read_bytes()
    assert Path(shown_truth).read_bytes() == Path(truth).read_bytes()
    assert (row_mm, col_mm, is_example) == (0.1, 0.2, True)
    assert choices.leave_example(True) == (None, None, None, False)
    assert None not in choices.leave_example(False)[:3]  # what a visitor set stays


def test_models_lists_tissues_and_versions():
    models = {entry["model"]: entry for entry in choices.models()}
    assert models["binary"]["tissues"][1] == {"label": 1, "name": "fat"}
    assert [one["version"] for one in models["multiclass"]["versions"]] == ["0.0.1"]
    assert len(models["multiclass"]["versions"][0]["sha256"]) == 64


def test_the_page_is_built_without_asking_the_hub(monkeypatch, tmp_path):
    def refuse(*_: object) -> None:
        raise AssertionError("the page was not to wait for a Hub")

    monkeypatch.setattr(choices, "list_releases", refuse)
    page.build_demo(tmp_path)
    assert choices.bundled_choices("binary") == [("latest", "latest"), ("0.0.1", "0.0.1")]
