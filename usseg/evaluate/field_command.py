"""python -m usseg field"""

import argparse
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.table import Table

from usseg.errors import InputError
from usseg.evaluate.field_accuracy import ALL, find_all, find_steered, summarise
from usseg.evaluate.progress import bar, console_here
from usseg.evaluate.report import write_report
from usseg.model.provenance import code_version
from usseg.phantom.dataset import SCENES
from usseg.phantom.furniture_steered import STEERABLE

FIRST_SEED = 6_000_000  # the detector was made while looking at smaller ones
COUNT = 30
SURROUNDINGS = (("bare", False), ("furnished", True))
STEERED = "steered"
FIGURES = ("mean", "p5", "min", "below_0.7")


def add_parser(subparsers: Any) -> None:
    """Add the command `field` to the command line."""
    parser = subparsers.add_parser("field", help="measure how well the field of view is found")
    parser.add_argument(
        "--count", type=int, default=COUNT, metavar="N", help=f"phantoms per scene ({COUNT})"
    )
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--out", type=Path, required=True, metavar="JSON", help="the report")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Find the fields of phantoms, bare, on screens and steered, write the report, print the table.

    Raises:
        InputError: The count or the seed cannot be used, or the report cannot be written.
    """
    if arguments.count < 1:
        raise InputError(f"--count is {arguments.count}, but at least one phantom is needed.")
    console = console_here()
    report: dict[str, Any] = {
        "command": shlex.join(["python", "-m", "usseg", *sys.argv[1:]]),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": code_version(),
        "first_seed": arguments.first_seed,
        "measure": "intersection over union of the found field with the true one",
    }
    total = arguments.count * (len(SCENES) * len(SURROUNDINGS) + len(STEERABLE))
    with bar(console, "finding", total) as tell:
        for name, screen in SURROUNDINGS:
            found = find_all(arguments.count, arguments.first_seed, screen, tell)
            report[name] = summarise(found)
        report[STEERED] = summarise(find_steered(arguments.count, arguments.first_seed, tell))
    write_report(arguments.out, report)
    console.print(as_table(report))
    return 0


def as_table(report: dict[str, Any]) -> Table:
    """Return mean, 5th percentile and minimum per scene as a table for the terminal."""
    table = Table(title="Intersection over union of the found field with the true one")
    table.add_column("scene")
    for name, _ in SURROUNDINGS:
        for figure in ("mean", "p5", "min", "< 0.7"):
            table.add_column(f"{name} {figure}", justify="right")
    for scene in report["bare"]["scenes"]:
        rows = [report[name]["scenes"][scene] for name, _ in SURROUNDINGS]
        table.add_row(scene, *(cell for row in rows for cell in cells_of(row)))
    empty = [""] * len(FIGURES)
    table.add_row(STEERED, *empty, *cells_of(report[STEERED]["scenes"][ALL]))
    return table


def cells_of(row: dict[str, Any]) -> list[str]:
    """Return the figures of one row of the table as text."""
    *shares, poor = (row[figure] for figure in FIGURES)
    return [*(f"{share:.3f}" for share in shares), str(poor)]
