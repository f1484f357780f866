"""What the controls of the view Volume do, and the endpoint for programs."""

from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from usseg.ui.components import Inputs
from usseg.ui.memory import KEPT_S, forget
from usseg.ui.texts import volume as texts_volume
from usseg.ui.views import volume_show
from usseg.ui.views.volume import VolumeView
from usseg.ui.volume import handlers as volume_handlers

PRIVATE: dict[str, Any] = {"api_visibility": "private"}
QUIET = PRIVATE | {"show_progress": "hidden"}
# A queue of their own: a volume takes minutes, and single images, whose network runs between two frames,
# must not wait for it.
VOLUMES = {"concurrency_id": "volume", "concurrency_limit": 1}
# What comes before a component's code did is handed to it twice. A 3D viewer that meets its own file
# again while it fetches its drawing code drops that code, and stays empty. Nobody waits for ever.
AWAIT_VIEWER = """async (...inputs) => {
  for (let waited = 0; waited < 120000 && !document.querySelector("#surfaces"); waited += 50) {
    await new Promise((go) => setTimeout(go, 50));
  }
  return inputs;
}"""


def connect_volume(
    demo: gr.Blocks, inputs: Inputs, view: VolumeView, examples_folder: Path
) -> None:
    """Say what the form and the views of a volume do; before a first volume they show the example."""
    key = gr.State(None, time_to_live=KEPT_S, delete_callback=forget)
    connect_form(inputs, view, key, examples_folder)
    # Gradio shows a number that was never set as 0, and sends it.
    demo.load(volume_handlers.empty, None, view.form.numbers, **QUIET)
    demo.unload(volume_handlers.leave)
    opened = gr.State(False)
    tab_of(view).select(
        volume_show.open_view, [opened, key], [opened, *view.of_show], js=AWAIT_VIEWER, **QUIET
    )
    view.tissues.input(
        volume_show.switch, [key, view.tissues], view.surfaces, trigger_mode="always_last", **QUIET
    )
    for slider in view.places:
        slider.change(
            volume_show.draw, [key, *view.places], view.of_draw,
            trigger_mode="always_last", **QUIET,
        )  # fmt: skip
    for number, picture in enumerate(view.pictures):
        picture.select(clicking(number), [key, *view.places], view.places, **QUIET)
    view.zip.click(volume_show.make_zip, key, view.download, **PRIVATE)
    view.file.click(volume_show.make_file, [key, view.format], view.download, **PRIVATE)


def connect_form(inputs: Inputs, view: VolumeView, key: gr.State, examples_folder: Path) -> None:
    """Let a sweep be segmented, stopped, and the example's files be put into the form."""
    form = view.form
    filled = partial(volume_handlers.fill, examples_folder / "volumes")
    is_example = gr.State(False)
    of_example = [*form.typed, is_example]
    form.example.click(filled, None, [form.files, *of_example], **PRIVATE)
    form.files.upload(volume_handlers.leave_example, is_example, of_example, **PRIVATE)
    buttons = [form.segment, form.stop, form.status]
    begun = form.segment.click(volume_handlers.begin, None, buttons, **QUIET)
    asked = [form.files, inputs.model, inputs.version, *form.typed]
    done = begun.success(
        volume_handlers.segment,
        [key, *asked],
        key,
        show_progress_on=form.status,
        **PRIVATE,
        **VOLUMES,
    )
    done.success(volume_show.show, key, view.of_show, **QUIET)
    for ended in (done.success, done.failure):
        ended(volume_handlers.end, None, buttons, **QUIET)
    form.stop.click(volume_handlers.stop, None, [form.stop, form.status], **QUIET)


def tab_of(view: VolumeView) -> gr.Tab:
    """Return the tab that the view lies in."""
    block: Any = view.words
    while not isinstance(block, gr.Tab):
        block = block.parent
    return block


def clicking(number: int) -> Any:
    """Return the handler of clicks in the view of this number."""

    def click(event: gr.SelectData, key: str | None, *places: float | None) -> Any:
        return volume_show.click(number, event, key, *places)

    return click


def offer_volumes(inputs: Inputs, view: VolumeView) -> None:
    """Offer `/segment_volume` to programs; nothing on the page calls it, and it remembers nothing."""
    zipped = gr.File(label=texts_volume.ENDPOINT_ZIP, visible=False)
    report = gr.JSON(label=texts_volume.ENDPOINT_REPORT, visible=False)
    gr.on(
        [],
        volume_handlers.segment_volume,
        [view.form.files, inputs.model, inputs.version, *view.form.typed],
        [zipped, report],
        api_name="segment_volume",
        **VOLUMES,
    )
