"""How much of a clip a place that serves many people segments at once."""

from dataclasses import dataclass

from usseg.cine.clip import Clip, one_size
from usseg.errors import InputError


@dataclass(frozen=True)
class Budget:
    """The most that one run may take.

    Attributes:
        frames: Segmented frames.
        pixels: Their pixels, all together: videos and masks lie on the disk of the server.
        seconds: How long it may work.
    """

    frames: int
    pixels: int
    seconds: float


def most_frames(clip: Clip, every: int, budget: Budget) -> int:
    """Return how many frames of a clip may be segmented, from the size of its first one.

    Args:
        clip: An opened clip.
        every: Every n-th frame is segmented.
        budget: The most that the run may take.

    Raises:
        InputError: The clip announces more, or its first frame cannot be read.
    """
    first = next(one_size(clip), None)
    if first is None:
        raise InputError(f"{clip.name} holds no frame. A clip of at least one frame was expected.")
    rows, cols = first.frame.pixels.shape
    most = max(1, min(budget.frames, budget.pixels // (rows * cols)))
    if clip.total is not None and -(-clip.total // every) > most:
        raise InputError(
            f"{clip.name} is too long: it has {clip.total} frames of {rows} x {cols} pixels, and here "
            f"at most {most} of that size are segmented in one run. Take every n-th frame, with "
            f"{-(-clip.total // most)} or more for n, cut the clip, or use `python -m usseg video`, "
            f"which has no such limit."
        )
    return most
