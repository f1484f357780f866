"""The choice of real images that are fetched by link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from usseg.errors import InputError
from usseg.ui.gallery.fetch import fetched
from usseg.ui.gallery.remote import Remote
from usseg.ui.markup import real as markup_real
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.texts import examples as texts


@dataclass(frozen=True)
class RealView:
    """The components of the choice, and what stands beside an image that was fetched."""

    image: gr.Dropdown
    button: gr.Button
    attribution: gr.HTML


def lay_out(remotes: Sequence[Remote]) -> RealView:
    """Lay out the list, and below it the place of the attribution; without entries it is hidden."""
    titles = [remote.title for remote in remotes]
    with gr.Accordion(texts.REAL_TITLE, open=False, visible=bool(titles), elem_id="real"):
        with gr.Row(elem_id="real_choice"):
            image = gr.Dropdown(
                titles, value=titles[0] if titles else None, label=texts.REAL_LABEL, min_width=240,
                elem_id="real_image",
            )  # fmt: skip
            button = gr.Button(texts.REAL_BUTTON, min_width=200, elem_id="fetch")
        gr.HTML(markup_real.sources(remotes), padding=False)
    attribution = gr.HTML(padding=False, elem_id="attribution")
    return RealView(image, button, attribution)


def handler(remotes: Sequence[Remote]) -> Callable[[str | None], tuple[Any, ...]]:
    """Return what the button does: a title of the list to the values of the inputs."""

    def fetch(title: str | None) -> tuple[Any, ...]:
        with told_to_the_visitor():
            chosen = [remote for remote in remotes if remote.title == title]
            if not chosen:
                raise InputError(texts.NO_SUCH_IMAGE)
            path = fetched(chosen[0])
            row_mm, col_mm = chosen[0].spacing_mm or (None, None)
            return path, None, row_mm, col_mm, True, markup_real.attribution(chosen[0])

    return fetch


def clear() -> str:
    """Take the attribution off the page: another image came."""
    return ""
