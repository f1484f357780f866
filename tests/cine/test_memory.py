"""Memory does not grow with the clip: the same peak for 60 frames and for 300."""

import tracemalloc

import pytest
from clip_makers import LOSSLESS, LOSSY, OPTIONS, SEGMENTER, pictures, write_video

from usseg.cine.read import read_clip
from usseg.cine.run import segment_clip

SHORT, LONG = 60, 300
PER_FRAME = 1500  # bytes of offsets, and of a zip's table of contents; a frame has 6,144 pixels


def peak(work):
    """Most bytes that Python and NumPy held at once."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_a_run_five_times_as_long_takes_no_more_memory(tmp_path):
    peaks = {}
    for count in (3, SHORT, LONG):  # the first fills what is kept once
        clip = read_clip(write_video(tmp_path / f"{count}.mp4", pictures(count)))
        peaks[count] = peak(lambda clip=clip: segment_clip(clip, tmp_path, SEGMENTER, OPTIONS))
    assert peaks[LONG] - peaks[SHORT] < PER_FRAME * (LONG - SHORT)


@pytest.mark.parametrize("name", [*LOSSY, *LOSSLESS])
def test_reading_five_times_as_many_frames_takes_no_more_memory(tmp_path, name):
    def read(count):
        for _ in read_clip(tmp_path / str(count) / name).shots():
            pass

    peaks = {}
    for count in (3, SHORT, LONG):
        (tmp_path / str(count)).mkdir()
        {**LOSSY, **LOSSLESS}[name](tmp_path / str(count) / name, pictures(count))
        peaks[count] = peak(lambda count=count: read(count))
    assert peaks[LONG] - peaks[SHORT] < PER_FRAME * (LONG - SHORT)
