"""Visits to the view Cine without a browser; the network reads labels off grey levels."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from clip_makers import RELEASE, SEGMENTER

from usseg.ui.clip import handlers as clip_handlers

NOTE = "These weights are made up."


def use_known_network(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let handlers segment without weights, and keep their files in a folder of the test's."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    monkeypatch.setattr("usseg.cine.run.network_of", lambda release: SEGMENTER)
    monkeypatch.setattr("usseg.ui.clip.steps.find_release", lambda *_: (RELEASE, (NOTE,)))


def visit(name: str) -> SimpleNamespace:
    """What Gradio tells of a request of a visit."""
    return SimpleNamespace(session_hash=name)


def quiet(*_: object, **__: object) -> None:
    """Show no progress."""


def segmented(path: Path, key=None, who="a visitor", progress=quiet, **changes) -> str:
    """Press the button; the key of the result."""
    given = {"every": 1, "smoothing": False, "row_mm": None, "col_mm": None, "fps": None} | changes
    clip_handlers.begin(visit(who))
    try:
        return clip_handlers.segment(
            visit(who), progress, key, str(path), "multiclass", "latest", *given.values()
        )
    finally:
        clip_handlers.end(visit(who))
