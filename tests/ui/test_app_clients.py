"""The running service, asked as the documentation says: same masks, clear errors, nothing leaked."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import numpy as np
import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from PIL import Image
from served import DICOM, IMAGE, ROOT, TRUTH

API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
DOCUMENTED_URL = "http://127.0.0.1:7860"


def block(language: str, url: str) -> str:
    """The documented commands in one language, for the server at `url`."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", API, re.MULTILINE | re.DOTALL)
    assert DOCUMENTED_URL in found
    return found.replace(DOCUMENTED_URL, url)


@pytest.fixture
def workspace(tmp_path):
    """A folder with the examples in it, as in a clone, for commands that write files."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


@pytest.fixture(scope="module")
def client(server, tmp_path_factory) -> Client:
    return Client(server.url, download_files=tmp_path_factory.mktemp("client"), verbose=False)


def test_only_the_two_documented_endpoints_are_offered(client):
    assert set(client.view_api(return_format="dict")["named_endpoints"]) == {"/segment", "/models"}


def test_the_endpoint_states_the_types_of_its_values(client):
    about = client.view_api(return_format="dict")["named_endpoints"]["/segment"]
    names = [one["parameter_name"] for one in about["parameters"]]
    assert names == ["image", "model", "version", "truth", "row_mm", "col_mm"]
    optional = [one["parameter_has_default"] for one in about["parameters"]]
    assert optional == [False, True, True, True, True, True]
    returned = [one["label"] for one in about["returns"]]
    assert returned[:4] == ["Input", "Prediction", "Ground truth", "Difference"]
    assert len(returned) == 6


def test_the_documented_python_runs(server, workspace):
    done = subprocess.run(
        [sys.executable, "-c", block("python", server.url)],
        cwd=workspace,
        env=os.environ | {"TMPDIR": str(workspace)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "limb-longitudinal.mask.png" in done.stdout
    assert "'model': 'binary'" in done.stdout


def test_the_documented_curl_gets_the_mask_of_the_command_line(
    server, workspace, command_line_mask
):
    script = "set -eu\n" + block("bash", server.url)
    done = subprocess.run(
        ["bash", "-c", script], cwd=workspace, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert (workspace / "mask.png").read_bytes() == command_line_mask(IMAGE, "multiclass")
    assert '"model": "binary"' in done.stdout


@pytest.mark.parametrize("model", ["multiclass", "binary"])
@pytest.mark.parametrize("image", [IMAGE, DICOM], ids=["png", "dicom"])
def test_client_and_command_line_give_the_same_bytes(client, command_line_mask, image, model):
    *_, mask, report = client.predict(handle_file(image), model, api_name="/segment")
    assert Path(mask).read_bytes() == command_line_mask(image, model)
    labels = np.array(Image.open(mask))
    assert labels.shape == (report["rows"], report["cols"])
    assert report["model"] == model


def test_with_a_truth_the_client_gets_four_panels_and_scores(client):
    *pictures, _, report = client.predict(
        handle_file(IMAGE), truth=handle_file(TRUTH), row_mm=0.1, col_mm=0.2, api_name="/segment"
    )
    assert [Image.open(picture).format for picture in pictures] == ["PNG"] * 4
    assert report["spacing_mm"] == [0.1, 0.2]
    assert len(report["scores"]) == 8


BAD = {
    "not-an-image.png": (b"hello, I am text", "not-an-image.png"),
    "empty.png": (b"", "empty"),
    "truncated.png": (IMAGE.read_bytes()[:20_000], "truncated"),
    "program.exe": (b"MZ" + bytes(500), "program.exe"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_a_sentence_and_the_next_request_works(client, server, tmp_path, name):
    content, word = BAD[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AppError, match=word) as caught:
        client.predict(handle_file(tmp_path / name), api_name="/segment")
    for leak in ("Traceback", str(server.temp), str(ROOT), "gradio_api"):
        assert leak not in str(caught.value)
    assert client.predict(handle_file(IMAGE), api_name="/segment")[-1]["rows"] == 384


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"row_mm": -1, "col_mm": 1}, "spacing"),
        ({"row_mm": 0.1}, "both"),
        ({"version": "9.9.9"}, "9.9.9"),
        ({"model": "brain"}, "brain"),
        ({"truth": handle_file(DICOM)}, "truth"),
    ],
    ids=["spacing", "half-spacing", "version", "model", "truth"],
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
