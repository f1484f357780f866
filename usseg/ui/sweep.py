"""Delete visitors' files, and what is remembered of their images, by age, whatever else happens.

Gradio deletes files too, but its task ends for good at the first surprise, such as a file that
arrives while it goes through its list; and it knows only of files that a component has named.
"""

import threading
import time
from contextlib import suppress
from pathlib import Path

from usseg.ui.clip.kept import forget_old_clips
from usseg.ui.files import DELETE_AFTER_S, DELETE_EVERY_S, cache_folder
from usseg.ui.memory import KEPT_S, forget_old

GRACE_S = DELETE_EVERY_S  # Gradio goes first, so that its list of files does not grow
OLDEST_S = max(DELETE_AFTER_S, KEPT_S) + GRACE_S + DELETE_EVERY_S  # what lives longest


def start_sweeping() -> None:
    """Keep the cache free of old files for as long as this process lives.

    What lies there now belongs to the page itself (the pictures of the examples) and stays.
    """
    folder = cache_folder()
    threading.Thread(
        target=_sweep, args=(folder, files_in(folder)), name="usseg-sweep", daemon=True
    ).start()


def files_in(folder: Path) -> frozenset[Path]:
    """Return every file in a folder and in the folders below it."""
    return frozenset(path for path in folder.rglob("*") if not path.is_dir())


def delete_old(folder: Path, kept: frozenset[Path], before: float) -> None:
    """Delete the files of a folder that were last changed before a moment.

    The folders stay: another thread may be about to write into one.

    Args:
        folder: The cache.
        kept: Files that stay.
        before: Seconds since the epoch.
    """
    for path in files_in(folder) - kept:
        with suppress(OSError):  # gone meanwhile; what cannot be deleted must not stop the rest
            if path.lstat().st_ctime < before:
                path.unlink()


def _sweep(folder: Path, kept: frozenset[Path]) -> None:
    while True:
        time.sleep(DELETE_EVERY_S)
        forget_old()
        forget_old_clips()
        with suppress(OSError):  # a folder vanished while it was looked through
            delete_old(folder, kept, time.time() - DELETE_AFTER_S - GRACE_S)
