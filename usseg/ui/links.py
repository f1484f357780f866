"""A link restores the view, and the page keeps its address up to date.

An address holds the names of an example, a model, a version and a view, and nothing of an image that
a visitor uploaded: neither its content nor its name.
"""

import html
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from usseg.errors import UssegError
from usseg.model.releases import bundled_versions
from usseg.model.weights import list_releases
from usseg.tissues import MODELS
from usseg.ui.choices import LATEST
from usseg.ui.gallery.examples import Example
from usseg.ui.texts import manners as texts_manners
from usseg.ui.texts import page as texts

SHOWN = 40  # characters of a value that a link made up
WRITE = """(example, model, version) => {
  if (!window.ussegOpened) return [];
  const address = new URL(window.location);
  for (const [word, value] of Object.entries({example, model, version})) {
    if (value) address.searchParams.set(word, value);
    else address.searchParams.delete(word);
  }
  window.history.replaceState(window.history.state, "", address);
  return [];
}"""
WRITE_VIEW = """() => {
  if (!window.ussegOpened) return [];
  const address = new URL(window.location);
  address.searchParams.set("view", "%s");
  window.history.replaceState(window.history.state, "", address);
  return [];
}"""
# Until then the address is what the visitor came with, and nothing may write over it.
OPENED = """() => {
  window.ussegOpened = true;
  const address = new URL(window.location);
  if (%s.includes(address.searchParams.get("view"))) return [];
  address.searchParams.delete("view");
  window.history.replaceState(window.history.state, "", address);
  return [];
}"""


@dataclass(frozen=True)
class Link:
    """What a link asks for, with the defaults in place of what is missing or not here.

    Attributes:
        example: Place in the list of examples.
        model: Name of a model.
        version: Version of its weights, or "latest".
        view: Word of a view.
        unknown: A sentence for each value that is not here.
    """

    example: int
    model: str
    version: str
    view: str
    unknown: tuple[str, ...] = ()


def word_of(title: str) -> str:
    """Return the word that stands for a view in a link.

    >>> word_of("How it learned")
    'how-it-learned'
    """
    return title.lower().replace(" ", "-")


def name_of(example: Example) -> str:
    """Return the word that stands for an example in a link: its file's name without the ending."""
    return example.image.stem


def read_link(asked: Mapping[str, str], examples: Sequence[Example]) -> Link:
    """Return what the query of an address asks for."""
    unknown: list[str] = []

    def known(word: str, offered: Collection[str], default: str) -> str:
        value = asked.get(word) or default
        if value in offered:
            return value
        sentence = texts_manners.UNKNOWN_IN_LINK
        unknown.append(sentence.format(word=word, value=value[:SHOWN], default=default))
        return default

    names = [name_of(example) for example in examples]
    example = known("example", names, names[0])
    model = known("model", MODELS, MODELS[0])
    version = known("version", versions(model, asked.get("version")), LATEST)
    words = [word_of(title) for title in texts.TABS]
    view = known("view", words, words[0])
    return Link(names.index(example), model, version, view, tuple(unknown))


def versions(model: str, wanted: str | None) -> list[str]:
    """Return the versions that a link may name; the Hub is asked only about one that is not bundled."""
    bundled = [LATEST, *bundled_versions(model)]
    if wanted is None or wanted in bundled:
        return bundled
    try:
        return [*bundled, *(release.version for release in list_releases(model))]
    except UssegError:
        return bundled


def tell_unknown(link: Link) -> None:
    """Show one toast with a sentence for each value of a link that is not here."""
    if link.unknown:
        gr.Warning(html.escape(" ".join(link.unknown)))


def shown_example(image: str | None, is_example: bool, names: Collection[str]) -> str:
    """Return the word of the example that is shown; of a visitor's own image nothing.

    >>> [shown_example("/folder/limb.png", is_example, ["limb"]) for is_example in (True, False)]
    ['limb', '']
    """
    name = Path(image).stem if image and is_example else ""
    return name if name in names else ""
