"""From what a visitor or a program asked for to a segmented volume."""

import dataclasses
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from usseg.export.bundle import safe_stem
from usseg.model.weights import find_release
from usseg.ui.choices import LATEST
from usseg.ui.files import age_s, cache_folder
from usseg.ui.texts import volume as texts_volume
from usseg.ui.volume.session import VolumeSession
from usseg.ui.volume.upload import Typed, read_upload
from usseg.volume.chosen import settings_for, stem_of
from usseg.volume.run import segment_volume as put_together
from usseg.volume.time_left import time_left

Told = Callable[..., Any]  # Gradio's progress: how far, and in words
MOST_S = 1200  # of one run, which others wait for; what is done by then is put together


def segmented(
    files: list[str] | None,
    weights: tuple[str, str | None],
    typed: Typed,
    progress: Told,
    stopped: Callable[[], bool],
) -> VolumeSession:
    """Segment an uploaded sweep.

    Args:
        files: What was uploaded.
        weights: Model and version.
        typed: What was typed.
        progress: Told how far it is.
        stopped: Asked before each frame whether to stop; what is done is then put together.

    Raises:
        UssegError: Files, numbers or weights cannot be used, or nothing was finished.
    """
    progress(0, desc=texts_volume.READING)
    source, sweep = read_upload(files, typed)
    # As old as its file: segmenting an old upload again must not prolong its life.
    born = time.monotonic() - age_s(str(source))
    model, version = weights
    release, notes = find_release(model, None if version in (None, "", LATEST) else version)
    stem = safe_stem(stem_of(source))
    cache_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache_folder(), prefix="volume-") as folder:
        settings = settings_for(sweep, typed.voxel_mm, bool(typed.whole), Path(folder))
        made = put_together(sweep, release, settings, *watched(progress, stopped))
        masks = {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}
    made = dataclasses.replace(made, warnings=(*made.warnings, *notes))
    return VolumeSession(made, stem, masks, born=born)


def watched(
    progress: Told, stopped: Callable[[], bool]
) -> tuple[Callable[[int, int], None], Callable[[], bool]]:
    """Return what tells how far a run is that begins now, and what ends it: a person, or its limit."""
    begun = time.monotonic()

    def tell(done: int, total: int) -> None:
        words = time_left(done, total, time.monotonic() - begun)
        progress(done / total, desc=words if done < total else texts_volume.PLACING)

    return tell, lambda: stopped() or time.monotonic() > begun + MOST_S
