"""The view in which a visitor corrects the mask with a brush."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from usseg.export import encode
from usseg.render import encode_picture, for_display, overlay
from usseg.tissues import MODELS
from usseg.ui.brush import Brush, colours_of
from usseg.ui.files import store
from usseg.ui.markup import result as markup
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.session import find
from usseg.ui.texts import page as texts
from usseg.ui.wording import edited_line

PAIR = ".pair.zip"


@dataclass(frozen=True)
class CorrectView:
    """The components of the view."""

    editor: Brush
    colours: gr.HTML
    state: gr.HTML
    apply: gr.Button
    undo: gr.Button
    pair: gr.Button
    download: gr.File

    @property
    def of_show(self) -> list[Any]:
        """The components that take what `show` returns, in its order."""
        return [self.editor, self.colours, self.state, self.undo, self.pair, self.download]


def lay_out() -> CorrectView:
    """Lay out editor, colours and buttons."""
    gr.Markdown(texts.EDITOR_HINT)
    colours = gr.HTML(markup.legend(MODELS[0], with_difference=False), elem_id="colours")
    editor = Brush(
        label=texts.EDITOR_LABEL,
        format="png",
        type="filepath",
        sources=(),
        transforms=(),
        brush=colours_of(MODELS[0]),
        layers=gr.LayerOptions(allow_additional_layers=False, disabled=True),
        buttons=["fullscreen"],
        height=560,
        elem_id="editor",
        interactive=True,
    )
    with gr.Row():
        apply = gr.Button(texts.CORRECT_BUTTON, variant="primary", elem_id="correct")
        undo = gr.Button(texts.UNDO_BUTTON, interactive=False, elem_id="undo")
        pair = gr.Button(texts.PAIR_BUTTON, interactive=False, elem_id="pair")
    state = gr.HTML(padding=False, elem_id="edited")
    gr.Markdown(texts.PAIR_HINT)
    download = gr.File(label=texts.DOWNLOAD_LABEL, visible=False, elem_id="pair_file")
    return CorrectView(editor, colours, state, apply, undo, pair, download)


def show(key: str | None) -> tuple[Any, ...]:
    """Put the mask under a clean layer for strokes, and say how much of it was corrected."""
    with told_to_the_visitor():
        session = find(key)
    now, model = session.segmentation, session.network.release.model
    background = store(
        f"{session.source.stem}.strokes.png", encode_picture(for_display(overlay(now)))
    )
    value: dict[str, Any] = {"background": background, "layers": [], "composite": None}
    edited = gr.update(interactive=now.edited_pixels > 0)
    return (
        gr.update(value=value, brush=colours_of(model)),
        markup.legend(model, with_difference=False),
        edited_line(now),
        edited,
        edited,
        gr.update(value=None, visible=False),
    )


def make_pair(key: str | None) -> Any:
    """Make the training pair of a corrected mask, and offer it."""
    with told_to_the_visitor():
        export = find(key).export()
        path = store(f"{export.stem}{PAIR}", encode(export, PAIR))
    return gr.update(value=path, visible=True)
