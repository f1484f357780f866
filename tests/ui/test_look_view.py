"""The closer look without a network: which picture, which numbers, and nothing left over."""

import gradio as gr
import numpy as np
import pytest
from export_makers import segmentation
from PIL import Image
from session_makers import kept

from usseg.render.layers import Layers, draw_layers
from usseg.render.marks import clickable
from usseg.tissues import MULTICLASS
from usseg.types import Scale
from usseg.ui import memory
from usseg.ui.markup import look as markup_look
from usseg.ui.session import find
from usseg.ui.views import look_show
from usseg.ui.views.look import names_of

ALL = names_of("multiclass")
MUSCLE_ROWS, MUSCLE_COLS = slice(12, 15), slice(13, 41)  # of `label_map`
MUSCLE_PIXELS = 3 * 28
FIELD_PIXELS = 32 * 40
SCALE = 17.0  # 1000 / 60, rounded up: how far the small picture is enlarged for clicks


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))
    memory._KEPT.clear()


def clicked(row: float, col: float) -> gr.SelectData:
    """A click on the middle of a pixel of the frame."""
    place = [(col + 0.5) * SCALE, (row + 0.5) * SCALE]
    return gr.SelectData(None, {"index": place, "value": None})


def picture(path: str) -> np.ndarray:
    return np.asarray(Image.open(path).convert("RGB"))


def test_wipe_and_picture_show_the_same_tissues_over_the_same_frame(tmp_path):
    (bare, drawn), shown = look_show.draw(kept(tmp_path), 0.7, ["fat"], ["outlines"])
    assert drawn == shown
    wanted = clickable(draw_layers(segmentation(), Layers(0.7, ("fat",), outlines=True)))
    assert np.array_equal(picture(shown), wanted)
    assert np.array_equal(picture(bare), clickable(draw_layers(segmentation(), Layers(0, ()))))


def test_switches_stay_with_their_model_and_are_set_anew_for_another(tmp_path):
    key = kept(tmp_path)
    kept_off = look_show.show(key, "multiclass", 0.4, ["fat"], [])
    assert (kept_off[2]["value"], kept_off[2]["choices"]) == (["fat"], ALL)
    anew = look_show.show(key, "binary", 0.4, ["fat"], [])
    assert anew[2]["value"] == ALL
    assert anew[-1] == "multiclass"


def test_the_numbers_of_a_clicked_tissue_are_counted_pixels(tmp_path):
    key = kept(tmp_path, scale=Scale((0.5, 0.25), "typed"))
    name, words = look_show.click(clicked(13, 20), key)
    assert name == "muscle"
    assert f"{MUSCLE_PIXELS * 0.125:g} mm² ({MUSCLE_PIXELS} px)" in words
    assert f"{MUSCLE_PIXELS / FIELD_PIXELS:.1%}" in words
    assert "<dt>Mean thickness</dt><dd>1.5 mm</dd>" in words
    assert "<dt>Mean confidence</dt><dd>1.00</dd>" in words
    assert "Row 13, column 20; confidence there 1.00." in words
    assert np.all(find(key).segmentation.mask[MUSCLE_ROWS, MUSCLE_COLS] == 3)


def test_without_a_scale_nothing_is_in_mm(tmp_path):
    _, words = look_show.click(clicked(13, 20), kept(tmp_path))
    assert "mm" not in words
    assert "<dt>Mean thickness</dt><dd>3 px</dd>" in words


def test_background_and_the_outside_of_the_field_are_no_tissue(tmp_path):
    key = kept(tmp_path)
    assert look_show.click(clicked(7, 45), key) == (None, "<p>No tissue here.</p>")
    name, words = look_show.click(clicked(1, 1), key)
    assert name is None
    assert "outside the ultrasound field" in words


def test_a_tissue_is_asked_by_name_too_and_a_missing_one_says_so(tmp_path):
    key = kept(tmp_path)
    assert f"{MUSCLE_PIXELS} px" in look_show.choose(key, "muscle")
    assert "Click a tissue" in look_show.choose(key, None)
    assert "Click a tissue" in look_show.choose(key, "<script>")
    mask = find(key).network.mask.copy()
    mask[mask == 3] = 0
    assert "There is no muscle" in look_show.choose(kept(tmp_path, mask=mask), "muscle")


def test_a_place_that_a_person_drew_has_no_confidence(tmp_path):
    mask = find(kept(tmp_path)).network.mask.copy()
    mask[20, 25] = 7 - mask[20, 25]
    _, words = look_show.click(clicked(20, 25), kept(tmp_path, mask=mask))
    assert "confidence there set by hand" in words


@pytest.mark.parametrize("opacity", [-1, 2, float("nan")])
def test_a_made_up_opacity_gets_a_sentence(tmp_path, opacity):
    with pytest.raises(gr.Error, match="Opacity"):
        look_show.draw(kept(tmp_path), opacity, [], [])


def test_a_click_outside_and_a_forgotten_image_get_sentences(tmp_path):
    with pytest.raises(gr.Error, match="outside the image"):
        look_show.click(clicked(90, 90), kept(tmp_path))
    with pytest.raises(gr.Error, match="no longer on the server"):
        look_show.draw("forgotten", 0.4, ALL, [])


def test_every_switch_has_its_swatch_and_clearing_leaves_nothing():
    style = markup_look.swatches()
    for tissue in MULTICLASS[1:]:
        assert f'[name="{tissue.name}"]' in style
        assert markup_look.tile_code(tissue) in style
    assert look_show.clear()[:2] == (None, None)
