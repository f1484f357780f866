"""The brush: Gradio's image editor, which trusts its visitors less.

Gradio's own decodes whatever picture a request names, of any size, and has a second way in that keeps
drawings in memory for good. Here our own reader decodes the strokes, and the second way is shut.
"""

from abc import ABCMeta
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.component_meta import ComponentMeta
from gradio.components.base import server

from usseg.errors import InputError
from usseg.image.limits import check_file
from usseg.tissues import tissues_of
from usseg.ui.texts import page as texts

MOST_BYTES = 32 * 2**20  # of one layer; a PNG of flat strokes is far smaller
MOST_LAYERS = 4


class WithoutStub(ComponentMeta):
    """Gradio's own metaclass writes a stub file beside the source of each new component."""

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        """Make the class and nothing else."""
        return ABCMeta.__new__(cls, name, bases, attrs)


class Brush(gr.ImageEditor, metaclass=WithoutStub):
    """An image editor whose value is the PNG files of the strokes, the topmost last."""

    is_template = True  # the browser shows it as Gradio's own

    @server
    def accept_blobs(self, data: Any) -> None:
        """Keep nothing: the browser uploads drawings as files."""

    def preprocess(self, payload: Any) -> Any:
        """Return the paths of the layers; `usseg.ui.requests` has seen that they were uploaded."""
        return [] if payload is None else [layer.path for layer in payload.layers or () if layer]


def read_layers(paths: list[str]) -> list[bytes]:
    """Read the files of the strokes.

    Raises:
        InputError: There are none, too many, or they are too large.
    """
    if not paths:
        raise InputError(texts.NO_STROKES)
    files = [Path(path) for path in paths]
    for file in files:
        check_file(file)
    if len(files) > MOST_LAYERS or any(file.stat().st_size > MOST_BYTES for file in files):
        raise InputError(texts.DRAWING_TOO_LARGE)
    return [file.read_bytes() for file in files]


def colours_of(model: str) -> gr.Brush:
    """Return a brush with the colour of each tissue of a model, the background last, to erase."""
    first, *others = (f"rgb{tissue.colour}" for tissue in tissues_of(model))
    return gr.Brush(default_size="auto", colors=[*others, first], color_mode="fixed")
