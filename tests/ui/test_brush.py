"""Strokes arrive once, few wait, and what Gradio would keep for good is dropped."""

from pathlib import Path
from types import SimpleNamespace

import gradio as gr
import pytest

from usseg.errors import InputError
from usseg.tissues import tissues_of
from usseg.ui import brush
from usseg.ui.brush import Brush, colours_of


@pytest.fixture
def editor():
    brush._WAITING.clear()
    with gr.Blocks():
        return Brush(brush=colours_of("multiclass"))


def send(editor, key: str, content: bytes = b"png", kind: str = "layer", index: str = "0") -> None:
    blob = {"type": kind, "index": index, "id": key, "file": b""}
    editor.accept_blobs(SimpleNamespace(data=blob, files=[("file", content)]))


def fetch(editor, key: str | None):
    return editor.preprocess(SimpleNamespace(id=key))


def test_strokes_arrive_once(editor):
    send(editor, "a")
    assert fetch(editor, "a") == b"png"
    with pytest.raises(InputError, match="did not arrive"):
        fetch(editor, "a")


def test_what_lies_under_the_strokes_is_dropped(editor):
    for kind, index in (
        ("background", "0"),
        ("composite", "0"),
        ("layer", "1"),
        ("layer", "9999999"),
    ):
        send(editor, "a", kind=kind, index=index)
    assert not brush._WAITING
    assert not editor.blob_storage


def test_large_drawings_and_long_names_are_dropped_and_few_wait(editor):
    send(editor, "a", b"x" * (brush.MOST_BYTES + 1))
    send(editor, "b" * (brush.LONGEST_ID + 1))
    assert not brush._WAITING
    for number in range(20):
        send(editor, str(number))
    assert len(brush._WAITING) == brush.MOST_DRAWINGS
    assert fetch(editor, "19") == b"png"


def test_a_drawing_that_nobody_fetches_is_forgotten(editor, monkeypatch):
    send(editor, "a")
    monkeypatch.setattr(brush, "KEPT_S", -1.0)
    with pytest.raises(InputError):
        fetch(editor, "a")
    assert not brush._WAITING


def test_nothing_drawn_is_nothing(editor):
    assert editor.preprocess(None) is None
    assert fetch(editor, None) is None


@pytest.mark.parametrize("model", ["binary", "multiclass"])
def test_there_is_a_colour_for_each_tissue_and_the_last_erases(model):
    colours = colours_of(model).colors
    names = [f"rgb{tissue.colour}" for tissue in tissues_of(model)]
    assert colours == [*names[1:], names[0]]


def test_the_browser_shows_it_as_gradios_editor_and_no_stub_is_written(editor):
    assert editor.get_block_name() == "imageeditor"
    assert not Path(brush.__file__).with_suffix(".pyi").exists()
