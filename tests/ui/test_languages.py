"""Every word of the page has a translation, the field's own, and what is sent stays English."""

import json
import re
from pathlib import Path

import pytest
from page_words import Words, page_words

from usseg.tissues import MULTICLASS
from usseg.ui import languages
from usseg.ui.languages import LANGUAGES, labels, sent_values, translations
from usseg.ui.page import build_demo

EXAMPLES = Path(__file__).parents[2] / "examples"
# Long texts that quote manifests, legends that change with a result, and pictures of patterns.
LEFT_OUT = frozenset({"about", "legend", "colours", "swatches"})
TISSUES = {
    "de": ["Haut", "Fett", "Muskel", "Faszie", "Sehne", "Band", "Knochen"],
    "fr": ["peau", "graisse", "muscle", "fascia", "tendon", "ligament", "os"],
    "es": ["piel", "grasa", "músculo", "fascia", "tendón", "ligamento", "hueso"],
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("gradio")))
        yield build_demo(EXAMPLES)


def is_quoted(word: str) -> bool:
    """Whether a word is what the list of real images says: titles, licences, citations."""
    listed = (EXAMPLES / "remote.json").read_text(encoding="utf-8")
    return any(json.dumps(part, ensure_ascii=False)[1:-1] in listed for part in word.split(", ©"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_of_the_page_is_translated(demo, language):
    table = translations()[language]
    words = page_words(demo, LEFT_OUT)
    assert sorted(word for word in words if word not in table and not is_quoted(word)) == []


def test_the_list_of_words_sees_labels_headings_and_choices(demo):
    found = page_words(demo, LEFT_OUT)
    assert {"Segment", "Scale", "How large is a pixel?", "the scale: two points"} <= found
    assert Words("<h2>One</h2><style>p {}</style><p>Two</p>").found == ["One", "p {}", "Two"][::2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_tissues_have_the_words_of_the_field(language):
    table = translations()[language]
    assert [table[tissue.name] for tissue in MULTICLASS[1:]] == TISSUES[language]


def test_no_translation_is_empty_or_has_markup():
    for table in translations().values():
        for english, words in table.items():
            assert words.strip()
            assert re.findall(r"[<>`]|##", words) == re.findall(r"[<>`]|##", english)


def test_what_events_send_is_left_to_the_browser(demo):
    sent = set(sent_values(demo))
    assert "the scale: two points" in sent
    for table in labels(demo).translations_dict.values():
        assert not sent & set(table)


def test_gradio_falls_back_to_the_english_words(demo):
    english = labels(demo).translations_dict["en"]
    assert all(key == words for key, words in english.items())


def test_a_line_of_the_table_has_one_place_for_each_language():
    rows = json.loads(languages.TABLE.read_text(encoding="utf-8"))
    assert {len(row) for row in rows.values()} == {len(LANGUAGES)}
    assert "__TABLES__" not in languages.script()
