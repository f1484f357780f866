"""The view with every measurement, and with the scores where there is a truth."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from usseg.measure import thickness_at
from usseg.render import encode_picture
from usseg.render.marks import column_picture, frame_point
from usseg.render.profile_plot import profile_svg
from usseg.tissues import tissues_of
from usseg.ui.files import store
from usseg.ui.markup import measure as markup_measure
from usseg.ui.markup import scores as markup_scores
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.session import Session, find
from usseg.ui.texts import page as texts
from usseg.ui.wording import edited_line, scale_line


@dataclass(frozen=True)
class MeasureView:
    """The components of the view."""

    summary: gr.HTML
    picture: gr.Image
    column: gr.Slider
    profile: gr.HTML
    scores: gr.HTML
    details: gr.HTML

    @property
    def of_column(self) -> list[Any]:
        """The components that take what `show_column` returns, in its order."""
        return [self.picture, self.profile]

    @property
    def of_show(self) -> list[Any]:
        """The components that take what `show` returns, in its order."""
        return [self.summary, self.scores, self.details, self.column, *self.of_column]


def lay_out() -> MeasureView:
    """Lay out summary, profile, scores and details."""
    summary = gr.HTML(f"<p>{texts.NOTHING_YET}</p>", padding=False, elem_id="summary")
    with gr.Row(elem_id="profile"):
        with gr.Column(min_width=0):
            picture = gr.Image(
                label=texts.MEASURED_LABEL, format="png", type="filepath", interactive=False,
                buttons=["fullscreen"], elem_id="measured_picture",
            )  # fmt: skip
        with gr.Column(min_width=0):
            column = gr.Slider(0, 1, 0, step=1, label=texts.COLUMN_LABEL, elem_id="column")
            profile = gr.HTML(padding=False, elem_id="at_column")
    scores = gr.HTML(padding=False, elem_id="scores")
    details = gr.HTML(padding=False, elem_id="details")
    return MeasureView(summary, picture, column, profile, scores, details)


def show(key: str | None, column: int | None) -> tuple[Any, ...]:
    """Show everything measured, the scores, and the thickness at a column of this image."""
    with told_to_the_visitor():
        session = find(key)
        measured = session.measurements
    now = session.segmentation
    last = now.mask.shape[1] - 1
    if column is None or not 0 < column <= last:
        column = last // 2
    return (
        scale_line(now.frame) + edited_line(now) + markup_measure.summary(measured),
        markup_scores.scores(session.report),
        markup_measure.details(measured),
        gr.update(maximum=last, value=column),
        *column_of(session, column),
    )


def show_column(key: str | None, column: float | None) -> tuple[str, str]:
    """Show the thickness of each tissue at a column."""
    with told_to_the_visitor():
        return column_of(find(key), int(column or 0))


def column_of(session: Session, column: int) -> tuple[str, str]:
    """Return a picture with the column marked, and plot and table as HTML.

    Raises:
        InputError: The image has no such column.
    """
    now, measured = session.segmentation, session.measurements
    at_column = [
        (tissue, *thickness_at(now.mask, tissue.label, column, now.frame.spacing_mm))
        for tissue in tissues_of(now.release.model)[1:]
    ]
    table = markup_measure.column_table(at_column, column)
    picture = encode_picture(column_picture(now, column))
    words = profile_svg(measured, column) + scale_line(now.frame) + table
    return store(f"{session.source.stem}.column.png", picture), words


def click_column(event: gr.SelectData, key: str | None) -> int:
    """Return the column that was clicked on."""
    with told_to_the_visitor():
        _, col = frame_point(event.index, find(key).network.mask.shape)
    return int(col)
