"""The first view: the four panels, the table of tissues, and what made the mask."""

import json
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from usseg.render import encode_mask, panels
from usseg.render.blend import draw_outline
from usseg.tissues import MODELS
from usseg.ui.files import store
from usseg.ui.markup import result as markup
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.pictures import panel_files
from usseg.ui.session import find
from usseg.ui.texts import page as texts
from usseg.ui.views import look


@dataclass(frozen=True)
class ResultView:
    """The components of the view."""

    panels: list[gr.Image]
    placeholders: list[gr.HTML]
    legend: gr.HTML
    look: look.LookView
    table: gr.HTML
    provenance: gr.HTML
    mask: gr.DownloadButton
    report: gr.JSON
    report_file: gr.DownloadButton

    @property
    def of_segment(self) -> list[Any]:
        """The components that take what `handlers.segment` returns, in its order."""
        return [*self.panels, self.mask, self.report]

    @property
    def of_show(self) -> list[Any]:
        """The components that take what `show` returns, in its order."""
        words = [self.legend, self.table, self.provenance, self.report_file]
        return [*self.of_segment, *words, *self.placeholders]


def lay_out() -> ResultView:
    """Lay out panels, legend, numbers and downloads."""
    with gr.Row(elem_id="panels"):
        shown = [panel(title)[0] for title in texts.PANELS[:2]]
        withheld = [
            panel(title, words)
            for title, words in zip(texts.PANELS[2:], texts.WITHOUT_TRUTH, strict=True)
        ]
    legend = gr.HTML(markup.legend(MODELS[0], with_difference=False), elem_id="legend")
    closer = look.lay_out()
    with gr.Row(elem_id="numbers"):
        table = gr.HTML(f"<p>{texts.NOTHING_YET}</p>", padding=False, elem_id="table")
        with gr.Column(elem_id="weights"):
            provenance = gr.HTML(padding=False, elem_id="provenance")
            with gr.Row():
                mask = gr.DownloadButton(texts.MASK_BUTTON, size="md", elem_id="mask")
                report_file = gr.DownloadButton(texts.REPORT_BUTTON, size="md", elem_id="report")
            with gr.Accordion(texts.REPORT_LABEL, open=False):
                report = gr.JSON(label=texts.REPORT_LABEL, show_label=False, max_height=360)
    pictures = [*shown, *(picture for picture, _ in withheld)]
    placeholders = [placeholder for _, placeholder in withheld]
    below = (table, provenance, mask, report, report_file)
    return ResultView(pictures, placeholders, legend, closer, *below)


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


def show(key: str | None) -> tuple[Any, ...]:
    """Show panels, table, provenance and downloads; the field's outline lies over the input."""
    with told_to_the_visitor():
        session = find(key)
    now, report, stem = session.segmentation, session.report, session.source.stem
    drawn, has_truth = panels(now), now.truth is not None
    outlined = replace(drawn, input=draw_outline(drawn.input, now.field))
    files = panel_files(outlined, stem)
    written = json.dumps(report, indent=2, allow_nan=False, ensure_ascii=False) + "\n"
    return (
        *files[:2],
        *(gr.update(value=file, visible=has_truth) for file in files[2:]),
        store(f"{stem}.mask.png", encode_mask(now.mask)),
        report,
        markup.legend(now.release.model, with_difference=has_truth),
        markup.tissue_table(report),
        markup.provenance(report),
        store(f"{stem}.json", written.encode()),
        *(gr.update(visible=not has_truth) for _ in range(2)),
    )


def clear() -> tuple[Any, ...]:
    """Take the last result off the page: it must not stand beside an image that was refused."""
    return (
        *(None, None),
        *(gr.update(value=None, visible=False) for _ in range(2)),
        *(None, None),
        *(gr.skip(), f"<p>{texts.NOTHING_YET}</p>", "", None),
        *(gr.update(visible=True) for _ in range(2)),
    )
