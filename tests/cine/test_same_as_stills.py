"""A frame of a clip is segmented as the same frame alone, and the command line runs it all."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import tifffile
from clip_makers import pictures, write_tiff, write_video

from usseg.cine.run import segment_video
from usseg.cli import main
from usseg.pipeline import segment_with

ROOT = Path(__file__).parents[2]


def test_masks_are_those_of_the_single_frames(tmp_path, tiny_release):
    frames = pictures(4)
    segment_video(write_tiff(tmp_path / "a.tif", frames), tmp_path, tiny_release)
    masks = tifffile.imread(tmp_path / "a.masks.tif")
    for mask, frame in zip(masks, frames, strict=True):
        np.testing.assert_array_equal(mask, segment_with(tiny_release, frame).mask)


def test_the_command_line_writes_everything(tmp_path, only_tiny_releases, capsys):
    path, out = write_video(tmp_path / "a.mp4", pictures(6)), tmp_path / "out"
    call = ["video", str(path), "--out", str(out), "--every", "2", "--still", "4", "--masks", "png"]
    assert main([*call, "--spacing", "0.1", "0.1", "--smooth", "exponential", "0.5"]) == 0
    assert {each.name for each in out.iterdir()} == {
        "a.smoothed.overlay.mp4", "a.smoothed.masks.zip", "a.csv", "a.svg", "a.clip.json",
        "a.smoothed.frame-000004.png",
    }  # fmt: skip
    assert "3 frames: a.smoothed.overlay.mp4" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [
        ["--every", "0"],
        ["--smooth", "window", "4"],
        ["--smooth", "window", "many"],
        ["--measure-smoothed"],
        ["--spacing", "0", "1"],
    ],
)
def test_a_wrong_call_is_told_apart(tmp_path, wrong, capsys):
    assert main(["video", "a.mp4", "--out", str(tmp_path), *wrong]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_clip_that_cannot_be_read_is_one_line_and_status_1(tmp_path, only_tiny_releases, capsys):
    (tmp_path / "a.mp4").write_bytes(b"\0\0\0\x20ftypisom" + bytes(200))
    assert main(["video", str(tmp_path / "a.mp4"), "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "a.mp4" in said
    assert str(tmp_path) not in said


def test_a_clip_that_breaks_off_is_status_1_and_is_kept(tmp_path, only_tiny_releases, capsys):
    path = write_tiff(tmp_path / "a.tif", [*pictures(2), *pictures(1, (80, 96))])
    assert main(["video", str(path), "--out", str(tmp_path)]) == 1
    assert "broke off: a.tif changes its size" in capsys.readouterr().err
    assert len(tifffile.imread(tmp_path / "a.masks.tif")) == 2


def test_ctrl_c_ends_the_run_in_good_order(tmp_path):
    path, out = write_tiff(tmp_path / "a.tif", pictures(400)), tmp_path / "out"
    call = [sys.executable, "-m", "usseg", "video", str(path), "--out", str(out)]
    with subprocess.Popen(call, cwd=ROOT, stderr=subprocess.PIPE, env=os.environ) as child:
        for _ in range(600):
            if (out / "a.csv").exists() and (out / "a.csv").read_text().count("\n") > 3:
                break
            time.sleep(0.1)
        child.send_signal(signal.SIGINT)
        said = child.communicate(timeout=60)[1].decode()
    assert child.returncode == 130
    assert "Stopped. What was done is kept." in said
    with (out / "a.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert 3 <= len(rows) < 400
    assert len(tifffile.imread(out / "a.masks.tif")) == len(rows)
