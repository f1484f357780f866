"""The report of an evaluation: a JSON file and a table."""

import json
from pathlib import Path
from typing import Any

from rich.table import Table

from usseg.errors import InputError
from usseg.render.score_text import with_interval, written

COLUMNS = ("dice", "iou", "hd95_px", "hd95_mm")


def write_report(path: Path, report: dict[str, Any]) -> None:
    """Write the report as JSON.

    Raises:
        InputError: The file cannot be written.
    """
    write_text(path, json.dumps(report, indent=1, allow_nan=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a report or a picture of it.

    Raises:
        InputError: The file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"The report {path} cannot be written. Name another file.") from error


def read_report(path: Path) -> dict[str, Any]:
    """Read a report that a command of this room wrote.

    Raises:
        InputError: It cannot be read, or is no JSON object.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as JSON. Name a report.") from error
    if not isinstance(report, dict):
        raise InputError(f"{path} holds no JSON object. Name a report.")
    return report


def as_table(report: dict[str, Any]) -> Table:
    """Return the scores per tissue as a table for the terminal."""
    dataset, release = report["dataset"], report["release"]
    kind = "weak labels" if dataset["weak"] else "labels"
    table = Table(
        title=f"{release['model']} {release['version']} on {dataset['name']} ({dataset['split']}, "
        f"{kind}): {report['images']} images, {report['groups']} groups",
        caption=f"mean Dice over tissues {written(report['mean_dice'])}; "
        "brackets: 95 % bootstrap interval by group",
    )
    table.add_column("tissue")
    for name in ("Dice", "IoU", "HD95 px", "HD95 mm", "in truth", "missed", "false"):
        table.add_column(name, justify="right")
    for name, scores in report["tissues"].items():
        cells = [with_interval(scores[column]) for column in COLUMNS]
        counts = [str(scores[key]) for key in ("in_truth", "missed_wholly", "false_alarms")]
        table.add_row(name, *cells, *counts)
    return table
