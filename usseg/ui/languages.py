"""The page in other languages: one table keyed by the English words, English where it has none.

Gradio replaces labels and buttons itself, whole strings at a time (`gr.I18n`). What it does not reach,
words inside HTML, is replaced in the browser, after the language that Gradio chose. What is sent to the
server stays English: a choice keeps its value and only looks translated.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

TABLE = Path(__file__).with_name("static") / "translations.json"
SCRIPT = Path(__file__).with_name("static") / "translate.js"
LANGUAGES = ("de", "fr", "es")


def translations() -> dict[str, dict[str, str]]:
    """Return language to English words to their translation."""
    rows = json.loads(TABLE.read_text(encoding="utf-8"))
    return {
        language: {english: row[place] for english, row in rows.items()}
        for place, language in enumerate(LANGUAGES)
    }


def sent_values(demo: gr.Blocks) -> Iterator[Any]:
    """Yield the values of a page that events send: Gradio must not translate those."""
    for block in demo.blocks.values():
        for _, value in getattr(block, "choices", None) or ():
            yield value


def labels(demo: gr.Blocks) -> gr.I18n:
    """Return what Gradio translates of a page."""
    sent = set(sent_values(demo))
    tables = {
        language: {english: words for english, words in table.items() if english not in sent}
        for language, table in translations().items()
    }
    return gr.I18n(en={english: english for english in tables[LANGUAGES[0]]}, **tables)


def script() -> str:
    """Return the JavaScript that translates the rest, now and whenever something new is shown."""
    words = json.dumps(translations(), ensure_ascii=False, separators=(",", ":"))
    return SCRIPT.read_text(encoding="utf-8").replace('"__TABLES__"', words).strip()
