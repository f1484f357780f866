"""python -m usseg evaluate"""

import argparse
import os
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from usseg.errors import InputError
from usseg.evaluate.cases import CaseSet, dataset_cases, phantom_cases
from usseg.evaluate.report import as_table, write_report
from usseg.evaluate.run import evaluate
from usseg.evaluate.summary import summarise
from usseg.evaluate.weights_file import exact_release, release_of_file
from usseg.model.provenance import code_version
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED
from usseg.tissues import MODELS
from usseg.types import Release

PHANTOMS = "phantoms"
DEFAULT_COUNT = 300
WIDTH = 140  # of the table, where the output is no terminal


def add_parser(subparsers: Any) -> None:
    """Add the command `evaluate` to the command line."""
    parser = subparsers.add_parser("evaluate", help="score weights on labelled frames")
    parser.add_argument("--model", choices=MODELS, required=True)
    weights = parser.add_mutually_exclusive_group(required=True)
    weights.add_argument("--release", metavar="VERSION", help="a released version, such as 0.1.0")
    weights.add_argument("--weights", type=Path, metavar="FILE.keras", help="a file of a run")
    parser.add_argument("--data", type=Path, metavar="DIR", help="data set (docs/datasets.md)")
    parser.add_argument(
        "--split",
        choices=("test", "train", PHANTOMS),
        default="test",
        help=f"the data set's split, or {PHANTOMS}: new ones, with seeds no training uses",
    )
    parser.add_argument(
        "--phantoms", type=int, default=DEFAULT_COUNT, metavar="N", help="how many phantoms"
    )
    parser.add_argument("--first-seed", type=int, default=FIRST_HELD_OUT_SEED)
    parser.add_argument("--screen", action="store_true", help="put phantoms on a scanner's screen")
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
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    columns = (TextColumn("scoring"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("scoring", total=case_set.count)
        cases = evaluate(release, case_set, arguments.worst, lambda name: bar.advance(task))
    report = describe(release, case_set) | summarise(cases, case_set.sets)
    write_report(arguments.out, report)
    console.print(as_table(report))
    console.print(f"worst: {', '.join(report['worst'])}")
    return 0


def chosen_release(arguments: argparse.Namespace) -> Release:
    """Return the weights that were named.

    Raises:
        WeightsError: They are not to be had.
    """
    if arguments.weights is not None:
        return release_of_file(arguments.weights, arguments.model)
    return exact_release(arguments.model, arguments.release)


def chosen_cases(arguments: argparse.Namespace) -> CaseSet:
    """Return the frames that were named.

    Raises:
        UssegError: There are none, or they cannot be read.
    """
    model = arguments.model
    if arguments.split == PHANTOMS:
        return phantom_cases(arguments.phantoms, arguments.first_seed, model, arguments.screen)
    if arguments.data is None:
        raise InputError(f"Say what to score on: --data DIR, or --split {PHANTOMS}.")
    return dataset_cases(arguments.data, arguments.split, model)


def describe(release: Release, case_set: CaseSet) -> dict[str, Any]:
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
        "dataset": case_set.about,
    }
