"""Clips that were cut off or whose bytes were changed give frames or one sentence."""

import contextlib
import re

import numpy as np
import pytest
import tifffile
from clip_makers import LOSSLESS, LOSSY, OPTIONS, SEGMENTER, pictures

from usseg.cine.read import read_clip
from usseg.cine.run import segment_clip
from usseg.errors import InputError, UssegError

FRAMES = pictures(6)


def cut(path, share):
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    return path


@pytest.mark.parametrize(
    "name", ["clip.mp4", "clip.mkv", "clip.avi", "clip.gif", "clip.dcm", "clip.zip"]
)
def test_a_clip_that_was_cut_off_is_refused_or_read_up_to_there(tmp_path, name):
    path = cut({**LOSSY, **LOSSLESS}[name](tmp_path / name, FRAMES), 0.5)
    found = 0
    with contextlib.suppress(InputError):
        for shot in read_clip(path).shots():
            assert shot.frame.pixels.shape == FRAMES[0].shape
            found += 1
    assert found < len(FRAMES)
    if name in (
        "clip.mp4",
        "clip.dcm",
        "clip.zip",
    ):  # what tells where frames are stands at the end
        with pytest.raises(InputError, match="truncated or damaged") as caught:
            list(read_clip(path).shots())
        assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("name", ["clip.mkv", "gray.mkv"])
def test_a_video_without_a_count_of_frames_that_was_cut_off_is_told(tmp_path, name):
    whole = {**LOSSY, **LOSSLESS}[name](tmp_path / name, pictures(30))
    assert read_clip(whole).warnings == ()
    clip = read_clip(cut(whole, 0.6))
    assert 0 < len(list(clip.shots())) < 25
    assert re.search(r"lasts 1\.5 s, but its pictures end after .* cut off", clip.warnings[0])


def test_a_stack_that_was_cut_off_keeps_its_page_and_is_told(tmp_path):
    path = tmp_path / "stack.tif"
    tifffile.imwrite(
        path, np.stack(FRAMES), photometric="minisblack"
    )  # all its tags but one at the end
    result = segment_clip(read_clip(cut(path, 0.8)), tmp_path / "out", SEGMENTER, OPTIONS)
    assert (result.ended, result.done) == ("failed", 1)
    assert "stack.tif begins as a TIFF file but cannot be decoded: it is trunc" in result.reason


@pytest.mark.parametrize("name", [*LOSSY, *LOSSLESS])
def test_flipped_bytes_give_frames_or_a_sentence(tmp_path, name):
    path = {**LOSSY, **LOSSLESS}[name](tmp_path / name, FRAMES[:3])
    if path.is_dir():
        path = path / "frame2.png"
    content, rng = path.read_bytes(), np.random.default_rng(5)
    said = []
    for _ in range(25):
        damaged = bytearray(content)
        for at in rng.integers(0, len(damaged), 4):
            damaged[at] = rng.integers(256)
        path.write_bytes(damaged)
        try:
            for shot in read_clip(tmp_path / name).shots():
                assert shot.frame.pixels.ndim == 2
        except UssegError as error:
            said.append(str(error))
    assert not [words for words in said if str(tmp_path) in words]
