"""python -m usseg sweep"""

import argparse
import os
from itertools import islice
from pathlib import Path
from typing import Any

from rich.table import Table

from usseg.evaluate.choose import add_scoring, chosen_cases, chosen_release
from usseg.evaluate.describe import describe
from usseg.evaluate.progress import bar, console_here
from usseg.evaluate.report import write_report
from usseg.evaluate.summary import NO_TISSUE
from usseg.evaluate.sweep import sweep
from usseg.render.score_text import written


def add_parser(subparsers: Any) -> None:
    """Add the command `sweep` to the command line."""
    parser = subparsers.add_parser("sweep", help="score changed frames: gain, blur, zoom, ...")
    add_scoring(parser)
    parser.add_argument("--most", type=int, metavar="N", help="score only the first N frames")
    parser.add_argument("--out", type=Path, required=True, metavar="JSON", help="for `export`")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Score every frame plain and changed, write the report, print the table.

    Raises:
        UssegError: The weights or the data cannot be used.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    release, case_set = chosen_release(arguments), chosen_cases(arguments)
    count = min(case_set.count, arguments.most or case_set.count)
    console = console_here()
    with bar(console, "sweeping", count) as tell:
        found = sweep(release, islice(case_set.cases, count), case_set.sets, tell)
    report = describe(release, case_set.about) | found
    write_report(arguments.out, report)
    console.print(as_table(report))
    return 0


def as_table(report: dict[str, Any]) -> Table:
    """Return the differences from the plain run as a table for the terminal."""
    about = report["dataset"]
    table = Table(
        title=f"Dice minus plain Dice on {about['name']} ({about['split']}), "
        f"{report['images']} images"
    )
    names = [name for name in report["plain"] if name not in NO_TISSUE]
    for title in ("step", *names, "mean"):
        table.add_column(title)
    table.add_row("plain Dice", *(written(report["plain"][name]) for name in names), "")
    for step in report["steps"]:
        cells = [written(step["tissues"][name]["difference"]["mean"]) for name in names]
        table.add_row(step["step"], *cells, written(step["mean_difference"]))
    return table
