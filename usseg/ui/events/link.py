"""When a link is read, and when the address is written."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import gradio as gr

from usseg.ui import choices, links
from usseg.ui.components import Inputs
from usseg.ui.gallery.examples import Example

QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def open_link(demo: gr.Blocks, inputs: Inputs, tabs: gr.Tabs, examples: Sequence[Example]) -> Any:
    """Let the page open as its link asks; return the event that what follows waits for."""

    def opened(request: gr.Request) -> tuple[Any, ...]:
        link = links.read_link(request.query_params, examples)
        links.tell_unknown(link)
        example = choices.show_example(examples[link.example])
        return *example, link.model, link.version, gr.Tabs(selected=link.view)

    outputs = [*inputs.of_example, inputs.model, inputs.version, tabs]
    return demo.load(opened, None, outputs, api_visibility="private")


def write_address(
    loaded: Any, shown: Iterable[Any], inputs: Inputs, tabs: gr.Tabs, examples: Sequence[Example]
) -> None:
    """Keep the address up to date.

    Args:
        loaded: The event of `open_link`; nothing is written before it is over.
        shown: Events after which another image may be shown.
        inputs: What stands above the views.
        tabs: The views.
        examples: Those a link can name.
    """
    names = [links.name_of(example) for example in examples]
    name = gr.Textbox(visible="hidden", elem_id="shown_example", container=False)
    parts = [name, inputs.model, inputs.version]

    def named(image: str | None, is_example: bool) -> str:
        return links.shown_example(image, is_example, names)

    each = [tab for tab in tabs.children if isinstance(tab, gr.Tab)]
    words = [tab.id for tab in each]
    opened = loaded.then(None, js=links.OPENED % json.dumps(words), **QUIET)
    for event in (opened, *shown):
        event.then(named, [inputs.image, inputs.is_example], name, **QUIET).then(
            None, parts, None, js=links.WRITE, **QUIET
        )
    for menu in (inputs.model, inputs.version):
        menu.change(None, parts, None, js=links.WRITE, **QUIET)
    for tab in each:
        tab.select(None, js=links.WRITE_VIEW % tab.id, **QUIET)
