"""Runs of a network so small that training it takes seconds."""

import json
from pathlib import Path

from rich.console import Console

from usseg.train.settings import Settings

QUIET = Console(quiet=True)


def settings_for(folder: Path, **changes) -> Settings:
    """Settings of three short epochs on one data set, with some of them changed."""
    given = {
        "model": "multiclass",
        "folders": (folder,),
        "phantoms": "none",
        "epochs": 3,
        "images_per_epoch": 16,
        "batch": 4,
        "widths": (4, 6),
        "input_size": (32, 32),
    }
    return Settings(**given | changes)


def history_of(out: Path) -> list[dict]:
    """The history a run left in its folder."""
    return json.loads((out / "history.json").read_text(encoding="utf-8"))
