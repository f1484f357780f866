"""Output never replaces other output of the call, nor what the call reads, and is never half there."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from usseg.cli import main, outputs
from usseg.cli.terminal import printable

pytestmark = pytest.mark.usefixtures("only_tiny_releases")


def frame(path: Path) -> Path:
    """Write a textured frame and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(2).integers(40, 216, (90, 110), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def call(*files: Path, out: Path, truth: tuple[Path, ...] = ()) -> int:
    options = ["--truth", *map(str, truth)] if truth else []
    return main(["segment", *map(str, files), "--out", str(out), *options])


@pytest.mark.parametrize("names", [("a/calf.png", "b/calf.png"), ("calf.png", "CALF.tif")])
def test_two_files_of_one_stem_are_refused_before_anything_is_written(tmp_path, capsys, names):
    files = [frame(tmp_path / name) for name in names]
    out = tmp_path / "out"
    assert call(*files, out=out) == 2
    errors = capsys.readouterr().err
    assert "would both become" in errors
    assert "Rename one" in errors
    assert str(tmp_path) not in errors
    assert not out.exists()


def test_a_truth_is_never_replaced_by_the_prediction(tmp_path, capsys):
    image, truth = frame(tmp_path / "calf.png"), tmp_path / "calf.mask.png"
    Image.fromarray(np.ones((90, 110), np.uint8)).save(truth)
    before = truth.read_bytes()
    assert call(image, out=tmp_path, truth=(truth,)) == 2
    assert "would replace a file this call reads" in capsys.readouterr().err
    assert truth.read_bytes() == before


def test_a_second_call_replaces_its_own_output(tmp_path):
    image, out = frame(tmp_path / "calf.png"), tmp_path / "out"
    assert call(image, out=out) == 0
    (out / "calf.json").write_text("old")
    assert call(image, out=out) == 0
    assert (out / "calf.json").read_text() != "old"


def test_a_number_of_truths_other_than_files_is_a_wrong_call(tmp_path, capsys):
    files = [frame(tmp_path / name) for name in ("a.png", "b.png", "c.png")]
    assert call(*files, out=tmp_path / "out", truth=tuple(files[:2])) == 2
    assert "2 files for 3 images" in capsys.readouterr().err


def test_a_file_in_the_place_of_the_output_folder_is_a_wrong_call(tmp_path, capsys):
    image = frame(tmp_path / "calf.png")
    (tmp_path / "out").write_text("a file")
    assert call(image, out=tmp_path / "out") == 2
    errors = capsys.readouterr().err
    assert "cannot be made" in errors
    assert "--out" in errors


def test_links_in_a_circle_are_said_to_be_no_file_and_no_folder(tmp_path, capsys):
    image, circle = frame(tmp_path / "calf.png"), tmp_path / "circle"
    circle.symlink_to(circle)
    assert call(circle, image, out=tmp_path / "out") == 1
    assert "There is no file circle" in capsys.readouterr().err
    assert (tmp_path / "out" / "calf.json").exists()
    assert call(image, out=circle) == 2
    assert "circle cannot be made" in capsys.readouterr().err


def test_an_output_that_is_a_link_is_replaced_and_not_followed(tmp_path):
    image, out = frame(tmp_path / "calf.png"), tmp_path / "out"
    out.mkdir()
    (tmp_path / "precious").write_text("mine")
    (out / "calf.mask.png").symlink_to(tmp_path / "precious")
    assert call(image, out=out) == 0
    assert (tmp_path / "precious").read_text() == "mine"
    assert not (out / "calf.mask.png").is_symlink()


def test_a_full_disk_leaves_no_half_written_file(tmp_path, capsys, monkeypatch):
    def full(self, target):
        raise OSError(28, "No space left on device")

    image, out = frame(tmp_path / "calf.png"), tmp_path / "out"
    monkeypatch.setattr(outputs.Path, "replace", full)
    assert call(image, out=out) == 1
    assert "calf.mask.png cannot be written: No space left on device" in capsys.readouterr().err
    assert list(out.iterdir()) == []


def test_output_is_readable_as_the_umask_says(tmp_path):
    image, out = frame(tmp_path / "calf.png"), tmp_path / "out"
    assert call(image, out=out) == 0
    plain = tmp_path / "plain"
    plain.touch()
    assert (out / "calf.json").stat().st_mode == plain.stat().st_mode


def test_a_file_name_cannot_command_the_terminal(tmp_path, capsys):
    image = frame(tmp_path / "calf\x1b[2J.png")
    assert call(image, out=tmp_path / "out") == 0
    captured = capsys.readouterr()
    assert "\x1b" not in captured.out + captured.err
    assert printable("M\u00fcller \u7b4b.png") == "M\u00fcller \u7b4b.png"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["segment"],
        ["segment", "a.png"],  # no --out
        ["segment", "a.png", "--out", "o", "--model", "liver"],
        ["segment", "a.png", "--out", "o", "--spacing", "0.1"],
        ["segment", "a.png", "--out", "o", "--spacing", "thin", "0.1"],
        ["dream"],
    ],
)
def test_a_call_that_cannot_be_understood_exits_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: python -m usseg" in capsys.readouterr().err
