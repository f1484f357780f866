"""Which code this is, for the records of runs, scores and releases."""

import subprocess
from pathlib import Path

import usseg


def code_version() -> dict[str, str | None]:
    """Return the package's version, and the commit of its checkout or None outside one."""
    return {"version": usseg.__version__, "commit": git_commit()}


def git_commit() -> str | None:
    """Return the commit of the code (40 hex digits), or None outside a git checkout."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
