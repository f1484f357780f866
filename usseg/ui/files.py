"""Files that the page hands out, and where they live until they are deleted."""

import atexit
import hashlib
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from usseg.errors import InputError
from usseg.ui.texts import page as texts

DELETE_EVERY_S = 300
DELETE_AFTER_S = 2700  # Gradio's own deletion; `sweep` takes what that forgets
LARGEST_UPLOAD = "128mb"  # 20 megapixels of colour in 16 bit, or a few hundred frames of a scan
FOLDER_VARIABLE = "GRADIO_TEMP_DIR"  # Gradio keeps uploads and results under this folder


def use_private_folder() -> Path:
    """Let Gradio keep its files in a new folder that only this user can read, gone at exit.

    Gradio's own default is one folder for all programs of the machine, which outlives them.
    Has to run before the page is built.
    """
    folder = Path(tempfile.mkdtemp(prefix="usseg-"))  # mode 0700
    os.environ[FOLDER_VARIABLE] = str(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # A plain `kill` would skip the line above.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    return folder


def cache_folder() -> Path:
    """Return the folder whose files Gradio serves and deletes."""
    default = Path(tempfile.gettempdir()) / "gradio"  # Gradio's own rule
    return Path(os.environ.get(FOLDER_VARIABLE) or default).resolve()


def store(name: str, content: bytes) -> str:
    """Write a file into the cache under its digest, and return its path.

    Two visitors who get the same bytes share one file, so it is renamed into place whole: nobody
    can download half of it.

    Args:
        name: File name that a download gets; folders in it are dropped.
        content: The file.
    """
    return keep_as(name, content, hashlib.sha256(content).hexdigest())


def keep_as(name: str, content: bytes, digest: str) -> str:
    """Write a file into the cache under a digest, which may be that of what it was made from."""
    folder = cache_folder() / digest
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        file.write(content)
    target = folder / Path(name).name
    os.replace(file.name, target)
    return str(target)


def kept_as(name: str, digest: str) -> str | None:
    """Return the path of what `keep_as` wrote, its age begun anew, or None where it is gone."""
    path = cache_folder() / digest / Path(name).name
    try:
        os.utime(path)  # else it could be deleted while the visitor who was given it works on it
    except OSError:
        return None
    return str(path)


def age_s(path: str) -> float:
    """Return how many seconds ago a file came; its deletion counts from there."""
    return max(0.0, time.time() - Path(path).stat().st_ctime)


def uploaded(path: str | None) -> str | None:
    """Pass on the path of an uploaded file, or None when there is none.

    Raises:
        InputError: The file was deleted since, because it lay here for too long.
    """
    if path is not None and not Path(path).is_file():
        raise InputError(texts.EXPIRED.format(name=Path(path).name))
    return path
