"""What the page says of the mirrored image: each tissue's agreement, and nothing of an earlier image."""

import gradio as gr
import pytest
from session_makers import kept

from usseg.tissues import tissues_of
from usseg.ui import memory
from usseg.ui.markup import mirror as markup_mirror
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


def test_clearing_says_what_the_check_does():
    assert mirror.clear() == markup_mirror.hint()
    assert "mirrored image is segmented too" in mirror.clear()
