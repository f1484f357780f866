"""Clips at work, one per visit, and how each is told to stop."""

import threading

from usseg.errors import InputError
from usseg.ui.texts import clip as texts_clip

_LOCK = threading.Lock()
_RUNS: dict[str, threading.Event] = {}  # visit to what stops its run


def announce(visit: str) -> threading.Event:
    """Note that a visit's clip is about to be segmented, and return what will stop it.

    Raises:
        InputError: One of its clips is at work already.
    """
    with _LOCK:
        if visit in _RUNS:
            raise InputError(texts_clip.BUSY)
        return _RUNS.setdefault(visit, threading.Event())


def announced(visit: str) -> threading.Event:
    """Return what stops a visit's run; where nobody waits for it any more, it is stopped already."""
    with _LOCK:
        run = _RUNS.get(visit)
    if run is None:
        run = threading.Event()
        run.set()
    return run


def stop(visit: str) -> None:
    """Let a visit's run end after its present frame, or before its first if it still waits."""
    with _LOCK:
        if visit in _RUNS:
            _RUNS[visit].set()


def leave(visit: str) -> None:
    """Stop a visit's run, and forget it: it is over, or the visitor has left."""
    with _LOCK:
        run = _RUNS.pop(visit, None)
    if run is not None:
        run.set()
