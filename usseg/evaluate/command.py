"""python -m usseg evaluate"""

import argparse
import os
from pathlib import Path
from typing import Any

from usseg.evaluate.choose import add_scoring, chosen_cases, chosen_release
from usseg.evaluate.describe import describe
from usseg.evaluate.progress import bar, console_here
from usseg.evaluate.report import as_table, write_report
from usseg.evaluate.run import evaluate
from usseg.evaluate.summary import summarise


def add_parser(subparsers: Any) -> None:
    """Add the command `evaluate` to the command line."""
    parser = subparsers.add_parser("evaluate", help="score weights on labelled frames")
    add_scoring(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="JSON", help="the report")
    parser.add_argument("--worst", type=Path, metavar="DIR", help="pictures of the worst cases")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Score, write the report, print the table.

    Raises:
        UssegError: The weights or the data cannot be used.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    release, case_set = chosen_release(arguments), chosen_cases(arguments)
    console = console_here()
    with bar(console, "scoring", case_set.count) as tell:
        cases = evaluate(release, case_set, arguments.worst, tell)
    report = describe(release, case_set.about) | summarise(cases, case_set.sets)
    write_report(arguments.out, report)
    console.print(as_table(report))
    console.print(f"worst: {', '.join(report['worst'])}")
    return 0
