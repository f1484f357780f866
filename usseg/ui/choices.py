"""What can be chosen: models, versions of their weights, examples."""

from typing import Any

import gradio as gr

from usseg.model.releases import bundled_versions
from usseg.model.weights import list_releases
from usseg.tissues import MODELS, tissues_of
from usseg.ui.files import store
from usseg.ui.gallery.examples import Example
from usseg.ui.messages import told_to_the_visitor

LATEST = "latest"


def models() -> list[dict[str, Any]]:
    """List the models, their tissues and the versions of their weights.

    Returns:
        Models: name, tissues as {label, name}, and versions, each with source, commit and SHA-256.
    """
    with told_to_the_visitor():
        return [
            {
                "model": model,
                "tissues": [
                    {"label": tissue.label, "name": tissue.name} for tissue in tissues_of(model)
                ],
                "versions": [
                    {
                        "version": release.version,
                        "source": release.source,
                        "commit": release.commit,
                        "sha256": release.sha256,
                    }
                    for release in list_releases(model)
                ],
            }
            for model in MODELS
        ]


def bundled_choices(model: str) -> list[tuple[str, str]]:
    """Return the entries of the version menu that need no network."""
    newest_first = reversed(bundled_versions(model))
    return [(LATEST, LATEST), *((version, version) for version in newest_first)]


def refresh_versions(model: str, chosen: str = LATEST) -> Any:
    """Ask the Hub for the versions of a model, and offer them; a chosen one stays if it is there."""
    with told_to_the_visitor():
        choices = [(f"{one.version} ({one.source})", one.version) for one in list_releases(model)]
        value = chosen if chosen in dict(choices).values() else LATEST
        return gr.update(choices=[(LATEST, LATEST), *choices], value=value)


def show_example(example: Example) -> tuple[Any, ...]:
    """Fill the inputs with an example: image, truth, pixel height, pixel width, "it is an example"."""
    row_mm, col_mm = example.spacing_mm or (None, None)
    truth = example.truth
    return (
        store(example.image.name, example.image.read_bytes()),
        None if truth is None else store(truth.name, truth.read_bytes()),
        row_mm,
        col_mm,
        True,
    )


def leave_example(is_example: bool) -> tuple[Any, ...]:
    """Forget the truth and the pixel size of an example when a visitor's own image replaces it."""
    return (None, None, None, False) if is_example else (gr.skip(),) * 3 + (False,)
