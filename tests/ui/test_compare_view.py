"""Two releases on one image: what is compared, with which numbers, and what is refused."""

import re
from dataclasses import replace

import gradio as gr
import numpy as np
import pytest
from export_makers import label_map, release, segmentation
from PIL import Image
from session_makers import kept, made
from tiny import TINY_VERSION

from usseg.render.versus import versus_picture
from usseg.ui import comparing, memory
from usseg.ui.markup import compare as markup_compare
from usseg.ui.views import compare


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))
    memory._KEPT.clear()


def other(model: str = "multiclass", **changes):
    """What other weights made: the muscle of rows 12 to 14 is missing, the rest is as in A."""
    mask = label_map(7 if model == "multiclass" else 1)
    mask[mask == 3] = 0
    return segmentation(
        None, model, mask=mask, release=replace(release(model), sha256="cd" * 32), **changes
    )


def cells(html: str, tissue: str) -> list[str]:
    row = re.search(rf"<tr><th[^>]*>[^<]*<i[^>]*></i>{tissue}</th>(.*?)</tr>", html)
    return re.findall("<td>(.*?)</td>", row[1])


def test_the_table_says_agreement_both_scores_and_their_difference():
    found = comparing.paired(segmentation(truth=label_map()), other())
    table = markup_compare.agreement_table(found)
    assert cells(table, "muscle") == ["84", "0", "0.000", "1.000", "0.000", "-1"]
    assert cells(table, "fat") == ["96", "96", "1.000", "1.000", "1.000", "0"]
    words = markup_compare.versus_words(found)
    assert f"{1 - 84 / (32 * 40):.1%} of the field" in words
    assert "only fat" not in words


def test_without_a_truth_there_is_agreement_alone():
    table = markup_compare.agreement_table(comparing.paired(segmentation(), other()))
    assert cells(table, "muscle") == ["84", "0", "0.000"]
    assert "without a ground truth" in table


def test_two_models_are_compared_by_fat_alone():
    multi, two = segmentation(truth=label_map()), other("binary")
    found = comparing.paired(multi, two)
    assert [one.name for one in found.tissues] == ["rest", "fat"]
    first, second = found.masks
    assert np.array_equal(first == 1, multi.mask == 2)
    assert np.array_equal(second, two.mask)
    assert "only fat is compared" in markup_compare.versus_words(found)
    assert "bone" in markup_compare.versus_legend(found)
    assert cells(markup_compare.agreement_table(found), "fat")[3] == "1.000", (
        "A is the truth itself"
    )


def test_the_other_weights_see_the_same_image_in_the_same_field(tmp_path, only_tiny_releases):
    key = kept(tmp_path, truth=True)
    words, *pictures, legend, table = compare.show(key, "multiclass", TINY_VERSION)
    assert f"multiclass {TINY_VERSION}" in words
    assert "only in A" in legend
    assert "B − A" in table
    shown = [np.asarray(Image.open(one["value"])) for one in pictures]
    assert all(
        one["visible"] and picture.shape == (40, 60, 3)
        for one, picture in zip(pictures, shown, strict=True)
    )
    assert (shown[1][4, 10:50] == 255).all(), "the field of A is drawn over B"
    found = comparing.versus(made(tmp_path, truth=True), "multiclass", TINY_VERSION)
    assert np.array_equal(shown[2], versus_picture(*found.masks))


def test_the_same_weights_a_made_up_version_and_no_image_get_sentences(
    tmp_path, only_tiny_releases
):
    session = made(tmp_path)
    release, _ = comparing.find_release("multiclass", TINY_VERSION)
    with pytest.raises(comparing.InputError, match="the same weights"):
        comparing.against(
            replace(session, network=replace(session.network, release=release)), release
        )
    with pytest.raises(gr.Error, match="not a version"):
        compare.show(kept(tmp_path), "multiclass", "<b>")
    with pytest.raises(gr.Error, match="no model"):
        compare.show(kept(tmp_path), "x", "latest")
    with pytest.raises(gr.Error, match="Nothing is segmented"):
        compare.show(None, "binary", "latest")


def test_b_starts_as_the_release_before_the_newest(monkeypatch):
    monkeypatch.setattr(compare, "bundled_versions", lambda model: ["0.1.0", "0.2.0"])
    assert compare.earlier("binary") == "0.1.0"
    monkeypatch.setattr(compare, "bundled_versions", lambda model: ["0.2.0"])
    assert compare.earlier("binary") == "latest"


def test_clearing_matches_showing(tmp_path, only_tiny_releases):
    shown = compare.show(kept(tmp_path), "multiclass", TINY_VERSION)
    cleared = compare.clear()
    assert len(shown) == len(cleared)
    assert [one["visible"] for one in cleared[1:4]] == [False] * 3
