"""What the controls of the closer look and of the view Compare do."""

from typing import Any

import gradio as gr

from usseg.ui.layout import Views
from usseg.ui.views import compare, look_show

PRIVATE: dict[str, Any] = {"api_visibility": "private"}
QUIET = PRIVATE | {"show_progress": "hidden"}


def connect_look(shown: Views, key: gr.State) -> None:
    """Let opacity, tissues and cues be set, and tissues be asked by click and by name."""
    view = shown.result.look
    for setting in view.settings:
        setting.input(
            look_show.draw, [key, *view.settings], view.of_draw,
            trigger_mode="always_last", **QUIET,
        )  # fmt: skip
    view.picture.select(look_show.click, key, [view.ask, view.asked], **QUIET)
    view.ask.input(look_show.choose, [key, view.ask], view.asked, **QUIET)


def connect_compare(demo: gr.Blocks, shown: Views, key: gr.State, network: dict[str, Any]) -> None:
    """Let other weights be chosen, and be compared with those of the result."""
    view = shown.compare
    for event in (demo.load, view.model.change):
        event(compare.refresh_versions, view.model, view.version, **QUIET)
    view.button.click(
        compare.show, [key, view.model, view.version], view.of_show,
        show_progress_on=[view.words, *view.pictures], **PRIVATE, **network,
    )  # fmt: skip


def refresh_look(event: Any, shown: Views, key: gr.State) -> Any:
    """Show another result in the closer look, and take away what it was compared with.

    Returns:
        The event of the closer look, for what may wait until it is shown.
    """
    view = shown.result.look
    given = [key, view.drawn_model, *view.settings]
    event.success(compare.clear, None, shown.compare.of_show, **QUIET)
    return event.success(look_show.show, given, view.of_show, **QUIET)


def clear_look(event: Any, shown: Views) -> None:
    """Take the last result off closer look and comparison once an image was refused."""
    view = shown.result.look
    event.failure(look_show.clear, None, [*view.of_draw, view.ask, view.asked], **QUIET)
    event.failure(compare.clear, None, shown.compare.of_show, **QUIET)
