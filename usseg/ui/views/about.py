"""The view that says what the page is, is not, and rests on."""

from dataclasses import dataclass

import gradio as gr

from usseg.ui.markup import about as markup_about


@dataclass(frozen=True)
class AboutView:
    """The only component; bundled weights do not change while the page runs."""

    words: gr.HTML


def lay_out() -> AboutView:
    """Lay out the words and tables."""
    return AboutView(gr.HTML(markup_about.about(), padding=False, elem_id="about"))
