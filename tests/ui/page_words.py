"""Every word that stands on the page before anything is segmented, in English."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import gradio as gr

SAID = ("label", "info", "placeholder")
OF_VALUE = ("button", "downloadbutton", "markdown")
CHOSEN = ("radio", "checkboxgroup")


class Words(HTMLParser):
    """The texts between the tags of a piece of HTML, but for styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[Any]) -> None:
        self.inside = tag

    def handle_data(self, words: str) -> None:
        if self.inside not in ("style", "option"):
            self.found.append(words.strip())


def of_component(kind: str, props: dict[str, Any]) -> Iterator[str]:
    """The words of one component of a page's configuration."""
    yield from (props[name] for name in SAID if isinstance(props.get(name), str))
    value = props.get("value")
    if isinstance(value, str):
        yield from [value] if kind in OF_VALUE else Words(value).found if kind == "html" else []
    if kind in CHOSEN:
        yield from (str(name) for name, _ in props.get("choices") or ())


def page_words(demo: gr.Blocks, left_out: frozenset[str]) -> set[str]:
    """The words of all components but those of some ids, and of the endpoints' own."""
    found: set[str] = set()
    for component in demo.config["components"]:
        props = component["props"]
        unseen = props.get("visible") is False and not props.get("elem_id")
        if not unseen and component["type"] != "api" and props.get("elem_id") not in left_out:
            found.update(of_component(component["type"], props))
    return {word for word in found if any(letter.isalpha() for letter in word)}
