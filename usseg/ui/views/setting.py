"""The view in which a visitor says how large a pixel is and where the ultrasound lies."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from usseg.image.scale_choice import POINTS
from usseg.ui.texts import page as texts


@dataclass(frozen=True)
class SettingView:
    """The components of the view."""

    picture: gr.Image
    clicks: gr.Radio
    scale: gr.HTML
    way: gr.Radio
    points: list[gr.Number]
    length_mm: gr.Number
    tick_mm: gr.Number
    use: gr.Button
    clear: gr.Button
    corners: list[gr.Number]
    segment: gr.Button
    find: gr.Button

    @property
    def numbers(self) -> list[gr.Number]:
        """What a visitor sets: both points, their distance, the ruler's, both corners."""
        return [*self.points, self.length_mm, self.tick_mm, *self.corners]

    @property
    def of_show(self) -> list[Any]:
        """The components that take what `setting_show.show` returns, in its order."""
        return [self.picture, self.scale, self.way, *self.numbers]


def lay_out() -> SettingView:
    """Lay out picture, scale and field."""
    gr.Markdown(texts.SETTING_HINT)
    with gr.Row(elem_id="setting"):
        with gr.Column(min_width=0):
            clicks = gr.Radio(list(texts.CLICKS), value=texts.CLICKS[0], label=texts.CLICKS_LABEL)
            picture = gr.Image(
                label=texts.SETTING_LABEL, format="png", type="filepath", interactive=False,
                buttons=["fullscreen"], elem_id="setting_picture",
            )  # fmt: skip
        with gr.Column(min_width=0):
            scale = lay_out_scale()
            field = lay_out_field()
    return SettingView(picture, clicks, *(*scale, *field))


def lay_out_scale() -> tuple[Any, ...]:
    """Lay out the ways to a scale."""
    with gr.Column(elem_id="scale", elem_classes="card"):
        gr.HTML(f"<h2>{texts.SCALE_TITLE}</h2>", padding=False)
        scale = gr.HTML(f"<p>{texts.NO_SCALE}</p>", padding=False, elem_id="scale_now")
        way = gr.Radio([(texts.BY_POINTS, POINTS)], label=texts.SCALE_LABEL, elem_id="way")
        with gr.Row(elem_classes="four"):
            points = [gr.Number(None, label=label, min_width=90) for label in texts.POINT_LABELS]
        with gr.Row():
            length_mm = gr.Number(None, label=texts.LENGTH_LABEL, elem_id="length_mm")
            tick_mm = gr.Number(None, label=texts.TICK_LABEL, elem_id="tick_mm", visible=False)
        with gr.Row():
            use = gr.Button(texts.SCALE_BUTTON, variant="primary", elem_id="use_scale")
            clear = gr.Button(texts.CLEAR_POINTS, elem_id="clear_points")
    return scale, way, points, length_mm, tick_mm, use, clear


def lay_out_field() -> tuple[list[gr.Number], gr.Button, gr.Button]:
    """Lay out the corners of the field."""
    with gr.Column(elem_id="field", elem_classes="card"):
        gr.HTML(f"<h2>{texts.FIELD_TITLE}</h2><p>{texts.FIELD_HINT}</p>", padding=False)
        with gr.Row(elem_classes="four"):
            corners = [gr.Number(None, label=label, min_width=90) for label in texts.FIELD_LABELS]
        with gr.Row():
            segment = gr.Button(texts.FIELD_BUTTON, variant="primary", elem_id="use_field")
            again = gr.Button(texts.FIND_BUTTON, elem_id="find_field")
    return corners, segment, again
