"""The brush: Gradio's image editor, which trusts its visitors less.

Gradio keeps every drawing in memory for good and decodes it whatever its size. Here only the
strokes are kept, few and briefly, and our own reader decodes them.
"""

import threading
import time
from abc import ABCMeta
from collections import OrderedDict
from typing import Any

import gradio as gr
from gradio.component_meta import ComponentMeta
from gradio.components.base import server
from gradio.components.image_editor import AcceptBlobs

from usseg.errors import InputError
from usseg.tissues import tissues_of
from usseg.ui import texts

MOST_BYTES = 32 * 2**20  # of one drawing; PNG of flat strokes is far smaller
MOST_DRAWINGS = 8  # that wait at a time for the event that fetches them, at once
KEPT_S = 120.0
LONGEST_ID = 100

_LOCK = threading.Lock()
_WAITING: OrderedDict[str, tuple[float, bytes]] = OrderedDict()


class WithoutStub(ComponentMeta):
    """Gradio's own metaclass writes a stub file beside the source of each new component."""

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        """Make the class and nothing else."""
        return ABCMeta.__new__(cls, name, bases, attrs)


class Brush(gr.ImageEditor, metaclass=WithoutStub):
    """An image editor whose value is the PNG of the strokes, or None where nothing was drawn."""

    is_template = True  # the browser shows it as Gradio's own

    @server
    def accept_blobs(self, data: AcceptBlobs) -> None:
        """Keep the strokes of a drawing; what lies under them is known here."""
        blob, (_, content) = data.data, data.files[0]
        if blob["type"] != "layer" or str(blob["index"]) != "0":
            return
        if len(content) > MOST_BYTES or len(blob["id"]) > LONGEST_ID:
            return
        with _LOCK:
            _WAITING[blob["id"]] = (time.monotonic(), content)
            while len(_WAITING) > MOST_DRAWINGS:
                _WAITING.popitem(last=False)

    def preprocess(self, payload: Any) -> Any:
        """Return the PNG of the strokes and forget it.

        Raises:
            InputError: It is no longer there.
        """
        if payload is None or payload.id is None:
            return None
        forget_old_drawings()
        with _LOCK:
            kept = _WAITING.pop(payload.id, None)
        if kept is None:
            raise InputError(texts.DRAWING_LOST)
        return kept[1]


def forget_old_drawings() -> None:
    """Forget drawings that no event fetched."""
    before = time.monotonic() - KEPT_S
    with _LOCK:
        for key in [key for key, (when, _) in _WAITING.items() if when < before]:
            del _WAITING[key]


def colours_of(model: str) -> gr.Brush:
    """Return a brush with the colour of each tissue of a model, the background last, to erase."""
    first, *others = (f"rgb{tissue.colour}" for tissue in tissues_of(model))
    return gr.Brush(default_size="auto", colors=[*others, first], color_mode="fixed")
