"""What cannot be read is refused in one sentence, and nothing else gets through."""

import struct
import wave

import av
import numpy as np
import pytest
from clip_makers import (
    LOSSLESS,
    LOSSY,
    OPTIONS,
    SEGMENTER,
    pictures,
    write_dicom,
    write_tiff,
    write_video,
)

from usseg.cine import clip as clip_module
from usseg.cine.read import read_clip
from usseg.cine.run import segment_clip
from usseg.errors import InputError

FRAMES = pictures(6)


def test_a_video_without_frames_is_refused(tmp_path):
    path = tmp_path / "empty.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mjpeg", rate=20)
        stream.height, stream.width, stream.pix_fmt = 64, 96, "yuvj420p"
        container.start_encoding()
    with pytest.raises(InputError, match=r"holds no frame|truncated or damaged"):
        read_clip(path)


def test_sound_alone_is_refused_as_such(tmp_path):
    path = tmp_path / "sound.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=8000, layout="mono")
        sound = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        sound.rate = 8000
        container.mux(stream.encode(sound))
        container.mux(stream.encode(None))
    with pytest.raises(InputError, match=r"sound\.mkv holds sound only\. A video"):
        read_clip(path)


def test_a_wave_file_is_no_clip(tmp_path):
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 10, "NONE", ""))
        file.writeframes(bytes(20))
    with pytest.raises(InputError, match="not a clip in a format"):
        read_clip(tmp_path / "a.wav")


def test_lists_that_name_other_files_or_addresses_are_no_clips(tmp_path):
    (tmp_path / "a.mp4").write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n")
    (tmp_path / "b.mkv").write_text("ffconcat version 1.0\nfile /etc/hostname\n")
    for name in ("a.mp4", "b.mkv"):
        with pytest.raises(InputError, match="not a clip in a format"):
            read_clip(tmp_path / name)


def changing_avi(path):
    """Motion JPEG whose frames 3 and up are larger: packets of two videos in one file."""
    small = write_video(path.with_name("s.avi"), FRAMES[:3], "mjpeg", pix_fmt="yuvj420p")
    large = write_video(path.with_name("l.avi"), pictures(3, (80, 96)), "mjpeg", pix_fmt="yuvj420p")
    with av.open(str(small)) as one, av.open(str(large)) as two, av.open(str(path), "w") as target:
        stream = target.add_stream_from_template(one.streams.video[0])
        for offset, source in ((0, one), (3, two)):
            for packet in source.demux(video=0):
                if packet.size:
                    packet.pts = packet.dts = packet.pts + offset
                    packet.stream = stream
                    target.mux(packet)
    return path


@pytest.mark.parametrize(
    "make", [lambda folder: changing_avi(folder / "a.avi"),
             lambda folder: write_tiff(folder / "a.tif", [*FRAMES[:3], *pictures(3, (80, 96))])],
    ids=["avi", "tiff"],
)  # fmt: skip
def test_a_clip_that_changes_its_size_ends_there_and_keeps_what_was_before(tmp_path, make):
    result = segment_clip(read_clip(make(tmp_path)), tmp_path / "out", SEGMENTER, OPTIONS)
    assert (result.ended, result.done) == ("failed", 3)
    assert "frame 3 has 80 x 96 pixels, those before it 64 x 96" in result.reason
    assert result.summary["state"] == "failed"


def test_absurd_numbers_of_frames_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(clip_module, "MAX_FRAMES", 4)
    for name in ("clip.tif", "folder", "clip.zip", "clip.dcm", "clip.gif"):
        with pytest.raises(InputError, match="at most 4 are accepted"):
            read_clip(LOSSLESS[name](tmp_path / name, FRAMES))


def test_a_dicom_header_that_promises_a_million_frames_is_refused(tmp_path):
    path = write_dicom(tmp_path / "a.dcm", FRAMES, NumberOfFrames=10**6)
    with pytest.raises(InputError, match="announces 1000000 frames"):
        read_clip(path)


def test_a_gif_whose_frame_leaves_its_screen_is_refused(tmp_path):
    content = bytearray(LOSSLESS["clip.gif"](tmp_path / "a.gif", FRAMES).read_bytes())
    at = content.rindex(b"\x2c\x00\x00\x00\x00" + struct.pack("<2H", 96, 64))
    content[at + 5 : at + 9] = struct.pack("<2H", 65535, 65535)
    (tmp_path / "a.gif").write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        read_clip(tmp_path / "a.gif")


@pytest.mark.parametrize(
    "name", ["clip.mp4", "clip.mkv", "motion.avi", "clip.gif", "clip.tif", "clip.dcm"]
)
def test_a_picture_that_is_too_large_is_refused_by_its_header(tmp_path, monkeypatch, name):
    path = {**LOSSY, **LOSSLESS}[name](tmp_path / name, FRAMES)
    monkeypatch.setattr("usseg.image.limits.MAX_PIXELS", 1000)
    with pytest.raises(InputError, match=r"64 x 96 pixels, that is 0\.0 megapixels; at most"):
        next(read_clip(path).shots())


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"There is no file gone\.mp4"):
        read_clip(tmp_path / "gone.mp4")


def test_an_unreadable_stream_of_bytes_is_no_clip(tmp_path):
    (tmp_path / "a.mp4").write_bytes(b"hello")
    with pytest.raises(InputError, match="not a clip in a format"):
        read_clip(tmp_path / "a.mp4")
