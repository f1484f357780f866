"""From what a visitor or a program asked for to a segmented clip in a folder of its own."""

import math
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from usseg.cine.budget import Budget, most_frames
from usseg.cine.bundle import ZIP, write_workbook, write_zip
from usseg.cine.options import WINDOW, Options, Smoothing, Watch
from usseg.cine.places import INPUT_VIDEO, TABLE
from usseg.cine.read import read_clip
from usseg.cine.run import ClipResult, segment_video
from usseg.cine.state import STOPPED
from usseg.errors import InputError, UssegError
from usseg.model.weights import find_release
from usseg.ui.choices import LATEST
from usseg.ui.clip.kept import KeptClip, new_folder
from usseg.ui.files import uploaded
from usseg.ui.segmenting import spacing
from usseg.ui.texts import clip as texts_clip

# Some minutes of work on two cores, and less disk than a handful of uploads: one run at a time works for
# all visitors.
MOST = Budget(frames=2000, pixels=10**9, seconds=1200)
SMOOTHING = Smoothing(WINDOW, 5)
Tell = Callable[[int, int | None, float | None], None]


class Asked(NamedTuple):
    """What a visitor or a program asks for; the order is that of page and endpoint."""

    clip: str | None
    model: str
    version: str | None
    every: float | None
    smoothing: bool
    row_mm: float | None
    col_mm: float | None
    fps: float | None


def options_of(asked: Asked) -> Options:
    """Turn what was asked for into options of a run.

    Raises:
        InputError: One of the numbers cannot be used.
    """
    every = asked.every
    if every is None or not math.isfinite(every) or every < 1 or every != int(every):
        raise InputError(texts_clip.BAD_EVERY)
    return Options(
        every=int(every),
        smoothing=SMOOTHING if asked.smoothing else None,
        spacing_mm=spacing(asked.row_mm, asked.col_mm),
        fps=asked.fps,
        input_video=True,
    )


def segmented_clip(asked: Asked, run: threading.Event, tell: Tell) -> KeptClip:
    """Segment an uploaded clip.

    Args:
        asked: What was asked for.
        run: Ends the run after its present frame when it is set.
        tell: Called after each frame, as `usseg.cine.options.Watch.progress` is.

    Raises:
        UssegError: The clip is missing or too long, or clip, weights or numbers cannot be used.
    """
    if asked.clip is None:
        raise InputError(texts_clip.NO_CLIP)
    path, options = Path(str(uploaded(asked.clip))), options_of(asked)
    version = None if asked.version in (None, "", LATEST) else asked.version
    release, notes = find_release(asked.model, version)
    watch = watched(run, tell, most_frames(read_clip(path), options.every, MOST))
    folder = new_folder()
    try:
        result = segment_video(path, folder, release, options, watch)
        stem = next(each for each in result.files if each.name.endswith(TABLE)).stem
        limited = result.ended == STOPPED and not run.is_set()
        return KeptClip(folder, stem, result, limited, files_of(folder, stem, result), notes)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise InputError(texts_clip.NOT_PACKED.format(reason=error.strerror)) from None
    except UssegError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def watched(run: threading.Event, tell: Tell, most: int) -> Watch:
    """Return what shows a run's progress and ends it: when it is told to, or at a limit."""
    segmented, until = 0, time.monotonic() + MOST.seconds

    def progress(done: int, total: int | None, seconds_left: float | None) -> None:
        nonlocal segmented
        segmented = done
        tell(done, total, seconds_left)

    def stopped() -> bool:
        return run.is_set() or segmented >= most or time.monotonic() > until

    return Watch(progress, stopped)


def files_of(folder: Path, stem: str, result: ClipResult) -> tuple[Path, ...]:
    """Return the files that are offered, the zip of all first; the visitor has the input."""
    offered = [path for path in result.files if not path.name.endswith(INPUT_VIDEO)]
    offered.append(write_workbook(folder / f"{stem}{TABLE}"))
    return write_zip(offered, folder / f"{stem}{ZIP}"), *offered
