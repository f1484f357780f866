"""A run that is stopped, killed or runs out of disk leaves its finished frames readable."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import av
import nibabel
import pytest
import tifffile
from clip_makers import OPTIONS, SEGMENTER, pictures, write_tiff
from PIL import Image

from usseg.cine.options import Watch
from usseg.cine.read import read_clip
from usseg.cine.run import segment_clip
from usseg.errors import InputError

FRAMES = 20
ROOT = Path(__file__).parents[2]
ENDLESS = """
import sys, time
from dataclasses import replace
sys.path[:0] = {paths!r}
from clip_makers import OPTIONS, SEGMENTER
from usseg.cine.options import Watch
from usseg.cine.read import read_clip
from usseg.cine.run import segment_clip

def wait(done, total, left):
    if done == 7:
        print("seven", flush=True)
        time.sleep(60)

options = replace(OPTIONS, masks={masks!r})
segment_clip(read_clip({clip!r}), __import__("pathlib").Path({out!r}), SEGMENTER, options, Watch(wait))
"""


@pytest.fixture
def tiff(tmp_path):
    return write_tiff(tmp_path / "a.tif", pictures(FRAMES))


def table(folder):
    with (folder / "a.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def video_frames(path):
    with av.open(str(path)) as video:
        return sum(1 for _ in video.decode(video=0))


def test_stopping_keeps_what_is_done_and_says_so(tmp_path, tiff):
    seen = []
    watch = Watch(lambda *said: seen.append(said), lambda: len(seen) >= 4)
    result = segment_clip(read_clip(tiff), tmp_path, SEGMENTER, OPTIONS, watch)
    assert (result.ended, result.done) == ("stopped", 4)
    assert json.loads((tmp_path / "a.clip.json").read_text())["state"] == "stopped"
    assert [done for done, _, _ in seen] == [1, 2, 3, 4]
    assert {total for _, total, _ in seen} == {FRAMES}
    assert all(left >= 0 for *_, left in seen)
    assert len(table(tmp_path)) == len(tifffile.imread(tmp_path / "a.masks.tif")) == 4
    with av.open(str(tmp_path / "a.overlay.mp4")) as video:
        assert sum(1 for _ in video.decode(video=0)) == 4


def masks_in(folder, masks):
    """Read the masks of an unfinished run."""
    if masks == "tiff":
        return len(tifffile.imread(folder / "a.masks.tif"))
    if masks == "nifti":
        return nibabel.load(folder / "a.masks.nii").get_fdata().shape[3]
    return sum(Image.open(each).size == (96, 64) for each in (folder / "a.masks").glob("*.png"))


@pytest.mark.parametrize("masks", ["tiff", "nifti", "png"])
def test_a_killed_run_leaves_its_finished_frames_readable(tmp_path, tiff, masks):
    out = tmp_path / "out"
    paths = [str(ROOT), *(str(ROOT / "tests" / each) for each in ("", "cine", "image"))]
    code = ENDLESS.format(paths=paths, masks=masks, clip=str(tiff), out=str(out))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "seven\n"
        os.kill(child.pid, signal.SIGKILL)
    assert [row["frame"] for row in table(out)] == [str(index) for index in range(7)]
    assert masks_in(out, masks) == 7
    assert video_frames(out / "a.overlay.mp4") >= 6  # a frame is written when the next one comes
    assert json.loads((out / "a.clip.json").read_text())["state"] == "running"


def test_a_full_disk_ends_the_run_with_a_sentence(tmp_path, tiff, monkeypatch):
    real, calls = Path.write_bytes, []

    def full(path, content):
        calls.append(path)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    options = replace(OPTIONS, masks="png")
    with pytest.raises(InputError, match=r"No space left on device\. What was done is kept"):
        segment_clip(read_clip(tiff), tmp_path / "out", SEGMENTER, options)
    assert len(table(tmp_path / "out")) == 2
    assert json.loads((tmp_path / "out" / "a.clip.json").read_text())["state"] == "failed"


def test_an_interrupt_in_the_middle_closes_the_files(tmp_path, tiff):
    def press(done, total, left):
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        segment_clip(read_clip(tiff), tmp_path / "out", SEGMENTER, OPTIONS, Watch(press))
    assert json.loads((tmp_path / "out" / "a.clip.json").read_text())["state"] == "stopped"
    assert video_frames(tmp_path / "out" / "a.overlay.mp4") == 5
    assert len(tifffile.imread(tmp_path / "out" / "a.masks.tif")) == 5


def test_the_time_left_shrinks_with_the_frames_that_are_left(tmp_path, tiff):
    seen = []

    def slow(done, total, left):
        seen.append(left)
        time.sleep(0.01)

    segment_clip(read_clip(tiff), tmp_path / "out", SEGMENTER, OPTIONS, Watch(slow))
    assert seen[-1] == 0
    assert seen[FRAMES // 2] > seen[-2] > 0
