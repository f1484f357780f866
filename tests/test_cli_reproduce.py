"""`segment --export` writes a zip, and `reproduce` makes its mask again or says why not."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from usseg.cli import main
from usseg.export.archive import export_zip
from usseg.model.weights import find_release
from usseg.pipeline import segment_with
from usseg.types import Field

pytestmark = pytest.mark.usefixtures("only_tiny_releases")
DRAWN = Field("rectangle", np.array([(10.25, 20), (10.25, 90), (70, 90), (70, 20)]))


def write_frame(path: Path, seed: int = 2) -> Path:
    """Write a textured frame (90, 110) and return its path."""
    pixels = np.random.default_rng(seed).integers(40, 216, (90, 110), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return path


@pytest.fixture
def frame(tmp_path):
    return write_frame(tmp_path / "calf.png")


def segmented(frame: Path, *options: str) -> dict:
    """The manifest in the zip that the command line writes for a frame."""
    out = frame.parent / "out"
    assert main(["segment", str(frame), "--out", str(out), "--export", *options]) == 0
    with zipfile.ZipFile(out / "calf.zip") as archive:
        assert archive.read("calf.mask.png") == (out / "calf.mask.png").read_bytes()
        return json.loads(archive.read("manifest.json"))


def reproduced(manifest: dict, frame: Path) -> int:
    path = frame.parent / "manifest.json"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return main(["reproduce", str(path), str(frame)])


@pytest.mark.parametrize("options", [(), ("--model", "binary"), ("--spacing", "0.1", "0.3")])
def test_a_fresh_export_is_reproduced(frame, capsys, options):
    manifest = segmented(frame, *options)
    assert "calf.zip" in capsys.readouterr().out
    assert reproduced(manifest, frame) == 0
    assert capsys.readouterr().out.startswith("Identical: ")


def test_a_field_drawn_by_hand_is_used_again(frame, capsys):
    release, _ = find_release("multiclass")
    made = segment_with(release, frame, field=DRAWN)
    content = export_zip(made, frame, "calf")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert reproduced(manifest, frame) == 0
    manifest["settings"]["field"] = None  # the field is then found, and is another one
    assert reproduced(manifest, frame) == 1
    assert "Different: " in capsys.readouterr().out


def test_another_mask_is_called_different_and_versions_that_differ_are_listed(frame, capsys):
    manifest = segmented(frame)
    manifest["mask"]["network_sha256"] = "0" * 64
    manifest["versions"]["numpy"] = "1.0.0"
    capsys.readouterr()
    assert reproduced(manifest, frame) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Different: ")
    assert lines[1:] == [f"numpy: recorded 1.0.0, here {np.__version__}"]


def test_another_input_is_refused(frame, tmp_path, capsys):
    manifest = segmented(frame)
    other = write_frame(tmp_path / "other.png", seed=3)
    assert reproduced(manifest, other) == 1
    errors = capsys.readouterr().err
    assert "other.png is not the image of this manifest" in errors
    assert str(tmp_path) not in errors


def test_weights_with_another_digest_are_refused(frame, capsys):
    manifest = segmented(frame)
    manifest["sha256"] = "0" * 64
    assert reproduced(manifest, frame) == 1
    assert "are not those of the manifest" in capsys.readouterr().err


def test_weights_that_are_not_here_are_named(frame, capsys):
    manifest = segmented(frame)
    manifest["version"] = "9.9.9"
    assert reproduced(manifest, frame) == 1
    assert "9.9.9" in capsys.readouterr().err


def test_of_an_edited_mask_only_that_of_the_network_is_compared(frame, capsys):
    manifest = segmented(frame)
    manifest["mask"] |= {"sha256": "1" * 64, "edited_pixels": 12}
    assert reproduced(manifest, frame) == 0
    first, second = capsys.readouterr().out.splitlines()[-2:]
    assert "12 pixels" in first
    assert "cannot be reproduced, only the network's" in first
    assert second.startswith("Identical: ")
    manifest["mask"]["network_sha256"] = None
    assert reproduced(manifest, frame) == 1
    assert "Not compared: " in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "usseg manifest"}'])
def test_a_manifest_that_is_none_gets_a_sentence(frame, tmp_path, capsys, text):
    path = tmp_path / "manifest.json"
    path.write_text(text)
    assert main(["reproduce", str(path), str(frame)]) == 1
    errors = capsys.readouterr().err
    assert "Traceback" not in errors
    assert str(tmp_path) not in errors
    assert len(errors.splitlines()) == 1


def test_the_zip_never_replaces_an_input(tmp_path, capsys):
    frame = write_frame(tmp_path / "calf.png").rename(tmp_path / "calf.zip")
    assert main(["segment", str(frame), "--out", str(tmp_path), "--export"]) == 2
    assert "would replace a file this call reads" in capsys.readouterr().err


def test_without_the_option_there_is_no_zip(frame, tmp_path):
    assert main(["segment", str(frame), "--out", str(tmp_path / "out")]) == 0
    assert not (tmp_path / "out" / "calf.zip").exists()
