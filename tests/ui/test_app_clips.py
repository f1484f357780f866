"""`/segment_video` of the running page: the bytes of the command line, by client and by plain HTTP."""

import csv
import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from zipfile import ZipFile

import pytest
from clip_makers import pictures, write_tiff
from gradio_client import handle_file
from gradio_client.exceptions import AppError
from served import ROOT, environment

CLIP = ROOT / "examples" / "clips" / "contraction.mp4"
EVERY = 8
SAME = ("contraction.masks.tif", "contraction.csv", "contraction.svg")


@pytest.fixture(scope="module")
def command_line(tmp_path_factory):
    """The folder that `python -m usseg video` writes for the example, every 8th frame."""
    folder = tmp_path_factory.mktemp("video")
    command = [sys.executable, "-m", "usseg", "video", str(CLIP), "--out", str(folder)]
    subprocess.run(
        [*command, "--every", str(EVERY), "--spacing", "0.2", "0.1"],
        cwd=ROOT, env=environment(folder), check=True, capture_output=True,
    )  # fmt: skip
    return folder


def test_the_endpoint_states_its_values(client):
    about = client.view_api(return_format="dict")["named_endpoints"]["/segment_video"]
    names = [one["parameter_name"] for one in about["parameters"]]
    assert names == [
        "clip", "model", "version", "every", "smoothing", "row_mm", "col_mm", "fps"
    ]  # fmt: skip
    assert [one["parameter_has_default"] for one in about["parameters"]] == [False] + [True] * 7
    assert [one["label"] for one in about["returns"]] == ["Zip", "Table", "Summary"]


def test_the_client_gets_the_files_of_the_command_line(client, command_line):
    zipped, table, summary = client.predict(
        handle_file(CLIP), every=EVERY, row_mm=0.2, col_mm=0.1, api_name="/segment_video"
    )
    with ZipFile(zipped) as archive:
        for name in SAME:
            assert archive.read(name) == (command_line / name).read_bytes()
        assert {"contraction.overlay.mp4", "contraction.xlsx", "README.txt"} <= set(
            archive.namelist()
        )
    assert Path(table).read_bytes() == (command_line / "contraction.csv").read_bytes()
    stated = json.loads((command_line / "contraction.clip.json").read_text())
    assert summary["masks_sha256"] == stated["masks_sha256"]
    assert (summary["state"], summary["frames"]["segmented"]) == ("complete", 5)
    assert summary["time"] == {"source": "container time base", "fps": 20.0, "duration_s": 1.6}


def post(url: str, body: bytes, kind: str) -> object:
    request = urllib.request.Request(url, body, {"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=60) as reply:
        return json.load(reply)


def uploaded(url: str, path: Path) -> dict:
    """Send a file as `curl -F files=@PATH` does; what a call takes for it."""
    head = f'--edge\r\nContent-Disposition: form-data; name="files"; filename="{path.name}"\r\n\r\n'
    body = head.encode() + path.read_bytes() + b"\r\n--edge--\r\n"
    (place,) = post(f"{url}/gradio_api/upload", body, "multipart/form-data; boundary=edge")
    return {"path": place, "meta": {"_type": "gradio.FileData"}}


def called(url: str, values: list) -> str:
    """What `/segment_video` answers to raw values."""
    body = json.dumps({"data": values}).encode()
    event = post(f"{url}/gradio_api/call/segment_video", body, "application/json")["event_id"]
    place = f"{url}/gradio_api/call/segment_video/{event}"
    with urllib.request.urlopen(place, timeout=120) as reply:
        return reply.read().decode()


def test_plain_http_gets_the_masks_of_the_command_line(server, command_line, tmp_path):
    file = uploaded(server.url, CLIP)
    answer = called(server.url, [file, "multiclass", "latest", EVERY, False, 0.2, 0.1, None])
    assert "event: complete" in answer
    last = [line for line in answer.splitlines() if line.startswith("data: [")][-1]
    zipped, table, _ = json.loads(last.removeprefix("data: "))
    for name, given in (("a.zip", zipped), ("a.csv", table)):
        urllib.request.urlretrieve(given["url"], tmp_path / name)
    with ZipFile(tmp_path / "a.zip") as archive:
        masks = archive.read("contraction.masks.tif")
    assert masks == (command_line / "contraction.masks.tif").read_bytes()
    with (tmp_path / "a.csv").open(newline="") as file:
        assert [row["frame"] for row in csv.DictReader(file)] == ["0", "8", "16", "24", "32"]


def test_what_is_no_clip_gets_a_sentence_and_nothing_of_it_is_kept(client, server, tmp_path):
    (tmp_path / "notes.mp4").write_text("no clip")
    with pytest.raises(AppError, match=r"notes\.mp4 is not a clip") as caught:
        client.predict(handle_file(tmp_path / "notes.mp4"), api_name="/segment_video")
    for leak in ("Traceback", str(server.temp), str(ROOT)):
        assert leak not in str(caught.value)
    with pytest.raises(AppError, match="whole number"):
        client.predict(handle_file(CLIP), every=0.5, api_name="/segment_video")
    kept = [path for path in server.temp.rglob("usseg-clip-*/*") if path.is_file()]
    assert all(path.suffix in (".zip", ".csv") for path in kept), "the rest is in the zip"


def test_a_clip_that_breaks_off_gives_what_was_before_and_says_so(client, tmp_path):
    path = write_tiff(tmp_path / "grows.tif", [*pictures(2), *pictures(2, (80, 96))])
    _, table, summary = client.predict(handle_file(path), api_name="/segment_video")
    assert summary["state"] == "failed"
    assert "frame 2 has 80 x 96 pixels" in summary["reason"]
    assert len(Path(table).read_text().splitlines()) == 1 + 2
