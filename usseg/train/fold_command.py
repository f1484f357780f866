"""`python -m usseg fold`: the binary model of a multiclass run."""

import argparse
from pathlib import Path
from typing import Any

from rich.console import Console


def add_parser(subparsers: Any) -> None:
    """Describe the command's arguments."""
    parser = subparsers.add_parser(
        "fold",
        help="make a binary model (fat against the rest) of a multiclass run",
        description="Write a run folder whose network finds fat exactly where that of a multiclass run "
        "finds it; export it as any other run.",
    )
    parser.add_argument("run_folder", type=Path, metavar="RUN", help="a finished multiclass run")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to make")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Fold a run; return 0."""
    from usseg.train.fold_run import fold_run

    fold_run(arguments.run_folder, arguments.out)
    Console().print(f"{arguments.out}: the binary model of {arguments.run_folder}")
    return 0
