"""The gallery: captions tell scene and score, orders are by score, and a click means what is seen."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from usseg.ui.gallery import order as gallery
from usseg.ui.gallery.examples import INDEX, SCORES, Example, load_examples, newest_digest
from usseg.ui.gallery.order import ORDERS, arranged, caption

PLACE = Path("x.png")
MIDDLE, WORST, BEST, NONE = (
    Example("middle", PLACE, PLACE, None, {"multiclass": 0.5, "binary": 0.9}),
    Example("worst", PLACE, PLACE, None, {"multiclass": 0.123, "binary": 0.1}),
    Example("best", PLACE, PLACE, None, {"multiclass": 0.9, "binary": 0.95}),
    Example("none", PLACE),
)
LISTED = [NONE, MIDDLE, WORST, BEST]


@pytest.mark.parametrize(
    ("order", "model", "titles"),
    [
        ("by scene", "multiclass", ["none", "middle", "worst", "best"]),
        ("worst first", "multiclass", ["worst", "middle", "best", "none"]),
        ("best first", "multiclass", ["best", "middle", "worst", "none"]),
        ("an order made up", "multiclass", ["none", "middle", "worst", "best"]),
    ],
)
def test_orders_are_by_score_and_what_has_none_comes_last(order, model, titles):
    assert [one.title for one in arranged(LISTED, order, model)] == titles


def test_each_model_has_its_own_order():
    turned = [Example("a", PLACE, PLACE, None, {"multiclass": 0.2, "binary": 0.8}),
              Example("b", PLACE, PLACE, None, {"multiclass": 0.8, "binary": 0.2})]  # fmt: skip
    for model, titles in (("multiclass", "ab"), ("binary", "ba")):
        assert "".join(one.title for one in arranged(turned, "worst first", model)) == titles


def test_a_caption_has_the_score_where_there_is_one():
    assert caption(WORST, "multiclass") == "worst · 0.12"
    assert caption(NONE, "multiclass") == "none"


def test_a_click_means_the_example_that_is_seen_there(monkeypatch):
    monkeypatch.setattr(gallery.choices, "show_example", lambda example: example.title)
    pick, _ = gallery.handlers(LISTED)
    clicked = SimpleNamespace(index=0)
    assert [pick(order, "multiclass", clicked) for order in ORDERS] == ["none", "worst", "best"]


def index(folder: Path, sha256: str | None) -> None:
    entry = {"title": "a", "image": "a.png", "truth": "a.truth.png", "spacing_mm": [1, 1]}
    (folder / INDEX).write_text(json.dumps([entry]))
    scores = {"multiclass": {"sha256": sha256, "version": "9", "mean_dice": {"a.png": 0.4}}}
    (folder / SCORES).write_text(json.dumps(scores))


def test_scores_of_other_weights_are_not_shown(tmp_path):
    index(tmp_path, "0" * 64)
    assert load_examples(tmp_path)[0].mean_dice == {}
    index(tmp_path, newest_digest("multiclass"))
    assert load_examples(tmp_path)[0].mean_dice == {"multiclass": 0.4}


def test_a_damaged_release_costs_the_scores_and_not_the_page(tmp_path, monkeypatch):
    folder = tmp_path / "multiclass" / "1.0.0"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("no manifest")
    monkeypatch.setattr("usseg.model.releases.RELEASES", tmp_path)
    index(tmp_path, "0" * 64)
    assert load_examples(tmp_path)[0].mean_dice == {}
