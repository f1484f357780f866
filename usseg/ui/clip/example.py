"""The example of a clip."""

import json
from pathlib import Path
from typing import Any

import gradio as gr

from usseg.errors import InputError
from usseg.ui.files import store
from usseg.ui.messages import told_to_the_visitor

ABOUT = Path("clips") / "contraction.json"
MISSING = "This installation came without the example clip. Upload a clip of your own."


def open_example(examples_folder: Path) -> tuple[Any, ...]:
    """Fill the view with the example: clip, pixel height and width, frame rate, "it is an example"."""
    about = examples_folder / ABOUT
    with told_to_the_visitor():
        if not about.is_file():
            raise InputError(MISSING)
    found = json.loads(about.read_text(encoding="utf-8"))
    clip = about.with_name(found["clip"])
    row_mm, col_mm = found["spacing_mm"]
    return store(clip.name, clip.read_bytes()), row_mm, col_mm, None, True


def leave_example(is_example: bool) -> tuple[Any, ...]:
    """Forget the numbers of the example when a visitor's own clip replaces it."""
    return (None, None, None, False) if is_example else (gr.skip(),) * 3 + (False,)
