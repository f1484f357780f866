"""Average probabilities over time; a clip streams through, and only a window of it is held."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from usseg.cine.clip import Shot
from usseg.cine.options import EXPONENTIAL, Smoothing


@dataclass(frozen=True)
class Seen:
    """One frame and what the network says of it.

    Attributes:
        shot: The frame.
        probabilities: float32, (rows, cols, tissues), of the field's box; None for an empty frame.
        gate_score: How unlike the images of the training it is; None without a gate.
        smoothed: The same as `probabilities`, averaged over time; None where nothing was.
    """

    shot: Shot
    probabilities: np.ndarray | None
    gate_score: float | None = None
    smoothed: np.ndarray | None = None


def smooth(stream: Iterable[Seen], smoothing: Smoothing | None) -> Iterator[Seen]:
    """Yield the frames with smoothed probabilities beside the network's own.

    Args:
        stream: Frames in order. Empty ones take no part.
        smoothing: None leaves the stream as it is.
    """
    if smoothing is None:
        return iter(stream)
    if smoothing.kind == EXPONENTIAL:
        return exponential(stream, smoothing.amount)
    return centred(stream, round(smoothing.amount))


def exponential(stream: Iterable[Seen], weight: float) -> Iterator[Seen]:
    """Average each frame with the average so far: weight * present + (1 - weight) * before."""
    average: np.ndarray | None = None
    for seen in stream:
        if seen.probabilities is not None:
            share = np.float32(weight)
            present = seen.probabilities
            average = present if average is None else share * present + (1 - share) * average
        yield with_smoothed(seen, average)


def centred(stream: Iterable[Seen], frames: int) -> Iterator[Seen]:
    """Average each frame with as many before as after it; fewer at both ends of the clip.

    Frames come out (frames - 1) / 2 later than they go in.
    """
    reach = frames // 2
    held: deque[Seen] = deque(maxlen=frames)
    ahead = 0
    for seen in stream:
        held.append(seen)
        ahead += 1
        if ahead > reach:
            ahead -= 1
            yield with_smoothed(held[-1 - reach], mean_of(held))
    for left in range(ahead, 0, -1):
        yield with_smoothed(held[-left], mean_of(list(held)[max(0, len(held) - left - reach) :]))


def mean_of(held: Iterable[Seen]) -> np.ndarray | None:
    """Return the mean probabilities of those frames that have any."""
    known = [seen.probabilities for seen in held if seen.probabilities is not None]
    return np.asarray(np.mean(known, axis=0, dtype=np.float32)) if known else None


def with_smoothed(seen: Seen, smoothed: np.ndarray | None) -> Seen:
    """Return a frame with smoothed probabilities; an empty one stays empty."""
    found = None if seen.probabilities is None else smoothed
    return Seen(seen.shot, seen.probabilities, seen.gate_score, found)
