"""Malformed requests, as anyone can post them: a sentence, no traceback, nothing of the server."""

import asyncio
import logging
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gradio as gr
import pytest

from usseg.ui import steps
from usseg.ui.page import build_demo
from usseg.ui.requests import Page

META = {"_type": "gradio.FileData"}
LATER = ["multiclass", "latest", None, None, None]


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def demo(cache, tmp_path_factory) -> Page:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(cache))
        return build_demo(tmp_path_factory.mktemp("no-examples"))


@pytest.fixture(autouse=True)
def same_cache(cache, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(cache))


def arguments(demo: Page, values: list) -> list:
    """What the handler of `/segment` would be called with."""
    (event,) = (event for event in demo.fns.values() if event.api_name == "segment")
    return asyncio_run(demo.preprocess_data(event, values, None))


def asyncio_run(work: Coroutine) -> list:
    """Run in a thread of its own: a browser of another test may keep an event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def refusal(demo: Page, values: list) -> str:
    with pytest.raises(gr.Error) as caught:
        arguments(demo, values)
    assert caught.value.print_exception is False, "Gradio would print a traceback"
    assert caught.value.__cause__ is None
    return caught.value.message


def file(path: Path | str) -> dict:
    return {"path": str(path), "meta": META}


@pytest.fixture
def upload(cache) -> Path:
    path = cache / "digest" / "calf.png"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_an_uploaded_file_reaches_the_handler(demo, upload):
    assert arguments(demo, [file(upload), *LATER]) == [str(upload), *LATER]


@pytest.mark.parametrize("image", [5, "calf.png", [], {"a": 1}, {"path": 5, "meta": META}, True])
def test_what_is_no_file_is_refused_in_words(demo, image):
    assert "request cannot be read" in refusal(demo, [image, *LATER])


def test_several_files_for_one_are_refused_in_words(demo, upload):
    assert "one uploaded file" in refusal(demo, [[file(upload)] * 2, *LATER])


def test_too_few_values_are_refused_in_words(demo, upload):
    assert "number or kind" in refusal(demo, [file(upload)])


@pytest.mark.parametrize("where", ["/etc/passwd", "/etc/no-such-file", "../../etc/passwd", ""])
def test_a_file_of_the_server_is_refused_whether_it_exists_or_not(demo, where):
    said = refusal(demo, [file(where), *LATER])
    assert said.startswith(f"The uploaded file {Path(where).name} is no longer on the server")
    assert "/etc" not in said


def test_a_link_in_the_cache_does_not_lead_out_of_it(demo, cache):
    (cache / "link.png").unlink(missing_ok=True)
    (cache / "link.png").symlink_to("/etc/passwd")
    assert "Upload it again" in refusal(demo, [file(cache / "link.png"), *LATER])


@pytest.mark.parametrize("nested", [False, True])
def test_a_folder_is_refused_before_gradio_notes_it_down_for_deletion(demo, upload, nested):
    folder = file(upload.parent)
    refusal(demo, [[[folder]] if nested else folder, *LATER])
    assert not any(str(upload.parent) in noted for noted in demo.temp_file_sets)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/a.png", "https://example.org/a.png"])
def test_an_address_is_not_fetched(demo, address, cache):
    before = set(cache.rglob("*"))
    assert "not fetched" in refusal(demo, [file(address), *LATER])
    assert set(cache.rglob("*")) == before


@pytest.mark.parametrize("name", ["a\0b.png", "x" * 5000])
def test_a_path_that_cannot_be_one_is_refused(demo, cache, name):
    assert len(refusal(demo, [file(cache / name), *LATER])) < 300


def test_what_gradio_quotes_is_short_and_is_no_markup(demo, upload):
    said = refusal(demo, [file(upload), "<img src=x>" + "y" * 9999, *LATER[1:]])
    assert "&lt;img src=x&gt;" in said
    assert len(said) < 400


def test_the_log_stays_empty(demo, caplog, capfd):
    with caplog.at_level(logging.DEBUG, logger="gradio"):
        refusal(demo, [file("/srv/Doe-Jane.png"), *LATER])
    assert "Doe" not in caplog.text + "".join(capfd.readouterr())


def test_strokes_that_were_not_uploaded_are_refused(demo):
    (event,) = (one for one in demo.fns.values() if one.fn is steps.correct)
    drawing = {"background": None, "layers": [file("/etc/passwd")], "composite": None}
    with pytest.raises(gr.Error, match="no longer on the server"):
        asyncio_run(demo.preprocess_data(event, [None, drawing], None))
