"""`/segment_volume` of the running page, called as documented: the bytes of the command line."""

import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
import SimpleITK
import tifffile
from gradio_client import handle_file
from gradio_client.exceptions import AppError
from served import ROOT, environment
from sweep_makers import speckle, tiff

DOCUMENT = (ROOT / "docs" / "volumes.md").read_text(encoding="utf-8")
DOCUMENTED_URL = "http://127.0.0.1:7860"
LIMB = ROOT / "examples" / "volumes"
SPACING = ("0.25894", "0.229167")
FRAMES = 12  # two rings


def block(language: str, url: str) -> str:
    """The documented call in one language, for the server at `url`."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
    (found,) = [block for block in blocks if DOCUMENTED_URL in block]
    return found.replace(DOCUMENTED_URL, url)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Path:
    """A folder with the example in it, as in a clone, but with its first rings only."""
    folder = tmp_path_factory.mktemp("clone")
    place = folder / "examples" / "volumes"
    place.mkdir(parents=True)
    pages = tifffile.imread(LIMB / "limb.tif")[:FRAMES]
    tifffile.imwrite(place / "limb.tif", pages, photometric="minisblack", compression="zlib")
    lines = (LIMB / "limb.turns.csv").read_text().splitlines()[: FRAMES + 1]
    (place / "limb.turns.csv").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture(scope="module")
def command_line(workspace) -> dict[str, bytes]:
    """What the documented command writes for it, by name; the report holds times."""
    folder = workspace / "out"
    place = workspace / "examples" / "volumes"
    command = [sys.executable, "-m", "usseg", "volume", str(place / "limb.tif"), "--whole"]
    turns = ["--turns", str(place / "limb.turns.csv")]
    subprocess.run(
        [*command, *turns, "--spacing", *SPACING, "--out", str(folder)],
        cwd=ROOT, env=environment(workspace), check=True, capture_output=True,
    )  # fmt: skip
    written = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in written}


def files_in(zipped: Path) -> dict[str, bytes]:
    with ZipFile(zipped) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def same_but_for_times(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    assert set(found) == set(expected)
    different = {name for name in found if found[name] != expected[name]}
    assert different <= {"limb.json"}


def test_the_endpoint_states_its_values(client):
    about = client.view_api(return_format="dict")["named_endpoints"]["/segment_volume"]
    assert [one["parameter_name"] for one in about["parameters"]] == [
        "files", "model", "version", "row_mm", "col_mm", "slice_mm", "voxel_mm", "whole",
    ]  # fmt: skip
    assert [one["parameter_has_default"] for one in about["parameters"]] == [False] + [True] * 7
    assert [one["label"] for one in about["returns"]] == ["Zip", "Report"]


def test_the_documented_python_gets_the_files_of_the_command_line(server, workspace, command_line):
    done = subprocess.run(
        [sys.executable, "-c", block("python", server.url)],
        cwd=workspace, env=os.environ | {"TMPDIR": str(workspace)}, capture_output=True, text=True,
        timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    zipped = next(line for line in done.stdout.splitlines() if line.endswith("limb.volume.zip"))
    same_but_for_times(files_in(Path(zipped)), command_line)
    assert re.search(r"^muscle \d+\.\d+$", done.stdout, re.MULTILINE)
    assert "bone None" in done.stdout


def test_the_documented_curl_gets_the_files_of_the_command_line(server, workspace, command_line):
    done = subprocess.run(
        ["bash", "-c", "set -eu\n" + block("bash", server.url)],
        cwd=workspace, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    same_but_for_times(files_in(workspace / "limb.volume.zip"), command_line)
    assert '"sweep": "rotational"' in (workspace / "volume.txt").read_text()


def test_a_straight_sweep_lies_where_it_was_said_to(client, tmp_path):
    path = tiff(tmp_path, speckle(4, 64, 80))
    zipped, report = client.predict(
        [handle_file(path)], row_mm=0.2, col_mm=0.3, slice_mm=2, whole=True,
        api_name="/segment_volume",
    )  # fmt: skip
    (tmp_path / "out").mkdir()
    with ZipFile(zipped) as archive:
        archive.extract("sweep.nii.gz", tmp_path / "out")
    labels = SimpleITK.ReadImage(str(tmp_path / "out" / "sweep.nii.gz"))
    assert labels.GetSize() == (80, 64, 4)
    assert labels.GetSpacing() == pytest.approx((0.3, 0.2, 2.0))
    counts = np.bincount(SimpleITK.GetArrayFromImage(labels).ravel(), minlength=256)
    for label, amount in enumerate(report["amounts"]["tissues"], start=1):
        if amount["volume_ml"] is not None:
            assert amount["volume_ml"] == pytest.approx(counts[label] * 0.12 / 1000)


def test_a_missing_distance_gets_a_sentence_and_nothing_leaks(client, server, tmp_path):
    path = tiff(tmp_path, speckle(4, 64, 80), name="Doe-Jane.tif")
    with pytest.raises(AppError, match="how far apart its frames lie") as caught:
        client.predict([handle_file(path)], row_mm=0.2, col_mm=0.3, api_name="/segment_volume")
    for leak in ("Traceback", str(server.temp), str(ROOT)):
        assert leak not in str(caught.value)
    assert "Doe" not in server.log.read_text()
    assert not list(server.temp.rglob("volume-*")), "folders of runs are gone"


def test_a_single_file_is_no_list_and_gets_a_sentence(client, tmp_path):
    with pytest.raises(AppError, match=r"cannot be read|sweep"):
        client.predict(str(ROOT / "README.md"), api_name="/segment_volume")
