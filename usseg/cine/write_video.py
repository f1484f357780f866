"""Write the overlay video, so that it can be played up to its last frame whenever the run ends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from usseg.errors import InputError

ENCODERS = ("libx264", "libopenh264", "mpeg4")  # the first that this build of FFmpeg has
H264 = ("libx264", "libopenh264")
TICKS = 60_000  # per second: a multiple of the usual rates, in the 16 bits that MPEG-4 Part 2 has
TIME_DIGITS = 6  # after the point, as in the table, which tells where in the video a frame is
UNTIMED_FPS = 25  # a clip of unknown rate has to be played at some rate
KEY_FRAME_EVERY = 24  # frames: a player jumps to these
# Each frame becomes a fragment of its own, written when the next one comes: a run that is killed leaves
# a file that plays, up to the last frame but one.
FRAGMENTED = {
    "movflags": "frag_every_frame+empty_moov+default_base_moof",
    "flush_packets": "1",
}
QUALITY = {
    "libx264": {"crf": "18", "preset": "veryfast", "tune": "zerolatency"},
    "libopenh264": {"b": "8M"},
    "mpeg4": {"b": "8M"},
}


def encoder() -> str:
    """Return the name of the best encoder that is here.

    Raises:
        InputError: There is none.
    """
    import av

    for name in ENCODERS:
        if name in av.codecs_available:
            return name
    raise InputError("This build of FFmpeg cannot write video. Install the wheel `av` from PyPI.")


def ticks_of(time_s: float | None, position: int, previous: int) -> int:
    """Return when a frame is shown, in 1/60,000 s: at its time, but after the one before it.

    >>> ticks_of(0.5, 3, 0), ticks_of(None, 3, 0), ticks_of(0.5, 3, 30000)
    (30000, 7200, 30001)
    """
    wanted = (
        position * TICKS // UNTIMED_FPS
        if time_s is None
        else round(round(time_s, TIME_DIGITS) * TICKS)
    )
    return max(wanted, previous + 1)


@contextmanager
def video_writer(
    path: Path, shape: tuple[int, int]
) -> Iterator[Callable[[np.ndarray, float | None], None]]:
    """Yield a function that appends one picture to an MP4 file.

    The function takes RGB, uint8, of `shape`, and the time in s or None. Sides of odd length get one
    black row or column more, which H.264 needs.
    """
    import av

    with av.open(str(path), "w", format="mp4", options=FRAGMENTED) as container:
        stream = add_stream(container, shape)
        position, last = 0, -1

        def write(picture: np.ndarray, time_s: float | None) -> None:
            nonlocal position, last
            last = ticks_of(time_s, position, last)
            position += 1
            frame = av.VideoFrame.from_ndarray(even(picture), format="rgb24")
            frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
            frame.pts, frame.time_base = last, Fraction(1, TICKS)
            container.mux(stream.encode(frame))

        try:
            yield write
        finally:
            if position:
                container.mux(stream.encode(None))
    if position:
        plain_file(path)


def add_stream(container: Any, shape: tuple[int, int]) -> Any:
    """Add a video stream for pictures of a shape (rows, cols) to a container."""
    name = encoder()
    stream = container.add_stream(name, rate=UNTIMED_FPS, options=QUALITY[name])
    stream.height, stream.width = shape[0] + shape[0] % 2, shape[1] + shape[1] % 2
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.time_base = Fraction(1, TICKS)
    context.gop_size = KEY_FRAME_EVERY
    context.max_b_frames = 0
    # Number 1 of each table is BT.709, which players take for granted in large pictures only.
    context.color_primaries = context.color_trc = context.colorspace = 1
    return stream


def even(picture: np.ndarray) -> np.ndarray:
    """Return a picture with an even number of rows and columns.

    >>> even(np.ones((3, 4, 3), np.uint8)).shape
    (4, 4, 3)
    """
    rows, cols = picture.shape[:2]
    return np.pad(picture, ((0, rows % 2), (0, cols % 2), (0, 0)))


def plain_file(path: Path) -> None:
    """Copy the packets of a finished video into a plain MP4 file, which every player can search."""
    import av

    plain = path.with_name(f".{path.name}.tmp")
    with (
        av.open(str(path), format="mov") as fragments,
        av.open(str(plain), "w", format="mp4", options={"movflags": "faststart"}) as container,
    ):
        source = fragments.streams.video[0]
        stream = container.add_stream_from_template(source)
        for packet in fragments.demux(source):
            if packet.dts is not None:
                packet.stream = stream
                container.mux(packet)
    plain.replace(path)
