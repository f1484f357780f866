"""The command line writes what Python returns, for every file it is given."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from usseg.cli import main
from usseg.pipeline import segment
from usseg.render import encode_mask, encode_picture, overlay, report

pytestmark = pytest.mark.usefixtures("only_tiny_releases")


def write_frame(path: Path, seed: int = 2) -> Path:
    """Write a textured frame (90, 110) and return its path."""
    pixels = np.random.default_rng(seed).integers(40, 216, (90, 110), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def written(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("model", ["multiclass", "binary"])
def test_files_equal_what_python_gives_byte_for_byte(tmp_path, model):
    frame, out = write_frame(tmp_path / "calf.png"), tmp_path / "out"
    assert main(["segment", str(frame), "--model", model, "--out", str(out)]) == 0
    assert written(out) == {"calf.mask.png", "calf.overlay.png", "calf.json"}
    done = segment(frame, model=model)
    assert (out / "calf.mask.png").read_bytes() == encode_mask(done.mask)
    assert (out / "calf.overlay.png").read_bytes() == encode_picture(overlay(done))
    from_file = json.loads((out / "calf.json").read_text(encoding="utf-8"))
    assert set(from_file.pop("timings_ms")) == set(done.timings_ms)
    assert from_file == {k: v for k, v in report(done).items() if k != "timings_ms"}


def test_many_files_load_the_model_once(tmp_path, monkeypatch):
    from usseg.cli import segment as command
    from usseg.model import predict

    asked, loaded = [], []
    find, load = command.find_release, predict._load
    monkeypatch.setattr(command, "find_release", lambda *a: asked.append(a) or find(*a))
    monkeypatch.setattr(predict, "_load", lambda *a: loaded.append(a) or load(*a))
    predict._networks.clear()
    frames = [str(write_frame(tmp_path / f"{number}.png", number)) for number in range(3)]
    assert main(["segment", *frames, "--out", str(tmp_path / "out")]) == 0
    assert asked == [("multiclass", None)]
    assert len(loaded) == 1
    assert len(written(tmp_path / "out")) == 9


def test_weights_that_do_not_load_are_told_once(tmp_path, capsys, only_tiny_releases, monkeypatch):
    broken = tmp_path / "releases"
    shutil.copytree(only_tiny_releases, broken)
    (broken / "multiclass" / "0.0.1" / "model.keras").write_bytes(b"not a network")
    monkeypatch.setattr("usseg.model.releases.RELEASES", broken)
    frames = [str(write_frame(tmp_path / f"{number}.png", number)) for number in range(3)]
    assert main(["segment", *frames, "--out", str(tmp_path / "out")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "not the released file" in line


def test_each_file_gets_its_own_truth_in_order(tmp_path):
    frames = [str(write_frame(tmp_path / f"{name}.png")) for name in "ab"]
    labels = [np.full((90, 110), 1, np.uint8), np.full((90, 110), 2, np.uint8)]
    truths = [str(tmp_path / f"truth-{name}.png") for name in "ab"]
    for path, label in zip(truths, labels, strict=True):
        Image.fromarray(label).save(path)
    out = tmp_path / "out"
    assert main(["segment", *frames, "--out", str(out), "--truth", *truths]) == 0
    for name, path in zip("ab", truths, strict=True):
        scores = json.loads((out / f"{name}.json").read_text())["scores"]
        expected = report(segment(tmp_path / f"{name}.png", truth=path))["scores"]
        assert scores == expected


def test_a_folder_of_truths_is_matched_by_stem_and_gaps_are_named(tmp_path, capsys):
    frames = [str(write_frame(tmp_path / f"{name}.png")) for name in "ab"]
    folder = tmp_path / "truths"
    folder.mkdir()
    Image.fromarray(np.full((90, 110), 1, np.uint8)).save(folder / "b.png")
    out = tmp_path / "out"
    assert main(["segment", *frames, "--out", str(out), "--truth", str(folder)]) == 0
    assert "scores" not in json.loads((out / "a.json").read_text())
    assert "scores" in json.loads((out / "b.json").read_text())
    assert "truths holds no a.png" in capsys.readouterr().err


def test_spacing_and_version_are_passed_on(tmp_path):
    frame, out = write_frame(tmp_path / "calf.png"), tmp_path / "out"
    options = ["--spacing", "0.1", "0.3", "--version", "0.0.1"]
    assert main(["segment", str(frame), "--out", str(out), *options]) == 0
    written_report = json.loads((out / "calf.json").read_text())
    assert written_report["spacing_mm"] == [0.1, 0.3]
    assert written_report["version"] == "0.0.1"


def test_warnings_are_shown_once_and_stdout_names_the_files(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("USSEG_HUB_OWNER", "somebody")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    frames = [str(write_frame(tmp_path / f"{name}.png")) for name in "ab"]
    assert main(["segment", *frames, "--out", str(tmp_path / "out")]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        f"{name}.png: {name}.mask.png, {name}.overlay.png, {name}.json" for name in "ab"
    ]
    assert captured.err.count("bundled with usseg, is used") == 1
    for name in "ab":  # each report says it by itself
        warnings = json.loads((tmp_path / "out" / f"{name}.json").read_text())["warnings"]
        assert any("HF_HUB_OFFLINE is set" in warning for warning in warnings)


def test_models_lists_tissues_versions_and_their_source(capsys):
    assert main(["models"]) == 0
    shown = capsys.readouterr().out
    assert "multiclass: 0 background, 1 skin, 2 fat, 3 muscle" in shown
    assert "binary: 0 rest, 1 fat" in shown
    rows = [line.split() for line in shown.splitlines() if " 0.0.1 " in line]
    assert {(row[0], row[1], row[2]) for row in rows} == {
        ("multiclass", "0.0.1", "bundled"),
        ("binary", "0.0.1", "bundled"),
    }
