"""What the controls of each view do."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from usseg.ui import scaling, steps
from usseg.ui.components import Inputs
from usseg.ui.events.look import connect_look, refresh_look
from usseg.ui.layout import Views
from usseg.ui.views import correct, download, learned, measure, mirror, result, setting_show, trust

PRIVATE: dict[str, Any] = {"api_visibility": "private"}
QUIET = PRIVATE | {"show_progress": "hidden"}


def refresh_views(event: Any, shown: Views, key: gr.State) -> None:
    """Show a result in every view once an event has changed it."""
    views = shown
    # One after the other, since drawing shares one interpreter: first what a visitor looks at.
    panels = event.success(result.show, key, views.result.of_show, **QUIET)
    panels.success(trust.show, key, [views.warning, *views.trust.of_show], **QUIET)
    event = refresh_look(panels, views, key)
    event.success(setting_show.show, key, views.setting.of_show, **QUIET)
    event.success(correct.show, key, views.correct.of_show, **QUIET)
    event.success(download.show, key, views.download.of_show, **QUIET)
    clear_mirror(event.success, views)
    event.success(measure.show, [key, views.measure.column], views.measure.of_show, **QUIET)


def connect_views(inputs: Inputs, shown: Views, key: gr.State, network: dict[str, Any]) -> None:
    """Say what the controls of the views do.

    Args:
        inputs: What stands above the views.
        shown: The views.
        key: The visitor's.
        network: Limits of the events that run the network.
    """
    connect_look(shown, key)
    connect_setting(inputs, shown, key, network)
    connect_measure(shown, key)
    connect_correct(shown, key)
    connect_download(shown, key)
    connect_mirror(shown, key, network)
    connect_learned(inputs, shown)


def connect_setting(inputs: Inputs, shown: Views, key: gr.State, network: dict[str, Any]) -> None:
    """Let scale and field be set, by clicks and by numbers."""
    view = shown.setting
    places = [*view.points, *view.corners]
    clicked = view.picture.select(setting_show.place, [key, view.clicks, *places], places, **QUIET)
    clicked.success(setting_show.mark, [key, *places], view.picture, **QUIET)
    clicked.success(setting_show.way_of, [view.clicks, view.way], view.way, **QUIET)
    for number in places:
        number.input(setting_show.mark, [key, *places], view.picture, **QUIET)
    cleared = view.clear.click(
        setting_show.clear_points, None, [*view.points, view.length_mm], **QUIET
    )
    cleared.success(setting_show.mark, [key, *places], view.picture, **QUIET)
    numbers = [inputs.row_mm, inputs.col_mm, *view.points, view.length_mm, view.tick_mm]
    scaled = view.use.click(scaling.rescale, [key, view.way, *numbers], None, **PRIVATE)
    drawn = view.segment.click(
        steps.segment_inside, [key, *view.corners], None,
        show_progress_on=view.picture, **PRIVATE, **network,
    )  # fmt: skip
    found = view.find.click(
        steps.find_again, key, None, show_progress_on=view.picture, **PRIVATE, **network
    )
    for changed in (scaled, drawn, found):
        refresh_views(changed, shown, key)


def connect_measure(shown: Views, key: gr.State) -> None:
    """Let the column be chosen by slider and by click."""
    view = shown.measure
    view.column.change(
        measure.show_column, [key, view.column], view.of_column, trigger_mode="always_last", **QUIET
    )
    view.picture.select(measure.click_column, key, view.column, **QUIET)


def connect_correct(shown: Views, key: gr.State) -> None:
    """Let strokes become part of the mask, be undone, and be kept as a training pair."""
    view = shown.correct
    corrected = view.apply.click(steps.correct, [key, view.editor], None, **PRIVATE)
    undone = view.undo.click(steps.undo, key, None, **PRIVATE)
    for changed in (corrected, undone):
        refresh_views(changed, shown, key)
    view.pair.click(correct.make_pair, key, view.download, **PRIVATE)


def connect_download(shown: Views, key: gr.State) -> None:
    """Let the exports be made."""
    view = shown.download
    view.zip.click(download.make_zip, [key, view.blank], view.download, **PRIVATE)
    view.file.click(download.make_file, [key, view.format, view.blank], view.download, **PRIVATE)


def clear_mirror(listen: Callable[..., Any], shown: Views) -> None:
    """Take the answer of the mirrored image off the page whenever `listen` says that an event ended."""
    listen(None, None, shown.trust.mirror.found, js=mirror.clear_script(), **QUIET)


def connect_mirror(shown: Views, key: gr.State, network: dict[str, Any]) -> None:
    """Let the mirrored image be segmented too, when it is asked for."""
    view = shown.trust.mirror
    view.check.click(mirror.check, key, view.found, **PRIVATE, **network)


def connect_learned(inputs: Inputs, shown: Views) -> None:
    """Let the recorded training be gone through by slider, and played."""
    view, model = shown.learned, inputs.model
    for chosen in (view.frame, view.moment):
        chosen.change(
            learned.draw, [model, view.name, view.frame, view.moment], view.of_draw,
            trigger_mode="always_last", **QUIET,
        )  # fmt: skip
    view.name.input(
        learned.choose, [model, view.name, view.moment], [view.frame, *view.of_draw], **QUIET
    )
    view.play.click(learned.play, [model, view.moment], [view.moment, view.timer], **QUIET)
    view.pause.click(learned.pause, None, view.timer, **QUIET)
    view.timer.tick(learned.advance, [model, view.moment], [view.moment, view.timer], **QUIET)
