"""The page and the endpoints: which event calls which handler."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from usseg.ui import choices, handlers, languages, steps
from usseg.ui.components import Inputs
from usseg.ui.events.clip import connect_clip, offer_clips
from usseg.ui.events.examples import connect_examples, connect_real
from usseg.ui.events.link import open_link, write_address
from usseg.ui.events.look import clear_look, connect_compare
from usseg.ui.events.views import QUIET, clear_mirror, connect_views, refresh_views
from usseg.ui.events.volume import connect_volume, offer_volumes
from usseg.ui.files import DELETE_AFTER_S, DELETE_EVERY_S
from usseg.ui.gallery.examples import Example, load_examples
from usseg.ui.gallery.remote import Remote, load_remotes
from usseg.ui.layout import Views, head, input_row, views
from usseg.ui.memory import KEPT_S, forget
from usseg.ui.naming import script
from usseg.ui.requests import Page
from usseg.ui.scripts import queue_script, wipe_script
from usseg.ui.texts import page as texts
from usseg.ui.views import learned, result, trust

# The network takes all cores by itself. One at a time also keeps the order: the answer for an image
# that was replaced meanwhile cannot come after, and stand on the page beside, the new image.
AT_ONCE = 1
LIGHT_AT_ONCE = 4  # handlers that only read and write small files
WAITING = 40  # a longer queue would only hide that the server is busy
NETWORK = {"concurrency_id": "segment", "concurrency_limit": AT_ONCE}
Offered = tuple[list[Example], list[Remote]]  # images to try: those that lie here, those by link


def build_demo(examples_folder: Path, loopback: bool = False) -> gr.Blocks:
    """Build the page and the endpoints for programs.

    Args:
        examples_folder: Where the example phantoms, their index and the list of real images lie.
        loopback: Whether that list may name addresses of this machine: for tests.
    """
    examples, remotes = load_examples(examples_folder), load_remotes(examples_folder, loopback)
    with Page(
        title=texts.TITLE,
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(DELETE_EVERY_S, DELETE_AFTER_S),
    ) as demo:
        head()
        inputs = input_row(examples, remotes)
        shown = views()
        key = gr.State(None, time_to_live=KEPT_S, delete_callback=forget)
        connect_inputs(demo, inputs, shown, key, (examples, remotes))
        connect_views(inputs, shown, key, NETWORK)
        connect_compare(demo, shown, key, NETWORK)
        offer_endpoints(inputs, shown)
        connect_clip(demo, inputs, shown.cine, examples_folder)
        offer_clips(inputs, shown.cine)
        connect_volume(demo, inputs, shown.volume, examples_folder)
        offer_volumes(inputs, shown.volume)
    demo.queue(api_open=False, max_size=WAITING, default_concurrency_limit=LIGHT_AT_ONCE)
    return demo


def connect_inputs(
    demo: gr.Blocks, inputs: Inputs, shown: Views, key: gr.State, offered: Offered
) -> None:
    """Say what uploads, examples, menus and the button do."""
    examples, remotes = offered
    left = inputs.image.upload(
        choices.leave_example, inputs.is_example, inputs.of_example[1:], api_visibility="private"
    )
    picked = connect_examples(inputs, examples)
    fetched = connect_real(inputs, remotes, (left, picked))
    loaded = open_link(demo, inputs, shown.tabs, examples)
    write_address(loaded, (left, picked, fetched), inputs, shown.tabs, examples)
    for refresh in (loaded.then, inputs.model.change):
        refresh(
            choices.refresh_versions,
            [inputs.model, inputs.version],
            inputs.version,
            api_visibility="private",
            show_progress="hidden",
        )
        refresh(learned.show, inputs.model, shown.learned.of_show, **QUIET)
    for one in (script(), queue_script(), wipe_script(), languages.script()):
        demo.load(None, js=one, api_visibility="private")
    for event in (inputs.button.click, left.then, picked.then, fetched.success, loaded.then):
        then_segment(event, inputs, shown, key)


def then_segment(event: Callable[..., Any], inputs: Inputs, shown: Views, key: gr.State) -> None:
    """Let an event segment the image and show the result, or clear the last one if that fails."""
    begun = event(
        steps.begin,
        [key, *inputs.arguments],
        key,
        api_visibility="private",
        show_progress_on=shown.result.panels,
        **NETWORK,
    )
    refresh_views(begun, shown, key)
    begun.failure(steps.leave, key, key, api_visibility="private")
    begun.failure(result.clear, None, shown.result.of_show, api_visibility="private")
    clear_look(begun, shown)
    untrusted = [shown.warning, *shown.trust.of_show]
    begun.failure(trust.clear, None, untrusted, api_visibility="private")
    clear_mirror(begun.failure, shown)


def offer_endpoints(inputs: Inputs, shown: Views) -> None:
    """Offer what programs may call; nothing on the page calls them, and they remember nothing."""
    blank = gr.Dropdown(
        list(handlers.BLANKING),
        value=handlers.BLANK_FOR_DICOM,
        label=texts.ENDPOINT_BLANK,
        visible=False,
    )
    zipped = gr.File(label=texts.ENDPOINT_ZIP, visible=False)
    gr.on(
        [],
        handlers.segment,
        inputs.arguments,
        shown.result.of_segment,
        api_name="segment",
        **NETWORK,
    )
    gr.on([], handlers.export, [*inputs.arguments, blank], zipped, api_name="export", **NETWORK)
    gr.api(choices.models, api_name="models")
