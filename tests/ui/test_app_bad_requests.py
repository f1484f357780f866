"""What the running service refuses, in words, without a leak, and ready for the next request."""

import json
import shutil
import time
import urllib.error
import urllib.request
from pathlib import Path

import numpy as np
import pytest
from bad_files import BAD_FILES, png
from gradio_client import handle_file
from gradio_client.exceptions import AppError
from pydicom.data import get_testdata_file
from served import DICOM, IMAGE, ROOT


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_gets_a_sentence_and_the_next_request_works(client, server, tmp_path, name):
    make, words = BAD_FILES[name]
    make(tmp_path / name)
    with pytest.raises(AppError, match=words) as caught:
        client.predict(handle_file(tmp_path / name), api_name="/segment")
    for leak in ("Traceback", str(server.temp), str(ROOT), "gradio_api"):
        assert leak not in str(caught.value)
    assert client.predict(handle_file(IMAGE), api_name="/segment")[-1]["rows"] == 384


def test_dicom_of_another_modality_is_segmented_with_a_warning(client):
    file = get_testdata_file("CT_small.dcm", download=False)
    warnings = client.predict(handle_file(file), api_name="/segment")[-1]["warnings"]
    assert any("does not say that it is an ultrasound image" in warning for warning in warnings)


@pytest.mark.parametrize(
    ("labels", "words"),
    [(np.zeros((384, 383), np.uint8), "384 x 383"), (np.full((384, 384), 9, np.uint8), "holds 9")],
)
def test_a_truth_that_does_not_fit_gets_a_sentence(client, tmp_path, labels, words):
    png(tmp_path / "truth.png", labels)
    truth = handle_file(tmp_path / "truth.png")
    with pytest.raises(AppError, match=words):
        client.predict(handle_file(IMAGE), truth=truth, api_name="/segment")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"row_mm": -1, "col_mm": 1}, "spacing"),
        ({"row_mm": 0, "col_mm": 0}, "spacing"),
        ({"row_mm": 0.1}, "both"),
        ({"version": "9.9.9"}, "9.9.9"),
        ({"model": "brain"}, "brain"),
        ({"truth": handle_file(DICOM)}, "truth"),
    ],
    ids=["spacing", "zero-spacing", "half-spacing", "version", "model", "truth"],
)
def test_a_bad_option_gets_a_sentence(client, arguments, word):
    with pytest.raises(AppError, match=f"(?i){word}"):
        client.predict(image=handle_file(IMAGE), **arguments, api_name="/segment")


def test_two_files_at_once_are_refused_and_the_next_request_works(server, client):
    files = [{"path": str(IMAGE), "meta": {"_type": "gradio.FileData"}}] * 2
    answer = call(server.url, [files, "multiclass", "latest", None, None, None])
    assert "event: error" in answer
    assert "Traceback" not in answer
    assert client.predict(handle_file(IMAGE), api_name="/segment")[-1]["rows"] == 384


def test_a_file_of_the_server_is_not_an_image(server):
    stolen = {"path": str(ROOT / "README.md"), "meta": {"_type": "gradio.FileData"}}
    answer = call(server.url, [stolen, "multiclass", "latest", None, None, None])
    assert "event: error" in answer
    assert str(ROOT) not in answer


def call(url: str, values: list) -> str:
    """What `/segment` answers to raw values, as curl would see it."""
    body = json.dumps({"data": values}).encode()
    request = urllib.request.Request(
        f"{url}/gradio_api/call/segment", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as reply:
        event = json.load(reply)["event_id"]
    with urllib.request.urlopen(f"{url}/gradio_api/call/segment/{event}", timeout=60) as reply:
        return reply.read().decode()


def test_the_queue_cannot_be_bypassed(server):
    request = urllib.request.Request(
        f"{server.url}/gradio_api/run/segment",
        json.dumps({"data": [None, "multiclass", "latest", None, None, None]}).encode(),
        {"Content-Type": "application/json"},
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=30)
    assert caught.value.code in (401, 403, 404, 405, 422, 503)


def test_neither_log_nor_cache_keeps_what_it_should_not(server, client, tmp_path):
    name = "Doe-Jane-1970-01-01.png"
    shutil.copy(IMAGE, tmp_path / name)
    *_, mask, _ = client.predict(handle_file(tmp_path / name), api_name="/segment")
    assert Path(mask).name == "Doe-Jane-1970-01-01.mask.png"
    time.sleep(0.5)
    assert "Doe" not in server.log.read_text()
    kept = [path for path in server.temp.rglob("*Doe*") if path.is_file()]
    assert kept
    assert all("usseg-" in str(path) for path in kept), "all lies in the folder that is deleted"
