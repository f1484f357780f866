"""What the views show of a session, without a network: right numbers, scales, and nothing left over."""

import json
import re
from dataclasses import replace
from pathlib import Path

import gradio as gr
import numpy as np
import pytest
from export_makers import FIELD
from PIL import Image
from session_makers import kept, made

from usseg.image.read import read_frame
from usseg.types import Scale
from usseg.ui import memory
from usseg.ui.session import find
from usseg.ui.views import correct, download, measure, result

SIZED = Scale((0.5, 0.25), "typed")


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))
    memory._KEPT.clear()


def test_the_first_view_outlines_the_field_and_gives_mask_and_report(tmp_path):
    key = kept(tmp_path, truth=True)
    shown, _, truth, _, mask, report, *words = result.show(key)
    outlined = np.asarray(Image.open(shown))
    assert (outlined[4, 10:50] == 255).all(), "the upper edge of the field"
    assert (outlined[20, 30] != 255).all()
    assert truth["visible"] is True
    assert np.array_equal(np.asarray(Image.open(mask)), find(key).segmentation.mask)
    assert json.loads(Path(words[3]).read_text()) == report
    assert "agree" in words[0]
    assert [update["visible"] for update in words[4:]] == [False, False]


def test_without_a_truth_words_stand_in_and_clearing_matches_showing(tmp_path):
    shown, cleared = result.show(kept(tmp_path)), result.clear()
    assert len(shown) == len(cleared)
    assert [one["visible"] for one in (shown[2], shown[-1], cleared[2], cleared[-1])] == [
        False, True, False, True,
    ]  # fmt: skip
    assert cleared[0] is None


def test_an_edited_mask_is_marked_in_table_and_facts(tmp_path):
    mask = made(tmp_path).network.mask.copy()
    mask[20, 20:30] = 7 - mask[20, 20:30]
    *_, table, facts, _, _, _ = result.show(kept(tmp_path, mask=mask))
    for words in (table, facts, measure.show(kept(tmp_path, mask=mask), None)[0]):
        assert "Edited by hand: 10 pixels" in words


def test_thickness_at_a_column_is_in_mm_with_its_source(tmp_path):
    key = kept(tmp_path, scale=SIZED)
    mask = find(key).segmentation.mask
    _, words = measure.show_column(key, 20)
    for label in np.unique(mask[:, 20])[1:]:
        rows = np.count_nonzero(mask[:, 20] == label)
        assert f"<td>{rows}</td><td>{rows * 0.5:g}</td>" in words
    assert "Source: typed" in words
    with pytest.raises(gr.Error, match="column"):
        measure.show_column(key, 60)


def test_the_chosen_column_stays_while_the_image_has_it(tmp_path):
    assert measure.show(kept(tmp_path), 20)[3]["value"] == 20
    assert measure.show(kept(tmp_path), 99)[3]["value"] == 29
    assert measure.show(kept(tmp_path), None)[3]["maximum"] == 59


def test_details_hold_every_quantity_and_scores_every_tissue(tmp_path):
    key = kept(tmp_path, scale=SIZED, truth=True)
    summary, scores, details, *_ = measure.show(key, None)
    assert "mm²" in summary
    assert "0.5 × 0.25 mm (typed)" in details
    assert details.count("<details>") == 7
    rows = sum(len(measured.quantities) for measured in find(key).measurements.tissues)
    assert len(re.findall("<tr>", details)) > rows
    assert scores.count(">100.0<") == 8, "a mask compared with itself is never taken for another"
    assert "no ground truth" not in scores.lower()
    assert "without a ground truth" in measure.show(kept(tmp_path), None)[1]


def test_the_editor_gets_the_colours_of_its_model_and_pairs_need_a_correction(tmp_path):
    editor, _, words, undo, pair, _ = correct.show(kept(tmp_path))
    assert len(editor["brush"].colors) == 8
    assert editor["value"]["layers"] == []
    assert "as the network made it" in words
    assert (undo["interactive"], pair["interactive"]) == (False, False)
    with pytest.raises(gr.Error, match="not corrected"):
        correct.make_pair(kept(tmp_path))


def test_a_file_alone_is_the_one_of_the_zip_and_blank_when_asked(tmp_path):
    key = kept(tmp_path)
    assert download.show(key)[0] is False
    shown = {}
    for blank in (False, True):
        path = Path(download.make_file(key, ".overlay.png", blank)["value"])
        assert path.name == "calf.overlay.png"
        shown[blank] = np.asarray(Image.open(path))[0, 0].max()
    assert shown[True] == 0 < shown[False]
    with pytest.raises(gr.Error, match="DICOM"):
        download.make_file(key, ".seg.dcm", False)
    with pytest.raises(gr.Error, match="no export format"):
        download.make_file(key, "../x", False)
    assert Path(download.make_zip(key, True)["value"]).name == "calf.zip"


def test_blanking_is_set_for_dicom(tmp_path, monkeypatch):
    from served import DICOM

    frame = read_frame(DICOM)
    one = made(tmp_path)
    network = replace(one.network, frame=frame, field=FIELD)
    monkeypatch.setattr("usseg.ui.session.uploaded", lambda path: path)
    assert replace(one, network=network, source=DICOM).export().blank_outside is True
