"""What the server remembers of a visitor's clip, and when it deletes it."""

import secrets
import shutil
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from usseg.cine.run import ClipResult
from usseg.errors import InputError
from usseg.ui.files import cache_folder
from usseg.ui.memory import KEPT_S
from usseg.ui.texts import clip as texts_clip

NAME = "usseg-clip-"  # how the folder of a run begins


@dataclass(frozen=True)
class KeptClip:
    """A clip that was segmented for a visitor.

    Attributes:
        folder: Where its files lie, in the folder that Gradio serves and `sweep` empties.
        stem: What their names begin with.
        result: How the run ended.
        limited: Whether a limit of the page ended it.
        files: What is offered, the zip of all first.
        notes: What was said about the weights when they were found.
        born: When it was done, on the monotonic clock in s.
    """

    folder: Path
    stem: str
    result: ClipResult
    limited: bool
    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()
    born: float = field(default_factory=time.monotonic)

    @property
    def summary(self) -> dict[str, Any]:
        """What the run says of itself."""
        return self.result.summary

    def file(self, suffix: str) -> Path:
        """Return the file whose name ends like this.

        Raises:
            InputError: It was deleted since.
        """
        found = [path for path in self.result.files if path.name.endswith(suffix)]
        if not found or not found[0].is_file():
            raise InputError(texts_clip.FORGOTTEN)
        return found[0]


_LOCK = threading.Lock()
_KEPT: dict[str, KeptClip] = {}


def new_folder() -> Path:
    """Make an empty folder for one run, whose name nobody can guess."""
    folder = cache_folder() / f"{NAME}{secrets.token_urlsafe()}"
    folder.mkdir(parents=True, mode=0o700)
    return folder


def keep_clip(clip: KeptClip, key: str | None) -> str:
    """Remember a clip in place of the one of this key, whose files are deleted; return the key."""
    forget_old_clips()
    key = key or secrets.token_urlsafe()
    with _LOCK:
        before, _KEPT[key] = _KEPT.get(key), clip
    if before is not None:
        shutil.rmtree(before.folder, ignore_errors=True)
    return key


def find_clip(key: str | None) -> KeptClip:
    """Return the clip of a key.

    Raises:
        InputError: There is none, or it was forgotten since.
    """
    forget_old_clips()
    with _LOCK:
        clip = _KEPT.get(key or "")
    if clip is None:
        raise InputError(texts_clip.FORGOTTEN if key else texts_clip.NOTHING_YET)
    return clip


def forget_clip(key: str | None) -> None:
    """Forget the clip of a key and delete its files, if there is one."""
    with _LOCK:
        clip = _KEPT.pop(key or "", None)
    if clip is not None:
        shutil.rmtree(clip.folder, ignore_errors=True)


def forget_old_clips() -> None:
    """Forget every clip that is older than `KEPT_S`."""
    before = time.monotonic() - KEPT_S
    with _LOCK:
        old = [key for key, clip in _KEPT.items() if clip.born < before]
    for key in old:
        forget_clip(key)
