"""The head of every report of this room: which weights, on what, by which code."""

import shlex
import sys
from datetime import UTC, datetime
from typing import Any

from usseg.model.provenance import code_version
from usseg.types import Release


def describe(release: Release, about: Any) -> dict[str, Any]:
    """Return what was scored on what, by which code: the head of the report."""
    return {
        "command": shlex.join(["python", "-m", "usseg", *sys.argv[1:]]),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": code_version(),
        "release": {
            "model": release.model,
            "version": release.version,
            "source": release.source,
            "sha256": release.sha256,
        },
        "dataset": about,
    }
