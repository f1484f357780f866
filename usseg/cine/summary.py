"""The summary of a run as JSON: what was read, with what it was segmented, how it ended."""

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from usseg.cine.clip import Clip
from usseg.cine.options import Options
from usseg.cine.plan import Plan
from usseg.cine.state import State
from usseg.cine.write_video import H264, UNTIMED_FPS, encoder
from usseg.errors import InputError
from usseg.export.bundle import field_as_dict
from usseg.export.manifest import versions, weights_entries
from usseg.image.limits import shown_name, unreadable
from usseg.render import NOTICE
from usseg.render.summary import json_values
from usseg.types import Release

FORMAT = "usseg clip"
NOT_H264 = "This build of FFmpeg has no H.264 encoder; the video is MPEG-4 Part 2."


def source_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, or of a folder the one of the digests and names of its files.

    Raises:
        InputError: It cannot be read.
    """
    try:
        if path.is_file():
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        return folder_sha256(each for each in sorted(path.iterdir()) if each.is_file())
    except OSError:
        raise unreadable(shown_name(path)) from None


def folder_sha256(files: Iterable[Path]) -> str:
    """Return one digest of several files: of the lines that the tool `sha256sum` prints for them."""
    whole = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        whole.update(f"{digest}  {file.name}\n".encode())
    return whole.hexdigest()


def summary(
    clip: Clip, plan: Plan, release: Release, options: Options, state: State
) -> dict[str, Any]:
    """Put everything known about a run into one strictly valid JSON object.

    Nothing of a DICOM header is in it but scale and times.
    """
    found = {
        "format": FORMAT,
        "format_version": 1,
        "state": state.ended,
        "reason": state.reason,
        "frames": frame_entries(clip, plan, options, state),
        "time": {"source": clip.time_source, "fps": state.fps, "duration_s": state.last_s},
        "input": {"kind": clip.kind, "sha256": state.source_sha256},
        **weights_entries(release),
        "scale": {"spacing_mm": plan.frame.spacing_mm, "source": plan.frame.spacing_source},
        "field": {**field_as_dict(plan.field), "agreement": round(plan.agreement, 4)},
        "settings": settings(plan, options),
        "masks_sha256": state.digest.hexdigest(),
        "masks_of": "label values, one byte per pixel, row by row, frame after frame",
        "video": video_entries(clip),
        "speed": {"seconds": round(state.seconds, 3), "frames_per_s": state.frames_per_s},
        "versions": versions(),
        "warnings": [*plan.warnings, *state.warnings],
        "notice": NOTICE,
    }
    return json_values(found)


def frame_entries(clip: Clip, plan: Plan, options: Options, state: State) -> dict[str, Any]:
    """Return how many frames there are, and how large they are."""
    rows, cols = plan.inside.shape
    return {
        "announced": clip.total,
        "read": state.read,
        "segmented": state.done,
        "every": options.every,
        "rows": rows,
        "cols": cols,
    }


def settings(plan: Plan, options: Options) -> dict[str, Any]:
    """Return what was chosen."""
    return {
        "smoothing": None if options.smoothing is None else vars(options.smoothing),
        "measured": "smoothed masks" if options.measure_smoothed else "the network's own masks",
        "masks": options.masks,
        "column": options.column,
        "fps": options.fps,
        "blank_outside": plan.blank_outside,
    }


def video_entries(clip: Clip) -> dict[str, Any]:
    """Return how the overlay video was made."""
    name = encoder()
    untimed = UNTIMED_FPS if clip.time_source == "unknown" else None
    return {
        "encoder": name,
        "note": "" if name in H264 else NOT_H264,
        "played_at_fps": untimed,  # the clip's own times where this is null
    }


def write_summary(path: Path, found: dict[str, Any]) -> None:
    """Write a summary so that nobody ever reads half of it.

    Raises:
        InputError: It cannot be written.
    """
    text = json.dumps(found, indent=2, allow_nan=False, ensure_ascii=False) + "\n"
    beside = path.with_name(f".{path.name}.tmp")
    try:
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be written: {error.strerror}. Choose a folder with room that you "
            f"may write to."
        ) from None
