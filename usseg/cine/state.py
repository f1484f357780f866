"""How far a run has come; the one thing in this room that changes while it runs."""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from usseg.cine.clip import Clip, Shot, one_size
from usseg.cine.network import Labelled
from usseg.errors import InputError, UssegError
from usseg.model.trust import OPERATING_POINT

RUNNING, COMPLETE, STOPPED, FAILED = "running", "complete", "stopped", "failed"
MOST_WARNINGS = 20  # sentences may hold numbers that differ from frame to frame
STRANGE = "Frames are unlike the images that the weights were made with (gate score above 1)."
FEWER = "The clip announces {} frames; {} could be read."


@dataclass
class State:
    """How far a run has come.

    Attributes:
        source_sha256: Digest of the input.
        ended: "running", "complete", "stopped" or "failed".
        reason: Why it failed, or "".
        read: Frames that were decoded.
        done: Frames that were segmented and written.
        first_s: Time of the first frame that was written, or None.
        last_s: Time of the last one.
        digest: Running SHA-256 of the masks.
        warnings: Sentences about single frames, each once, with the first frame it was said of.
    """

    source_sha256: str
    ended: str = RUNNING
    reason: str = ""
    read: int = 0
    done: int = 0
    first_s: float | None = None
    last_s: float | None = None
    last_index: int = 0
    started: float = field(default_factory=time.monotonic)
    seconds: float = 0.0
    digest: Any = field(default_factory=hashlib.sha256)
    said: dict[str, int] = field(default_factory=dict)

    @property
    def fps(self) -> float | None:
        """Mean frames per second of the clip, or None where its times are unknown."""
        if self.first_s is None or self.last_s is None or self.last_s <= self.first_s:
            return None
        return round(self.last_index / (self.last_s - self.first_s), 4)

    @property
    def frames_per_s(self) -> float | None:
        """Segmented frames per second of work."""
        return round(self.done / self.seconds, 3) if self.seconds else None

    @property
    def warnings(self) -> list[str]:
        """What was said of frames, with the first frame it was said of."""
        return [f"From frame {index} on: {words}" for words, index in self.said.items()]

    def note(self, labelled: Labelled) -> None:
        """Count one frame that was written."""
        shot = labelled.shot
        self.done += 1
        self.last_index, self.last_s = shot.index, shot.time_s
        self.first_s = shot.time_s if self.done == 1 else self.first_s
        self.digest.update(labelled.shown.tobytes())
        strange = labelled.gate_score is not None and labelled.gate_score > OPERATING_POINT
        for words in (*shot.frame.warnings, *((STRANGE,) if strange else ())):
            if len(self.said) < MOST_WARNINGS:
                self.said.setdefault(words, shot.index)
        self.seconds = time.monotonic() - self.started

    def seconds_left(self, total: int | None) -> float | None:
        """Return how long the rest will take if it goes on like this, or None."""
        if total is None or not self.done:
            return None
        return max(0.0, self.seconds / self.done * (total - self.done))


def shots_until(
    clip: Clip, every: int, stopped: Callable[[], bool], state: State
) -> Iterator[Shot]:
    """Yield every n-th frame until the clip ends, someone stops it, or it cannot be read on.

    How it ended stands in `state`: what follows in the stream can then finish what it holds.
    """
    try:
        for shot in one_size(clip):
            if stopped():
                state.ended = STOPPED
                return
            state.read = shot.index + 1
            if shot.index % every == 0:
                yield shot
    except UssegError as error:
        state.ended, state.reason = FAILED, str(error)
        return
    state.ended = COMPLETE
    if clip.total is not None and state.read < clip.total:
        state.said[FEWER.format(clip.total, state.read)] = state.read


@contextmanager
def endings(state: State) -> Iterator[None]:
    """Note in the state how a run ends that does not end well.

    Raises:
        InputError: The disk is full, or a file cannot be written for another reason.
    """
    try:
        yield
    except UssegError as error:
        state.ended, state.reason = FAILED, str(error)
        raise
    except OSError as error:
        state.ended, state.reason = FAILED, f"Nothing more can be written: {error.strerror}."
        raise InputError(
            f"{state.reason} What was done is kept. Choose a folder with room."
        ) from None
    except KeyboardInterrupt:
        state.ended = STOPPED
        raise
