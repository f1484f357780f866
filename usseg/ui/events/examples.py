"""What a click on an example does, what sorts them, and what fetches a real image."""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from usseg.ui.components import Inputs
from usseg.ui.gallery import order as gallery
from usseg.ui.gallery import real
from usseg.ui.gallery.examples import Example
from usseg.ui.gallery.remote import Remote

PRIVATE: dict[str, Any] = {"api_visibility": "private"}
QUIET = PRIVATE | {"show_progress": "hidden"}
FETCHING: dict[str, Any] = {
    "concurrency_id": "fetch",
    "concurrency_limit": 2,
}  # waiting for another host


def connect_examples(inputs: Inputs, examples: list[Example]) -> Any:
    """Let an example be picked and all be sorted; return the event after which another is shown."""
    pick, arrange = gallery.handlers(examples)
    chosen = [inputs.order, inputs.model]
    gr.on(
        [inputs.order.change, inputs.model.change], arrange, chosen, inputs.gallery,
        trigger_mode="always_last", **QUIET,
    )  # fmt: skip
    return inputs.gallery.select(pick, chosen, inputs.of_example, **PRIVATE)


def connect_real(inputs: Inputs, remotes: Sequence[Remote], others: Sequence[Any]) -> Any:
    """Let a real image be fetched; return the event after which it is shown.

    Args:
        inputs: What stands above the views.
        remotes: The images of the list.
        others: Events after which another image is shown, so that the attribution has to go.
    """
    view = inputs.real
    for event in others:
        event.then(real.clear, None, view.attribution, **QUIET)
    return view.button.click(
        real.handler(remotes), view.image, [*inputs.of_example, view.attribution],
        show_progress_on=inputs.image, **PRIVATE, **FETCHING,
    )  # fmt: skip
