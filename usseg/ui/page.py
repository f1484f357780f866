"""The page and the endpoints: which event calls which handler."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from usseg.ui import choices, handlers, texts
from usseg.ui.components import Inputs, Results
from usseg.ui.examples import Example, load_examples
from usseg.ui.files import DELETE_AFTER_S, DELETE_EVERY_S
from usseg.ui.layout import head, input_row, result_rows
from usseg.ui.requests import Page

# The network takes all cores by itself. One at a time also keeps the order: the answer for an image
# that was replaced meanwhile cannot come after, and stand on the page beside, the new image.
AT_ONCE = 1
LIGHT_AT_ONCE = 4  # handlers that only read and write small files
WAITING = 40  # a longer queue would only hide that the server is busy
NAME_PICTURES = """() => {
  const panels = document.querySelector("#panels");
  const name = () => panels.querySelectorAll(":scope > .column").forEach((panel) => {
    const picture = panel.querySelector("img");
    if (picture) picture.alt = panel.querySelector("h2").textContent;
  });
  new MutationObserver(name).observe(panels, {childList: true, subtree: true});
}"""  # Gradio leaves the alternative text of a picture empty


def build_demo(examples_folder: Path) -> gr.Blocks:
    """Build the page and the endpoints `/segment` and `/models`.

    Args:
        examples_folder: Where the example phantoms and their index lie.
    """
    examples = load_examples(examples_folder)
    with Page(
        title=texts.TITLE,
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(DELETE_EVERY_S, DELETE_AFTER_S),
    ) as demo:
        head()
        inputs = input_row(examples)
        results = result_rows()
        connect(demo, inputs, results, examples)
        gr.api(choices.models, api_name="models")
    demo.queue(api_open=False, max_size=WAITING, default_concurrency_limit=LIGHT_AT_ONCE)
    return demo


def connect(demo: gr.Blocks, inputs: Inputs, results: Results, examples: list[Example]) -> None:
    """Say which event calls which handler."""

    def pick(event: gr.SelectData) -> tuple[Any, ...]:
        return choices.show_example(examples[event.index])

    left = inputs.image.upload(
        choices.leave_example, inputs.is_example, inputs.of_example[1:], api_visibility="private"
    )
    picked = inputs.gallery.select(pick, None, inputs.of_example, api_visibility="private")
    first = partial(choices.show_example, examples[0])
    loaded = demo.load(first, None, inputs.of_example, api_visibility="private")
    for refresh in (demo.load, inputs.model.change):
        refresh(
            choices.refresh_versions,
            inputs.model,
            inputs.version,
            api_visibility="private",
            show_progress="hidden",
        )
    demo.load(None, js=NAME_PICTURES, api_visibility="private")
    then_segment(inputs.button.click, inputs, results, "segment")
    for event in (left, picked, loaded):
        then_segment(event.then, inputs, results)


def then_segment(
    event: Callable[..., Any], inputs: Inputs, results: Results, api_name: str | None = None
) -> Any:
    """Let an event segment the image and show the result, or clear the last one if that fails."""
    segmented = event(
        handlers.segment,
        inputs.arguments,
        results.of_segment,
        api_name=api_name,
        api_visibility="public" if api_name else "private",
        concurrency_id="segment",
        concurrency_limit=AT_ONCE,
        show_progress_on=results.panels,
    )
    segmented.success(
        handlers.describe,
        [results.report, results.mask],
        results.of_describe,
        api_visibility="private",
    )
    segmented.failure(
        handlers.clear, None, [*results.of_segment, *results.of_describe], api_visibility="private"
    )
    return segmented
