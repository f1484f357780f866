"""Times come from where a file says them, and are unknown where none does."""

import av
import numpy as np
import pytest
from clip_makers import LOSSLESS, pictures, write_dicom, write_gif, write_tiff, write_video

from usseg.cine.clip import with_rate
from usseg.cine.read import read_clip
from usseg.errors import InputError

FRAMES = pictures(12)


def test_times_of_a_variable_rate_are_those_of_the_container(tmp_path):
    path = write_video(tmp_path / "steady.mkv", FRAMES, bf="0")
    uneven = tmp_path / "uneven.mkv"
    with av.open(str(path)) as source, av.open(str(uneven), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.pts is not None:
                packet.pts = packet.dts = packet.pts**2
                packet.stream = stream
                target.mux(packet)
    times = [shot.time_s for shot in read_clip(uneven).shots()]
    steps = np.diff(times)
    assert (np.diff(steps) > 0).all()


def test_pages_and_folders_tell_no_time(tmp_path):
    for name in ("clip.tif", "folder", "clip.zip"):
        clip = read_clip(LOSSLESS[name](tmp_path / name, FRAMES))
        assert clip.time_source == "unknown"
        assert {shot.time_s for shot in clip.shots()} == {None}


def test_delays_of_a_gif_add_up(tmp_path):
    clip = read_clip(write_gif(tmp_path / "a.gif", FRAMES[:3], duration=[100, 40, 70]))
    assert [shot.time_s for shot in clip.shots()] == pytest.approx([0, 0.1, 0.14])
    assert clip.time_source == "GIF delays"


def test_a_gif_without_delays_has_no_times(tmp_path):
    clip = read_clip(write_gif(tmp_path / "a.gif", FRAMES[:3], duration=0))
    assert clip.time_source == "unknown"
    assert {shot.time_s for shot in clip.shots()} == {None}


@pytest.mark.parametrize(
    ("elements", "source", "times"),
    [
        ({"FrameTime": 40}, "DICOM FrameTime", [0, 0.04, 0.08]),
        ({"CineRate": 50}, "DICOM CineRate", [0, 0.02, 0.04]),
        ({"FrameTime": 40, "CineRate": 50}, "DICOM FrameTime", [0, 0.04, 0.08]),
        (
            {"FrameTimeVector": [0, 40, 10], "CineRate": 50},
            "DICOM FrameTimeVector",
            [0, 0.04, 0.05],
        ),
        ({"FrameTimeVector": [7, 40, 10]}, "DICOM FrameTimeVector", [0, 0.04, 0.05]),
        ({"FrameTimeVector": [0, 40]}, "unknown", [None] * 3),
        ({"FrameTime": 0}, "unknown", [None] * 3),
        ({"RecommendedDisplayFrameRate": 30}, "unknown", [None] * 3),
    ],
)
def test_dicom_times_come_from_the_elements_that_hold_acquisition_times(
    tmp_path, elements, source, times
):
    clip = read_clip(write_dicom(tmp_path / "a.dcm", FRAMES[:3], **elements))
    assert clip.time_source == source
    found = [shot.time_s for shot in clip.shots()]
    assert found == (times if times[0] is None else pytest.approx(times))


def test_a_typed_rate_replaces_that_of_the_file(tmp_path):
    clip = with_rate(read_clip(write_tiff(tmp_path / "a.tif", FRAMES[:3])), 4)
    assert [shot.time_s for shot in clip.shots()] == [0, 0.25, 0.5]
    assert clip.time_source == "typed"


@pytest.mark.parametrize("fps", [0, -1, float("nan"), float("inf"), 1e9])
def test_an_impossible_rate_is_refused(tmp_path, fps):
    clip = read_clip(write_tiff(tmp_path / "a.tif", FRAMES[:3]))
    with pytest.raises(InputError, match="Frames per second were expected"):
        with_rate(clip, fps)
