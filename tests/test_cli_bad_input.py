"""Every bad file gets a sentence, no traceback and no path; the next file is still segmented."""

from pathlib import Path

import numpy as np
import pytest
from bad_files import BAD_FILES, png
from pydicom.data import get_testdata_file

from usseg.cli import main

pytestmark = pytest.mark.usefixtures("only_tiny_releases")
BAD = BAD_FILES | {
    "missing.png": (lambda path: None, "no file missing.png"),
    "folder.png": (lambda path: path.mkdir(), "not a file"),
}


def check_lines(text: str, folder: Path) -> None:
    """Sentences only: no traceback, and no folder of this machine."""
    assert "Traceback" not in text
    assert str(folder) not in text
    assert "site-packages" not in text


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_reported_and_the_next_one_is_segmented(tmp_path, capfd, name):
    make, words = BAD[name]
    make(tmp_path / name)
    png(tmp_path / "good.png")
    out = tmp_path / "out"
    files = [str(tmp_path / name), str(tmp_path / "good.png")]
    assert main(["segment", *files, "--out", str(out)]) == 1
    errors = capfd.readouterr().err
    check_lines(errors, tmp_path)
    (line,) = [line for line in errors.splitlines() if name in line]
    assert words in line
    assert "1 of 2 files failed." in errors
    assert {path.name for path in out.iterdir()} == {
        "good.mask.png",
        "good.overlay.png",
        "good.json",
    }


def test_an_image_with_the_wrong_extension_is_read_by_its_content(tmp_path):
    png(tmp_path / "scan.dcm")
    assert main(["segment", str(tmp_path / "scan.dcm"), "--out", str(tmp_path / "out")]) == 0


def test_dicom_of_another_modality_is_segmented_with_a_warning(tmp_path, capfd):
    file = get_testdata_file("CT_small.dcm", download=False)
    assert main(["segment", file, "--out", str(tmp_path)]) == 0
    errors = capfd.readouterr().err
    assert "CT_small.dcm: warning: This DICOM file does not say that it is an ultrasound" in errors


@pytest.mark.parametrize(
    ("labels", "words"),
    [(np.zeros((90, 109), np.uint8), "109"), (np.full((90, 110), 9, np.uint8), "9")],
)
def test_a_truth_that_does_not_fit_fails_its_file_alone(tmp_path, capfd, labels, words):
    for name in ("one.png", "two.png"):
        png(tmp_path / name)
    png(tmp_path / "bad.png", labels)
    png(tmp_path / "fits.png", np.zeros((90, 110), np.uint8))
    call = ["segment", "one.png", "two.png", "--out", "out", "--truth", "bad.png", "fits.png"]
    paths = [str(tmp_path / word) if "." in word or word == "out" else word for word in call]
    assert main(paths) == 1
    errors = capfd.readouterr().err
    check_lines(errors, tmp_path)
    (line,) = [line for line in errors.splitlines() if line.startswith("one.png: ")]
    assert words in line
    assert (tmp_path / "out" / "two.json").exists()
    assert not (tmp_path / "out" / "one.json").exists()


@pytest.mark.parametrize("spacing", [("0", "0.1"), ("0.1", "-1"), ("nan", "0.1"), ("inf", "1")])
def test_a_spacing_that_is_not_positive_is_a_wrong_call(tmp_path, capfd, spacing):
    png(tmp_path / "good.png")
    out = tmp_path / "out"
    call = ["segment", str(tmp_path / "good.png"), "--out", str(out), "--spacing", *spacing]
    assert main(call) == 2
    assert "positive" in capfd.readouterr().err
    assert not out.exists()


def test_an_unknown_version_is_named_with_those_there_are(tmp_path, capfd):
    png(tmp_path / "good.png")
    call = ["segment", str(tmp_path / "good.png"), "--out", str(tmp_path), "--version", "9.9.9"]
    assert main(call) == 1
    errors = capfd.readouterr().err
    check_lines(errors, tmp_path)
    assert "9.9.9" in errors
    assert "0.0.1" in errors
