"""Treat a .keras file that is not released yet as if it were, so that it can be scored."""

import hashlib
import json
from pathlib import Path

from usseg.errors import WeightsError
from usseg.model.manifest import WITH_HEADROOM
from usseg.model.weights import find_release
from usseg.tissues import tissues_of
from usseg.types import Release

UNRELEASED = "unreleased"
DEFAULT_SIZE = [256, 256]


def release_of_file(path: Path, model: str) -> Release:
    """Return a Release around a weights file; its input size is that of the run beside it.

    Raises:
        WeightsError: The file cannot be read.
    """
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise WeightsError(f"--weights {path} cannot be read. Name a .keras file.") from error
    manifest = {
        "model": model,
        "version": UNRELEASED,
        "input_size": input_size_beside(path),
        "field": WITH_HEADROOM,
        "labels": [tissue.name for tissue in tissues_of(model)],
    }
    return Release(model, UNRELEASED, "file", None, sha256, path, manifest)


def input_size_beside(path: Path) -> list[int]:
    """Return the input size that run.json beside the file records, or the usual one without it."""
    try:
        record = json.loads((path.parent / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return DEFAULT_SIZE
    return list(record["settings"]["input_size"])


def exact_release(model: str, version: str) -> Release:
    """Return exactly the release that was asked for, never another that serves in its place.

    Raises:
        WeightsError: It is not to be had.
    """
    release, notes = find_release(model, version)
    if release.version != version:
        raise WeightsError(
            f"Version {version} of the {model} weights is not to be had: {' '.join(notes)} "
            "Scores of another version would mislead, so nothing was scored."
        )
    return release
