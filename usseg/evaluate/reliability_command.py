"""python -m usseg reliability"""

import argparse
import os
from pathlib import Path
from typing import Any

from rich.table import Table

from usseg.evaluate.choose import add_scoring, chosen_cases, chosen_release
from usseg.evaluate.describe import describe
from usseg.evaluate.progress import bar, console_here
from usseg.evaluate.reliability import summarise_reliability
from usseg.evaluate.reliability_plot import reliability_svg
from usseg.evaluate.reliability_run import judge_all
from usseg.evaluate.report import write_report, write_text
from usseg.model.trust import temperature_of
from usseg.render.score_text import written


def add_parser(subparsers: Any) -> None:
    """Add the command `reliability` to the command line."""
    parser = subparsers.add_parser("reliability", help="compare confidence with truth")
    add_scoring(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="JSON", help="the report")
    parser.add_argument("--plot", type=Path, metavar="SVG", help="the reliability plot")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Judge every frame, write report and plot, print the errors.

    Raises:
        UssegError: The weights or the data cannot be used.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    release, case_set = chosen_release(arguments), chosen_cases(arguments)
    console = console_here()
    with bar(console, "comparing", case_set.count) as tell:
        judged = judge_all(release, case_set, tell)
    report = describe(release, case_set.about) | {"temperature": temperature_of(release)}
    report |= summarise_reliability(judged)
    write_report(arguments.out, report)
    if arguments.plot is not None:
        name = f"{release.model} {release.version} on {report['dataset']['name']}"
        write_text(arguments.plot, reliability_svg(name, report))
    console.print(as_table(report))
    return 0


def as_table(report: dict[str, Any]) -> Table:
    """Return the calibration errors as a table for the terminal."""
    table = Table(title=f"calibration on {report['dataset']['name']}, {report['images']} images")
    for name in ("tissue", "error", "pixels"):
        table.add_column(name)
    table.add_row("all", written(report["ece"]), "")
    for name, part in report["tissues"].items():
        table.add_row(name, written(part["ece"]), str(part["pixels"]))
    return table
