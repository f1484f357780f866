"""Which truth in a folder belongs to which image."""

from pathlib import Path

import pytest

from usseg.cli.truths import SUFFIXES, match_truths
from usseg.errors import InputError


def folder_of(path: Path, *names: str) -> Path:
    path.mkdir()
    for name in names:
        (path / name).write_bytes(b"x")
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_truth_of_every_format_is_found_by_the_stem_of_its_image(tmp_path, suffix):
    folder = folder_of(tmp_path / "truths", f"calf{suffix}", f"calf2{suffix}")
    assert match_truths([tmp_path / "calf.dcm"], [folder]) == [folder / f"calf{suffix}"]


def test_an_image_is_not_its_own_truth(tmp_path, capsys):
    folder = folder_of(tmp_path / "images", "calf.png", "calf.json", "thigh.png")
    files = [folder / "calf.png", folder / "thigh.png"]
    assert match_truths(files, [folder]) == [folder / "calf.json", None]
    assert "images holds no thigh.png" in capsys.readouterr().err


def test_several_truths_for_one_image_are_refused_by_name(tmp_path):
    folder = folder_of(tmp_path / "truths", "calf.png", "calf.seg.nrrd")
    with pytest.raises(InputError, match=r"for calf\.dcm: calf\.png, calf\.seg\.nrrd\. Keep one"):
        match_truths([tmp_path / "calf.dcm"], [folder])
