"""The brush gives the files of the strokes and keeps nothing; Gradio's second way in is shut."""

from pathlib import Path
from types import SimpleNamespace

import gradio as gr
import pytest

from usseg.errors import InputError
from usseg.tissues import tissues_of
from usseg.ui import brush
from usseg.ui.brush import Brush, colours_of, read_layers


@pytest.fixture
def editor():
    with gr.Blocks():
        return Brush(brush=colours_of("multiclass"))


def test_the_value_is_the_files_of_the_strokes(editor):
    layers = [SimpleNamespace(path="a.png"), None, SimpleNamespace(path="b.png")]
    drawing = SimpleNamespace(background=SimpleNamespace(path="x"), layers=layers, id=None)
    assert editor.preprocess(drawing) == ["a.png", "b.png"]
    assert editor.preprocess(None) == []
    assert editor.preprocess(SimpleNamespace(layers=None)) == []


def test_nothing_is_kept_in_memory(editor):
    blob = {"type": "layer", "index": "0", "id": "a"}
    editor.accept_blobs(SimpleNamespace(data=blob, files=[("file", b"png")]))
    assert not editor.blob_storage
    assert editor.accept_blobs._is_server_fn  # so that Gradio calls this one and not its own


def test_a_file_that_is_too_large_is_told(tmp_path, monkeypatch):
    (tmp_path / "a.png").write_bytes(b"png")
    assert read_layers([str(tmp_path / "a.png")]) == [b"png"]
    monkeypatch.setattr(brush, "MOST_BYTES", 2)
    with pytest.raises(InputError, match="too large"):
        read_layers([str(tmp_path / "a.png")])


@pytest.mark.parametrize("model", ["binary", "multiclass"])
def test_there_is_a_colour_for_each_tissue_and_the_last_erases(model):
    colours = colours_of(model).colors
    names = [f"rgb{tissue.colour}" for tissue in tissues_of(model)]
    assert colours == [*names[1:], names[0]]


def test_the_browser_shows_it_as_gradios_editor_and_no_stub_is_written(editor):
    assert editor.get_block_name() == "imageeditor"
    assert not Path(brush.__file__).with_suffix(".pyi").exists()
