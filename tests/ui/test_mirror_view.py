"""What the page says of the mirrored image: each tissue's agreement, and nothing of an earlier image."""

import json

import gradio as gr
import pytest
from session_makers import kept

from usseg.tissues import tissues_of
from usseg.ui import memory
from usseg.ui.markup import mirror as markup_mirror
from usseg.ui.page import build_demo
from usseg.ui.session import find
from usseg.ui.views import mirror


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))
    memory._KEPT.clear()


@pytest.fixture
def answered(monkeypatch) -> list:
    """Segmentations that were checked; fat agrees by half, ligament is in neither, all else fully."""
    asked = []

    def answer(segmentation):
        asked.append(segmentation)
        agree = {tissue.name: 1.0 for tissue in tissues_of(segmentation.release.model)}
        return agree | {"fat": 0.5, "ligament": None}

    monkeypatch.setattr(mirror, "mirrored_agreement", answer)
    return asked


def test_each_tissue_has_its_agreement_and_a_word_where_neither_holds_it(tmp_path, answered):
    shown = mirror.check(kept(tmp_path))
    assert "fat</th><td>0.50</td>" in shown
    assert "ligament</th><td>in neither</td>" in shown
    assert shown.count("<td>1.00</td>") == 6


def test_the_networks_own_mask_is_asked_about_whatever_was_corrected(tmp_path, answered):
    key = kept(tmp_path)
    corrected = kept(tmp_path, mask=find(key).network.mask * 0)
    mirror.check(corrected)
    assert answered == [find(corrected).network]
    assert answered[0].mask.any()


def test_without_an_image_a_sentence_is_told(answered):
    with pytest.raises(gr.Error, match="Nothing is segmented yet"):
        mirror.check(None)
    assert answered == []


def test_the_last_answer_is_cleared_in_the_browser_for_a_call_could_come_back_after_the_next(
    tmp_path,
):
    config = build_demo(tmp_path).config
    [found] = [c["id"] for c in config["components"] if c["props"].get("elem_id") == "mirrored"]
    changes = [event for event in config["dependencies"] if event["outputs"] == [found]]
    asked = [event for event in changes if event["backend_fn"]]
    cleared = [event for event in changes if not event["backend_fn"]]
    assert len(asked) == 1
    assert cleared
    assert {event["js"] for event in cleared} == {mirror.clear_script()}
    script = mirror.clear_script().removeprefix("() => ")
    assert json.loads(script) == markup_mirror.hint()
    assert "mirrored image is segmented too" in script
