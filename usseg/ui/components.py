"""The components of the page that events read and write."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from usseg.ui.gallery.real import RealView


@dataclass(frozen=True)
class Inputs:
    """What a visitor sets; `arguments` are those of `handlers.segment`, in its order."""

    image: gr.File
    model: gr.Dropdown
    version: gr.Dropdown
    truth: gr.File
    row_mm: gr.Number
    col_mm: gr.Number
    button: gr.Button
    gallery: gr.Gallery
    order: gr.Radio
    real: RealView
    is_example: gr.State

    @property
    def arguments(self) -> list[Any]:
        """The components that `handlers.segment` takes its arguments from."""
        return [self.image, self.model, self.version, self.truth, self.row_mm, self.col_mm]

    @property
    def of_example(self) -> list[Any]:
        """The components that an example fills."""
        return [self.image, self.truth, self.row_mm, self.col_mm, self.is_example]
