"""The running service, asked as the documentation says: same masks, clear errors, nothing leaked."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from gradio_client import handle_file
from PIL import Image
from served import DICOM, IMAGE, ROOT, TRUTH

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTED_URL = "http://127.0.0.1:7860"


def block(language: str, url: str) -> str:
    """The documented commands in one language, for the server at `url`."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    (found,) = [block for block in blocks if DOCUMENTED_URL in block]
    return found.replace(DOCUMENTED_URL, url)


@pytest.fixture
def workspace(tmp_path):
    """A folder with the examples in it, as in a clone, for commands that write files."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def test_only_the_documented_endpoints_are_offered(client):
    offered = set(client.view_api(return_format="dict")["named_endpoints"])
    assert offered == {"/segment", "/export", "/segment_video", "/segment_volume", "/models"}
    assert offered == set(re.findall(r"^\| `(/\w+)` \|", README, re.MULTILINE))


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
    assert "limb-longitudinal.zip" in done.stdout
    assert "contraction.zip" in done.stdout
    assert "'model': 'binary'" in done.stdout


def test_the_documented_curl_gets_the_mask_of_the_command_line(
    server, workspace, command_line_mask
):
    script = "set -eu\n" + block("bash", server.url)
    done = subprocess.run(
        ["bash", "-c", script], cwd=workspace, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    mask = command_line_mask(IMAGE, "multiclass")
    assert (workspace / "mask.png").read_bytes() == mask
    with ZipFile(workspace / "limb-longitudinal.zip") as exported:
        assert exported.read("limb-longitudinal.mask.png") == mask
    assert '"model": "binary"' in done.stdout
    with ZipFile(workspace / "contraction.zip") as exported:
        assert "contraction.masks.tif" in exported.namelist()


@pytest.mark.parametrize("model", ["multiclass", "binary"])
@pytest.mark.parametrize("image", [IMAGE, DICOM], ids=["png", "dicom"])
def test_client_and_command_line_give_the_same_bytes(client, command_line_mask, image, model):
    *_, mask, report = client.predict(handle_file(image), model, api_name="/segment")
    assert Path(mask).read_bytes() == command_line_mask(image, model)
    labels = np.array(Image.open(mask))
    assert labels.shape == (report["rows"], report["cols"])
    assert report["model"] == model


def test_the_export_states_the_types_of_its_values(client):
    about = client.view_api(return_format="dict")["named_endpoints"]["/export"]
    names = [one["parameter_name"] for one in about["parameters"]]
    assert names == ["image", "model", "version", "truth", "row_mm", "col_mm", "blank"]
    assert about["parameters"][-1]["parameter_default"] == "auto"
    assert [one["label"] for one in about["returns"]] == ["Zip"]


def test_a_dicom_file_is_exported_blanked_unless_it_is_asked_for(client):
    for blank, words in (("auto", "are blanked"), ("no", "the input as it is")):
        path = client.predict(handle_file(DICOM), blank=blank, api_name="/export")
        with ZipFile(path) as exported:
            assert words in exported.read("README.txt").decode()
            names = exported.namelist()
    for suffix in (".seg.dcm", ".nii.gz", ".xlsx", ".geojson", ".html"):
        assert any(name.endswith(suffix) for name in names)


def test_with_a_truth_the_client_gets_four_panels_and_scores(client):
    *pictures, _, report = client.predict(
        handle_file(IMAGE), truth=handle_file(TRUTH), row_mm=0.1, col_mm=0.2, api_name="/segment"
    )
    assert [Image.open(picture).format for picture in pictures] == ["PNG"] * 4
    assert report["spacing_mm"] == [0.1, 0.2]
    assert len(report["scores"]) == 8
