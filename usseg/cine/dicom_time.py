"""When each frame of a DICOM file was taken."""

import math
from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from usseg.cine.clip import FPS_LIMITS, UNKNOWN

TIME_ELEMENTS = ["FrameTime", "FrameTimeVector", "CineRate"]
MS = 1000.0
VECTOR_UNUSED = (
    "The FrameTimeVector in the DICOM header was not used: it does not hold one time per frame."
)


class Timing(NamedTuple):
    """Seconds since the first frame by its index, or None; what they come from; sentences."""

    time_of: Callable[[int], float | None]
    source: str
    warnings: tuple[str, ...] = ()


def number_of(value: object) -> float:
    """Return a header's number, or NaN where it is none.

    >>> number_of("33.3"), number_of("")
    (33.3, nan)
    """
    try:
        return float(str(value))
    except ValueError:
        return math.nan


def is_rate(fps: float) -> bool:
    """Tell whether a number can be a frame rate; False for NaN."""
    return FPS_LIMITS[0] <= fps <= FPS_LIMITS[1]


def vector_times(header: Dataset, frames: int) -> list[float] | None:
    """Return the time of each frame in seconds from FrameTimeVector, or None where it is no such."""
    stored = header.get("FrameTimeVector")
    if not isinstance(stored, MultiValue) or len(stored) != frames:
        return None
    steps_ms = [number_of(step) for step in stored[1:]]
    if not all(step > 0 and is_rate(MS / step) for step in steps_ms):
        return None
    return [total_ms / MS for total_ms in accumulate(steps_ms, initial=0.0)]


def timing_of(header: Dataset, frames: int) -> Timing:
    """Find out when the frames were taken.

    FrameTimeVector tells every step and comes first, then FrameTime, then CineRate. The
    RecommendedDisplayFrameRate is how fast to show a clip, and is never used.

    Args:
        header: A dataset with the `TIME_ELEMENTS` that the file has.
        frames: How many frames it holds.

    Source:
        DICOM PS3.3, section C.7.6.5 (Cine): FrameTime and FrameTimeVector are in ms, the vector's
        first value means nothing; CineRate is in frames per second.
    """
    times_s = vector_times(header, frames)
    if times_s is not None:
        known = times_s
        return Timing(
            lambda index: known[index] if index < len(known) else None, "DICOM FrameTimeVector"
        )
    warnings = (VECTOR_UNUSED,) if header.get("FrameTimeVector") is not None else ()
    step_ms = number_of(header.get("FrameTime"))
    rates = {
        "DICOM FrameTime": MS / step_ms if step_ms > 0 else math.nan,
        "DICOM CineRate": number_of(header.get("CineRate")),
    }
    for source, fps in rates.items():
        if is_rate(fps):
            return timed_at(fps, source, warnings)
    return Timing(lambda index: None, UNKNOWN, warnings)


def timed_at(fps: float, source: str, warnings: tuple[str, ...]) -> Timing:
    """Return the timing of a constant rate in frames per second."""
    return Timing(lambda index: index / fps, source, warnings)
