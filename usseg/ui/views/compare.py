"""The view that sets other weights beside those of the result."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from usseg.model.releases import bundled_versions
from usseg.render import encode_picture, for_display, overlay
from usseg.render.versus import versus_picture
from usseg.tissues import MODELS
from usseg.ui import choices
from usseg.ui.comparing import Versus, versus
from usseg.ui.files import store
from usseg.ui.markup import compare as markup_compare
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.session import find
from usseg.ui.texts import look as texts

FILES = ("a", "b", "a-b")  # in the names of the pictures


@dataclass(frozen=True)
class CompareView:
    """The components of the view."""

    model: gr.Dropdown
    version: gr.Dropdown
    button: gr.Button
    words: gr.HTML
    pictures: list[gr.Image]
    legend: gr.HTML
    table: gr.HTML

    @property
    def of_show(self) -> list[Any]:
        """The components that take what `show` returns, in its order."""
        return [self.words, *self.pictures, self.legend, self.table]


def lay_out() -> CompareView:
    """Lay out the choice of weights, the pictures and the table."""
    gr.Markdown(texts.COMPARE_HINT)
    with gr.Row(elem_id="other"):
        model = gr.Dropdown(
            list(MODELS), value=MODELS[0], label=texts.OTHER_MODEL_LABEL,
            min_width=120, elem_id="other_model",
        )  # fmt: skip
        version = gr.Dropdown(
            choices.bundled_choices(MODELS[0]), value=earlier(MODELS[0]),
            label=texts.OTHER_VERSION_LABEL, min_width=120, elem_id="other_version",
        )  # fmt: skip
        button = gr.Button(texts.COMPARE_BUTTON, variant="primary", elem_id="compare")
    words = gr.HTML(padding=False, elem_id="versus_words")
    with gr.Row(elem_id="versus"):
        pictures = [
            gr.Image(
                label=label, format="png", type="filepath", interactive=False, visible=False,
                buttons=["download", "fullscreen"], elem_id=f"versus_{name}",
            )
            for label, name in zip(texts.VERSUS_LABELS, FILES, strict=True)
        ]  # fmt: skip
    legend = gr.HTML(padding=False, elem_id="versus_legend")
    table = gr.HTML(padding=False, elem_id="agreement")
    return CompareView(model, version, button, words, pictures, legend, table)


def earlier(model: str) -> str:
    """Return the bundled version before the newest; the newest where it is the only one."""
    bundled = bundled_versions(model)
    return bundled[-2] if len(bundled) > 1 else choices.LATEST


def refresh_versions(model: str) -> Any:
    """Ask the Hub for the versions of B's model, and choose the one before the newest."""
    with told_to_the_visitor():
        return choices.refresh_versions(model, earlier(model))


def show(key: str | None, model: str, version: str | None) -> tuple[Any, ...]:
    """Segment the image of the result with other weights, and show both and where they differ."""
    with told_to_the_visitor():
        session = find(key)
        found = versus(session, model, version)
    files = picture_files(found, session.source.stem)
    return (
        markup_compare.versus_words(found),
        *(gr.update(value=file, visible=True) for file in files),
        markup_compare.versus_legend(found),
        markup_compare.agreement_table(found),
    )


def picture_files(found: Versus, stem: str) -> list[str]:
    """Write A and B over the frame, and their difference."""
    drawn = overlay(found.first), overlay(found.second), versus_picture(*found.masks)
    return [
        store(f"{stem}.{name}.png", encode_picture(for_display(picture)))
        for name, picture in zip(FILES, drawn, strict=True)
    ]


def clear() -> tuple[Any, ...]:
    """Take the last comparison off the page: it was of another image."""
    return "", *(gr.update(value=None, visible=False) for _ in FILES), "", ""
