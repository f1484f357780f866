"""Whether the pictures of a video last as long as its container says."""

from typing import Any

CUT = (
    "The file says that it lasts {said:.4g} s, but its pictures end after {found:.4g} s. It may be cut "
    "off: compare it with the original."
)
TOLERATED = 0.05  # share of the length: sound may go on a little longer
STEPS = 3  # frames: containers round, and the last frame's own length is a guess


def missing_end(container: Any, stream: Any, last: int | None) -> tuple[str, ...]:
    """Return a sentence if a video without a count of its frames ends early.

    Args:
        container: The open container.
        stream: Its video stream.
        last: Latest time stamp of a packet, in the stream's time base; None where there is none.
    """
    from av import time_base

    rate = stream.average_rate
    if stream.frames or last is None or not container.duration or not rate:
        return ()
    said = container.duration / time_base
    found = float((last - (stream.start_time or 0)) * stream.time_base + 1 / rate)
    if said - found <= max(TOLERATED * said, STEPS / rate):
        return ()
    return (CUT.format(said=said, found=found),)
