"""What a link asks for: known names are taken, unknown ones told and replaced by the default."""

import json
from pathlib import Path

import pytest

from usseg.errors import WeightsError
from usseg.ui import links
from usseg.ui.gallery.examples import load_examples
from usseg.ui.links import read_link
from usseg.ui.texts import page as texts

FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = load_examples(FOLDER)
NAMES = [Path(entry["image"]).stem for entry in json.loads((FOLDER / "index.json").read_text())]


@pytest.fixture(autouse=True)
def two_versions(monkeypatch):
    """Two bundled versions, and a Hub that must not be asked."""

    def refuse(model: str) -> list:
        raise WeightsError("The Hub was asked.")

    monkeypatch.setattr(links, "bundled_versions", lambda model: ["0.1.0", "0.2.0"])
    monkeypatch.setattr(links, "list_releases", refuse)


def test_an_empty_link_is_the_first_example_with_the_newest_weights():
    link = read_link({}, EXAMPLES)
    assert (link.example, link.model, link.version, link.view) == (
        0,
        "multiclass",
        "latest",
        "segment",
    )
    assert link.unknown == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_a_name_that_leads_back_to_it(name):
    link = read_link({"example": name}, EXAMPLES)
    assert EXAMPLES[link.example].image.name == f"{name}.png"
    assert link.unknown == ()


@pytest.mark.parametrize("title", texts.TABS)
def test_every_view_has_a_word_of_plain_letters(title):
    word = links.word_of(title)
    assert read_link({"view": word}, EXAMPLES).view == word
    assert word.replace("-", "").isascii()
    assert word.replace("-", "").isalpha()


def test_model_and_version_are_taken():
    link = read_link({"model": "binary", "version": "0.1.0"}, EXAMPLES)
    assert (link.model, link.version, link.unknown) == ("binary", "0.1.0", ())


@pytest.mark.parametrize("word", ["example", "model", "version", "view"])
@pytest.mark.parametrize("value", ["<script>", "../../etc/passwd", "9.9.9", "x" * 5000])
def test_an_unknown_value_is_told_in_short_and_the_default_taken(word, value):
    link = read_link({word: value}, EXAMPLES)
    (sentence,) = link.unknown
    assert f"an unknown {word}: " in sentence
    assert len(sentence) < 160
    default = read_link({}, EXAMPLES)
    assert (link.example, link.model, link.version, link.view) == (
        default.example, default.model, default.version, default.view,
    )  # fmt: skip


def test_a_sentence_of_an_unknown_value_is_escaped_where_it_is_shown(monkeypatch):
    told = []
    monkeypatch.setattr(links.gr, "Warning", told.append)
    links.tell_unknown(read_link({"model": "<img src=x>"}, EXAMPLES))
    assert "&lt;img src=x&gt;" in told[0]


def test_an_upload_has_no_name_in_a_link_even_that_of_an_example():
    assert links.shown_example("/cache/limb-longitudinal.png", False, NAMES) == ""
    assert links.shown_example("/cache/Jane_Doe_1970.png", True, NAMES) == ""
    assert links.shown_example(None, True, NAMES) == ""
