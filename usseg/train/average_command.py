"""`python -m usseg average`: several runs as one."""

import argparse
from pathlib import Path
from typing import Any

from rich.console import Console


def add_parser(subparsers: Any) -> None:
    """Describe the command's arguments."""
    parser = subparsers.add_parser(
        "average",
        help="make one network of several runs: the mean of their weights",
        description="Write a run folder whose network has the mean weights of runs that went on from "
        "each other; export it as any other run.",
    )
    parser.add_argument(
        "runs",
        type=Path,
        nargs="+",
        metavar="RUN",
        help="finished runs; history and replay are those of the first",
    )
    parser.add_argument(
        "--input-size",
        type=int,
        nargs=2,
        metavar=("ROWS", "COLS"),
        help="of the mean; default: that of the runs",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to make")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Average runs; return 0."""
    from usseg.train.average_run import average_runs

    size = tuple(arguments.input_size) if arguments.input_size else None
    average_runs(arguments.runs, arguments.out, size)
    Console().print(f"{arguments.out}: the mean of {len(arguments.runs)} runs")
    return 0
