"""Read MP4, MOV, AVI and MKV files with FFmpeg's libraries, one frame at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from usseg.cine.clip import MAX_FRAMES, UNKNOWN, Clip, Shot, check_count, shot_of_samples
from usseg.cine.video_length import missing_end
from usseg.errors import InputError
from usseg.image.limits import MAX_PIXELS, check_size, decoding

# FFmpeg knows hundreds of formats, some of which open other files or addresses. Only these
# demuxers and decoders stand open to a file that anyone may have made.
DEMUXERS = {"MP4 or MOV": "mov", "AVI": "avi", "MKV": "matroska"}
CODECS = {
    *("h264", "hevc", "av1", "libdav1d", "vp8", "vp9", "mpeg4", "msmpeg4v1", "msmpeg4v2"),
    *("msmpeg4v3", "mpeg1video", "mpeg2video", "mjpeg", "rawvideo", "png", "ffv1", "huffyuv"),
    *("ffvhuff", "utvideo", "prores", "dnxhd", "dvvideo", "cinepak", "msrle", "msvideo1", "qtrle"),
    *("wmv1", "wmv2", "wmv3"),
}
BYTE_DEPTH = 8
DEEP = "The video has more than 8 bits per sample; it was read with 8."
OBLONG = (
    "The video is meant to be shown with pixels that are not square; it was read as it is stored, and "
    "a spacing has to be that of the stored pixels."
)
CONTAINER, AVERAGE = "container time base", "container frame rate"


class Announced(NamedTuple):
    """What a container says of its video: frames, where times come from, sentences."""

    frames: int | None
    time_source: str
    warnings: tuple[str, ...]


@contextmanager
def opened(path: Path, kind: str, name: str) -> Iterator[tuple[Any, Any]]:
    """Open a video file and yield the container and its video stream.

    Raises:
        InputError: It is damaged, holds no video, or one of a size or codec that is not accepted.
    """
    import av

    options = {"protocol_whitelist": "none"}  # the file itself is opened here
    with (
        decoding(kind, name, av.error.FFmpegError),
        path.open("rb") as file,
        av.open(file, format=DEMUXERS[kind], options=options) as container,
    ):
        stream = video_stream(container, name)
        stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
        stream.thread_type = "SLICE"  # threads by frame would each hold frames
        yield container, stream


def video_stream(container: Any, name: str) -> Any:
    """Return the first video stream that is no cover picture.

    Raises:
        InputError: There is none, its codec is not accepted, or its size is not.
    """
    from av.stream import Disposition

    covers = Disposition.attached_pic
    streams = [each for each in container.streams.video if not each.disposition & covers]
    if not streams:
        found = "sound only" if container.streams.audio else "no video"
        raise InputError(
            f"{name} holds {found}. A video of an ultrasound screen was expected. Export or copy it "
            f"again."
        )
    codec = streams[0].codec_context
    if codec is None or codec.name not in CODECS:
        raise InputError(
            f"{name} is compressed in a way that is not supported. H.264, H.265, MPEG-4, Motion JPEG, "
            f"VP9, AV1 or uncompressed video was expected. Convert it to H.264."
        )
    check_size(codec.height, codec.width, name)
    return streams[0]


def announced(path: Path, kind: str, name: str) -> Announced:
    """Count the packets of a video without decoding them, and see what it says of time."""
    with opened(path, kind, name) as (container, stream):
        warnings = []
        if any(part.bits > BYTE_DEPTH for part in stream.codec_context.format.components):
            warnings.append(DEEP)
        if stream.sample_aspect_ratio and stream.sample_aspect_ratio != 1:
            warnings.append(OBLONG)
        packets, timed, last = 0, True, None
        for packet in container.demux(stream):
            if packet.size:
                packets, timed = packets + 1, timed and packet.pts is not None
                last = max(last or 0, packet.pts or 0)
            if packets > MAX_FRAMES:
                break
        warnings += missing_end(container, stream, last)
        source = CONTAINER if timed else AVERAGE if stream.average_rate else UNKNOWN
        frames = max(packets, min(stream.frames, MAX_FRAMES + 1))
    return Announced(frames, source, tuple(warnings))


def read_video(path: Path, kind: str, name: str) -> Clip:
    """Return the clip of a video file.

    Args:
        path: The file.
        kind: One of `DEMUXERS`.
        name: What messages call it.

    Raises:
        InputError: It cannot be opened as a video, or announces no frame or too many.
    """
    said = announced(path, kind, name)
    check_count(said.frames or 0, name)

    def shots() -> Iterator[Shot]:
        with opened(path, kind, name) as (container, stream):
            start = None
            for index, picture in enumerate(container.decode(stream)):
                check_size(picture.height, picture.width, name)
                time_s = picture.time if said.time_source == CONTAINER else None
                if said.time_source == AVERAGE:
                    time_s = float(index / stream.average_rate)
                start = time_s if start is None else start
                past = None if time_s is None or start is None else time_s - start
                yield shot_of_samples(index, past, upright(picture), name)

    return Clip(path, name, kind, shots, said.frames, said.time_source, warnings=said.warnings)


def upright(picture: Any) -> np.ndarray:
    """Return a decoded picture as RGB, uint8, (rows, cols, 3), turned as the container asks."""
    pixels = picture.to_ndarray(format="rgb24")
    return np.rot90(pixels, round(picture.rotation / 90))
