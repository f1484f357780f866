"""python -m usseg compare"""

import argparse
import os
from pathlib import Path
from typing import Any

from usseg.errors import InputError
from usseg.evaluate.cases import VALIDATION, CaseSet, dataset_cases, phantom_cases
from usseg.evaluate.choose import DEFAULT_COUNT
from usseg.evaluate.compare import compare
from usseg.evaluate.compare_runs import read_runs
from usseg.evaluate.compare_table import as_markdown
from usseg.evaluate.progress import bar, console_here
from usseg.evaluate.report import write_report
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED


def add_parser(subparsers: Any) -> None:
    """Add the command `compare` to the command line."""
    parser = subparsers.add_parser(
        "compare", help="compare runs: Dice, parameters, operations, time, bytes"
    )
    parser.add_argument(
        "--run",
        action="append",
        type=named_folder,
        default=[],
        dest="runs",
        metavar="NAME=RUN",
        help="folder of a finished run; may repeat; times are relative to the one of `small`",
    )
    add_frames(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="JSON", help="the report")
    parser.set_defaults(run=run)


def add_frames(parser: argparse.ArgumentParser) -> None:
    """Add the options that name the frames."""
    parser.add_argument(
        "--data", nargs="*", type=Path, default=[], metavar="DIR", help="data sets to score on"
    )
    parser.add_argument("--split", choices=("test", "train", VALIDATION), default="test")
    parser.add_argument(
        "--phantoms",
        type=int,
        default=DEFAULT_COUNT,
        metavar="N",
        help="and N phantoms held out of training; 0 for none",
    )
    parser.add_argument("--first-seed", type=int, default=FIRST_HELD_OUT_SEED)


def named_folder(text: str) -> tuple[str, Path]:
    """Parse NAME=RUN.

    >>> named_folder("small=runs/small")[0]
    'small'
    """
    name, separator, path = text.partition("=")
    if not (name.isidentifier() and separator and path):
        raise argparse.ArgumentTypeError(f"expected NAME=RUN, NAME of letters, got {text!r}")
    return name, Path(path)


def run(arguments: argparse.Namespace) -> int:
    """Score and time all runs, write the report, print the table.

    Raises:
        UssegError: A run or the data cannot be used.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    runs = read_runs(dict(arguments.runs))
    case_sets = chosen_case_sets(arguments, runs[0].release.model)
    console = console_here()
    total = len(runs) * sum(case_set.count for case_set in case_sets)
    with bar(console, "scoring", total) as tell:
        report = compare(runs, case_sets, tell)
    write_report(arguments.out, report)
    console.print(as_markdown(report), markup=False, soft_wrap=True)
    return 0


def chosen_case_sets(arguments: argparse.Namespace, model: str) -> list[CaseSet]:
    """Return what to score on: phantoms, then the data sets that were named.

    Raises:
        UssegError: Nothing was named, or it cannot be read.
    """
    case_sets = [dataset_cases(folder, arguments.split, model) for folder in arguments.data]
    if arguments.phantoms:
        count, seed = arguments.phantoms, arguments.first_seed
        case_sets.insert(0, phantom_cases(count, seed, model, screen=False))
    if not case_sets:
        raise InputError("Say what to score on: --data DIR, or --phantoms N.")
    return case_sets
