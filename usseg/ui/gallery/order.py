"""The gallery of examples: its captions, its order, and which example a click means."""

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr
import numpy as np

from usseg.ui import choices
from usseg.ui.gallery.examples import Example, thumbnail
from usseg.ui.texts import examples as texts

ORDERS = (texts.BY_SCENE, texts.WORST_FIRST, texts.BEST_FIRST)


def caption(example: Example, model: str) -> str:
    """Return what stands under an example: its scene, and how well a model does on it."""
    score = example.mean_dice.get(model)
    return example.title if score is None else f"{example.title} · {score:.2f}"


def arranged(examples: Sequence[Example], order: str, model: str) -> list[Example]:
    """Return the examples in an order; those without a score come last, as they are listed.

    Args:
        examples: As `load_examples` lists them.
        order: One of `ORDERS`; any other word leaves them as they are listed.
        model: Whose scores count.
    """
    sign = {texts.WORST_FIRST: 1, texts.BEST_FIRST: -1}.get(order, 0)
    scores = [example.mean_dice.get(model) for example in examples]
    keys = [(score is None, sign * (score or 0)) if sign else (False, 0) for score in scores]
    return [examples[index] for index in sorted(range(len(keys)), key=keys.__getitem__)]


def lay_out(examples: Sequence[Example], model: str) -> tuple[gr.Gallery, gr.Radio]:
    """Lay out the pictures, and above them the choice of their order."""
    with gr.Column(elem_id="choose", min_width=0):
        order = gr.Radio(
            list(ORDERS), value=texts.BY_SCENE, label=texts.ORDER_LABEL, info=texts.ORDER_INFO,
            elem_id="order",
        )  # fmt: skip
        gallery = gr.Gallery(
            pictures(examples, model),
            label=texts.EXAMPLES_LABEL,
            format="png",
            allow_preview=False,
            columns=5,
            height="auto",
            buttons=[],
            interactive=False,
            elem_id="examples",
        )
    return gallery, order


def pictures(examples: Sequence[Example], model: str) -> list[tuple[np.ndarray, str]]:
    """Return each example's picture and caption."""
    return [(thumbnail(example), caption(example, model)) for example in examples]


def handlers(examples: list[Example]) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return what a click on a picture does, and what another order or model does.

    Gradio tells a click by its place, so place and order are translated back together.
    """

    def pick(order: str, model: str, event: gr.SelectData) -> tuple[Any, ...]:
        return choices.show_example(arranged(examples, order, model)[event.index])

    def arrange(order: str, model: str) -> Any:
        return gr.update(
            value=pictures(arranged(examples, order, model), model), selected_index=None
        )

    return pick, arrange
