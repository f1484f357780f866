"""What stands where on the page."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from usseg.tissues import MODELS
from usseg.ui import choices
from usseg.ui.components import Inputs
from usseg.ui.gallery import order as gallery
from usseg.ui.gallery import real
from usseg.ui.gallery.examples import Example
from usseg.ui.gallery.remote import Remote
from usseg.ui.links import word_of
from usseg.ui.scripts import queue_place
from usseg.ui.texts import page as texts
from usseg.ui.views import (
    about,
    cine,
    compare,
    correct,
    download,
    learned,
    measure,
    result,
    setting,
    trust,
    volume,
)

# Of the tabs.
IN_ORDER: Any = (
    *(result, setting, measure, correct, download, compare),
    *(trust, cine, volume, learned, about),
)


@dataclass(frozen=True)
class Views:
    """The warning above the views of a result, the tabs, and the views, one tab each."""

    warning: gr.HTML
    tabs: gr.Tabs
    result: result.ResultView
    setting: setting.SettingView
    measure: measure.MeasureView
    correct: correct.CorrectView
    download: download.DownloadView
    compare: compare.CompareView
    trust: trust.TrustView
    cine: cine.CineView
    volume: volume.VolumeView
    learned: learned.LearnedView
    about: about.AboutView


def head() -> None:
    """Lay out title and notice."""
    with gr.Row(elem_id="head"):
        gr.HTML(f"<h1>{texts.TITLE}</h1><p>{texts.SUBTITLE}</p>", padding=False)
        gr.HTML(f'<p role="note">{texts.NOTICE}</p>', padding=False, elem_id="notice")


def input_row(examples: list[Example], remotes: list[Remote]) -> Inputs:
    """Lay out upload, examples and options."""
    with gr.Row(elem_id="inputs"):
        with gr.Column(elem_id="own"):
            image = gr.File(label=texts.IMAGE_LABEL, type="filepath", elem_id="image", height=132)
            gr.HTML(queue_place(), padding=False, elem_id="queue")
            model, version, button = menus()
        shown, order = gallery.lay_out(examples, MODELS[0])
    fetched = real.lay_out(remotes)
    truth, row_mm, col_mm = more_options()
    is_example = gr.State(False)
    return Inputs(
        image, model, version, truth, row_mm, col_mm, button, shown, order, fetched, is_example
    )


def menus() -> tuple[gr.Dropdown, gr.Dropdown, gr.Button]:
    """Lay out the choice of weights and the button."""
    with gr.Row(elem_id="menus"):
        model = gr.Dropdown(
            list(MODELS), value=MODELS[0], label=texts.MODEL_LABEL, min_width=120, elem_id="model"
        )
        version = gr.Dropdown(
            choices.bundled_choices(MODELS[0]),
            value=choices.LATEST,
            label=texts.VERSION_LABEL,
            allow_custom_value=True,  # else a client could not name what only the Hub has
            min_width=120,
            elem_id="version",
        )
    return model, version, gr.Button(texts.SEGMENT_BUTTON, variant="primary", elem_id="segment")


def more_options() -> tuple[gr.File, gr.Number, gr.Number]:
    """Lay out ground truth and pixel size."""
    with gr.Accordion(texts.OPTIONS_LABEL, open=False, elem_id="more"):
        gr.Markdown(texts.SPACING_HINT)
        with gr.Row():
            truth = gr.File(label=texts.TRUTH_LABEL, type="filepath", elem_id="truth", height=150)
            row_mm = gr.Number(None, label=texts.ROW_LABEL, elem_id="row_mm")
            col_mm = gr.Number(None, label=texts.COL_LABEL, elem_id="col_mm")
    return truth, row_mm, col_mm


def views() -> Views:
    """Lay out one tab per view."""
    warning, laid_out = trust.lay_out_warning(), []
    with gr.Tabs(elem_id="views") as tabs:
        for title, view in zip(texts.TABS, IN_ORDER, strict=True):
            with gr.Tab(title, id=word_of(title)):
                laid_out.append(view.lay_out())
    return Views(warning, tabs, *laid_out)
