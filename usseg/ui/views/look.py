"""The layout of the closer look: wipe, opacity, tissues on and off, and numbers at a click."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from usseg.render.blend import TISSUE_WEIGHT
from usseg.tissues import MODELS, tissues_of
from usseg.ui.markup import look as markup_look
from usseg.ui.texts import look as texts


@dataclass(frozen=True)
class LookView:
    """The components of the closer look."""

    wipe: gr.ImageSlider
    picture: gr.Image
    opacity: gr.Slider
    tissues: gr.CheckboxGroup
    cues: gr.CheckboxGroup
    ask: gr.Dropdown
    asked: gr.HTML
    drawn_model: gr.State

    @property
    def settings(self) -> list[Any]:
        """The components that `draw` takes after the key."""
        return [self.opacity, self.tissues, self.cues]

    @property
    def of_draw(self) -> list[Any]:
        """The components that take what `draw` returns, in its order."""
        return [self.wipe, self.picture]

    @property
    def of_show(self) -> list[Any]:
        """The components that take what `show` returns, in its order."""
        return [*self.of_draw, self.tissues, self.ask, self.asked, self.drawn_model]


def lay_out() -> LookView:
    """Lay out wipe, picture, controls and numbers."""
    with gr.Row(elem_id="look"):
        with gr.Column(min_width=0):
            wipe = gr.ImageSlider(
                label=texts.WIPE_LABEL, format="png", type="filepath", interactive=False,
                buttons=["fullscreen"], elem_id="wipe", max_height=900,
            )  # fmt: skip
        with gr.Column(min_width=0):
            picture = gr.Image(
                label=texts.PICTURE_LABEL, format="png", type="filepath", interactive=False,
                buttons=["download", "fullscreen"], elem_id="tissues_picture",
            )  # fmt: skip
        with gr.Column(min_width=0, elem_id="look_numbers"):
            ask = gr.Dropdown(names_of(MODELS[0]), value=None, label=texts.ASK_LABEL, elem_id="ask")
            said = gr.HTML(markup_look.asked(texts.ASK_FIRST), padding=False, elem_id="asked")
        with gr.Column(min_width=0, elem_id="look_controls"):
            opacity, tissues, cues = lay_out_controls()
    return LookView(wipe, picture, opacity, tissues, cues, ask, said, gr.State(MODELS[0]))


def lay_out_controls() -> tuple[gr.Slider, gr.CheckboxGroup, gr.CheckboxGroup]:
    """Lay out what changes the drawing."""
    opacity = gr.Slider(
        0, 1, TISSUE_WEIGHT, step=0.05, label=texts.OPACITY_LABEL, elem_id="opacity"
    )
    names = names_of(MODELS[0])
    tissues = gr.CheckboxGroup(names, value=names, label=texts.SHOWN_LABEL, elem_id="shown")
    cues = gr.CheckboxGroup(
        [texts.OUTLINES, texts.PATTERNS], value=[], label=texts.CUES_LABEL, elem_id="cues"
    )
    gr.HTML(markup_look.swatches(), padding=False, elem_id="swatches")
    return opacity, tissues, cues


def names_of(model: str) -> list[str]:
    """Return the names of a model's tissues without the background."""
    return [tissue.name for tissue in tissues_of(model)[1:]]
