"""What the controls of the view Cine do, and the endpoint for programs."""

from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from usseg.ui.clip import handlers as clip_handlers
from usseg.ui.clip.example import leave_example, open_example
from usseg.ui.clip.kept import forget_clip
from usseg.ui.components import Inputs
from usseg.ui.memory import KEPT_S
from usseg.ui.texts import clip as texts_clip
from usseg.ui.views import cine_show
from usseg.ui.views.cine import CineView

PRIVATE: dict[str, Any] = {"api_visibility": "private"}
QUIET = PRIVATE | {"show_progress": "hidden"}
# A queue of their own: a clip takes minutes, and single images, whose network runs between two frames,
# must not wait for it.
CLIPS = {"concurrency_id": "clip", "concurrency_limit": 1}


def connect_clip(demo: gr.Blocks, inputs: Inputs, view: CineView, examples_folder: Path) -> None:
    """Say what upload, example, buttons and slider of the view do."""
    given = view.given
    key = gr.State(None, time_to_live=KEPT_S, delete_callback=forget_clip)
    given.example.click(partial(open_example, examples_folder), None, given.of_example, **PRIVATE)
    given.clip.upload(leave_example, given.is_example, given.of_example[1:], **PRIVATE)
    # Gradio shows a number that was never set as 0, which is none of what these boxes mean.
    demo.load(partial(leave_example, True), None, given.of_example[1:], **QUIET)
    buttons = [view.segment, view.stop]
    begun = view.segment.click(clip_handlers.begin, None, buttons, **QUIET)
    cleared = begun.success(cine_show.clear, None, view.of_show, **QUIET)
    asked = [given.clip, inputs.model, inputs.version, *given.numbers]
    done = cleared.success(
        clip_handlers.segment, [key, *asked], key, show_progress_on=view.state, **PRIVATE, **CLIPS
    )
    nothing = partial(cine_show.clear, texts_clip.NOTHING_YET)
    done.failure(nothing, None, view.of_show, **QUIET)
    done.success(cine_show.show, key, view.of_show, **QUIET)
    for ended in (done.success, done.failure):  # `then` alone is not called after a failure
        ended(clip_handlers.end, None, buttons, **QUIET)
    view.stop.click(clip_handlers.stop, None, view.stop, **QUIET)
    view.frame.change(
        cine_show.show_still, [key, view.frame], view.of_still, trigger_mode="always_last", **QUIET
    )
    demo.unload(clip_handlers.leave)


def offer_clips(inputs: Inputs, view: CineView) -> None:
    """Offer `/segment_video` to programs; nothing on the page calls it, and it remembers nothing."""
    given = view.given
    zipped, table = (
        gr.File(label=label, visible=False)
        for label in (texts_clip.ENDPOINT_ZIP, texts_clip.ENDPOINT_TABLE)
    )
    summary = gr.JSON(label=texts_clip.ENDPOINT_SUMMARY, visible=False)
    gr.on(
        [],
        clip_handlers.segment_video,
        [given.clip, inputs.model, inputs.version, *given.numbers],
        [zipped, table, summary],
        api_name="segment_video",
        **CLIPS,
    )
