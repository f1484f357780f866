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
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(report, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"The report {path} cannot be written. Name another file.") from error


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
