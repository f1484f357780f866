"""What stands where on the page."""

import gradio as gr

from usseg.tissues import MODELS
from usseg.ui import choices, markup, texts
from usseg.ui.components import Inputs, Results
from usseg.ui.examples import Example, thumbnail


def head() -> None:
    """Lay out title and notice."""
    with gr.Row(elem_id="head"):
        gr.HTML(f"<h1>{texts.TITLE}</h1><p>{texts.SUBTITLE}</p>", padding=False)
        gr.HTML(f'<p role="note">{texts.NOTICE}</p>', padding=False, elem_id="notice")


def input_row(examples: list[Example]) -> Inputs:
    """Lay out upload, examples and options."""
    with gr.Row(elem_id="inputs"):
        with gr.Column(elem_id="own"):
            image = gr.File(label=texts.IMAGE_LABEL, type="filepath", elem_id="image", height=132)
            model, version, button = menus()
        gallery = gr.Gallery(
            [(thumbnail(example), example.title) for example in examples],
            label=texts.EXAMPLES_LABEL,
            format="png",
            allow_preview=False,
            columns=5,
            height="auto",
            buttons=[],
            interactive=False,
            elem_id="examples",
        )
    truth, row_mm, col_mm = more_options()
    is_example = gr.State(False)
    return Inputs(image, model, version, truth, row_mm, col_mm, button, gallery, is_example)


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


def result_rows() -> Results:
    """Lay out panels, legend, numbers and downloads."""
    with gr.Row(elem_id="panels"):
        shown = [panel(title)[0] for title in texts.PANELS[:2]]
        withheld = [
            panel(title, words)
            for title, words in zip(texts.PANELS[2:], texts.WITHOUT_TRUTH, strict=True)
        ]
    legend = gr.HTML(markup.legend(MODELS[0], with_difference=False), elem_id="legend")
    with gr.Row(elem_id="numbers"):
        table = gr.HTML(f"<p>{texts.NOTHING_YET}</p>", padding=False, elem_id="table")
        with gr.Column(elem_id="weights"):
            provenance = gr.HTML(padding=False, elem_id="provenance")
            with gr.Row():
                mask = gr.DownloadButton(texts.MASK_BUTTON, size="md", elem_id="mask")
                report_file = gr.DownloadButton(texts.REPORT_BUTTON, size="md", elem_id="report")
            with gr.Accordion(texts.REPORT_LABEL, open=False):
                report = gr.JSON(label=texts.REPORT_LABEL, show_label=False, max_height=360)
    panels = [*shown, *(picture for picture, _ in withheld)]
    placeholders = [placeholder for _, placeholder in withheld]
    return Results(panels, placeholders, legend, table, provenance, mask, report, report_file)


def panel(title: str, words: str = "") -> tuple[gr.Image, gr.HTML]:
    """Lay out one titled picture, and the words, if any, that stand there while it is missing."""
    with gr.Column(min_width=0):
        gr.HTML(f"<h2>{title}</h2>", padding=False)
        picture = gr.Image(
            label=title,
            format="png",  # Gradio's own choice is WebP, which changes the colours of a mask
            type="filepath",
            interactive=False,
            show_label=False,
            visible=not words,
            buttons=["download", "fullscreen"],
        )
        placeholder = gr.HTML(f"<p>{words}</p>", visible=bool(words), elem_classes="words")
    return picture, placeholder
