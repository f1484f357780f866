"""Single frames of a finished or broken off run, for a slider."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from usseg.cine.places import INPUT_VIDEO, SMOOTHED, TABLE, VIDEO
from usseg.cine.write_table import read_rows
from usseg.cine.write_video import TICKS, ticks_of
from usseg.errors import InputError
from usseg.image.limits import decoding


@dataclass(frozen=True)
class Still:
    """One frame of an overlay video.

    The video is compressed: the picture is for the eye. `Options.stills` writes exact ones.

    Attributes:
        picture: RGB, uint8, (rows, cols, 3); one row or column more where its sides were odd.
        index: The frame's number in the clip.
        time_s: Its time in s, or None.
    """

    picture: np.ndarray
    index: int
    time_s: float | None


def video_in(folder: Path, stem: str | None) -> Path:
    """Return the overlay video of a run in a folder.

    Raises:
        InputError: There is none, or several and no stem tells which.
    """
    names = [f"{stem}{mark}{VIDEO}" for mark in ("", SMOOTHED)] if stem else None
    found = [each for each in sorted(folder.glob(f"*{VIDEO}")) if not names or each.name in names]
    if len(found) != 1:
        raise InputError(
            f"{folder.name} holds {len(found)} videos of segmented clips; one was expected. "
            f"Name the clip, or give a folder that holds the output of one."
        )
    return found[0]


def stem_of(video: Path) -> str:
    """Return the name that all files of a run begin with.

    >>> stem_of(Path("loop.smoothed.overlay.mp4"))
    'loop'
    """
    return video.name.removesuffix(VIDEO).removesuffix(SMOOTHED)


def frames_in(video: Path) -> Iterator[tuple[int, float | None, int]]:
    """Yield number, time in s or None, and time in the video of each frame that was written."""
    ticks = -1
    for position, row in enumerate(read_rows(video.with_name(stem_of(video) + TABLE))):
        time_s = float(row["time_s"]) if row["time_s"] else None
        ticks = ticks_of(time_s, position, ticks)
        yield int(row["frame"]), time_s, ticks


def still(folder: str | Path, index: int, stem: str | None = None) -> Still:
    """Return one frame of the overlay video of a run.

    Args:
        folder: Where `segment_video` wrote.
        index: The frame's number in the clip, from 0.
        stem: Name of the clip without its suffix; None where the folder holds one clip.

    Raises:
        InputError: There is no such video, it is damaged, or that frame is not in it.
    """
    video = video_in(Path(folder), stem)
    time_s, ticks = place_of(video, index)
    return Still(picture_at(video, ticks), index, time_s)


def still_pair(folder: str | Path, index: int, stem: str | None = None) -> tuple[Still, Still]:
    """Return one frame as it was read and with its mask, of a run with `Options.input_video`.

    Args:
        folder: As for `still`.
        index: As for `still`.
        stem: As for `still`.

    Raises:
        InputError: As for `still`, or the run kept no frames.
    """
    video = video_in(Path(folder), stem)
    time_s, ticks = place_of(video, index)
    frames = video.with_name(stem_of(video) + INPUT_VIDEO)
    if not frames.exists():
        raise InputError("This run did not keep its frames. Segment the clip again, and keep them.")
    read, shown = (picture_at(path, ticks) for path in (frames, video))
    return Still(read, index, time_s), Still(shown, index, time_s)


def place_of(video: Path, index: int) -> tuple[float | None, int]:
    """Return the time of a frame in s, or None, and its time in the video.

    Raises:
        InputError: It was not segmented, or the table is damaged.
    """
    last = None
    with decoding("CSV", "The table of this clip"):
        for number, time_s, ticks in frames_in(video):
            if number == index:
                return time_s, ticks
            last = number
    raise InputError(
        f"Frame {index} was not segmented; the last one is {last}. Frames count from 0, and with "
        f"`every` only each n-th is there."
    )


def picture_at(video: Path, ticks: int) -> np.ndarray:
    """Decode the frame of a video that is shown at a time, in 1/60,000 s.

    Raises:
        InputError: The video is damaged, or ends before.
    """
    import av

    with (
        decoding("MP4", video.name, av.error.FFmpegError),
        av.open(str(video), format="mov") as file,
    ):
        stream = file.streams.video[0]
        wanted = round(ticks / (TICKS * (stream.time_base or Fraction(1, TICKS))))
        file.seek(wanted, stream=stream)
        for frame in file.decode(stream):
            if frame.pts is not None and frame.pts >= wanted:
                return frame.to_ndarray(format="rgb24")
        raise ValueError("The video ends before this frame.")
