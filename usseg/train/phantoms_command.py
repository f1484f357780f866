"""python -m usseg phantoms"""

import argparse
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from usseg.phantom.seeds import FIRST_HELD_OUT_SEED


def add_parser(subparsers: Any) -> None:
    """Add the command `phantoms` to the command line."""
    parser = subparsers.add_parser("phantoms", help="write phantoms as a data set folder")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write")
    parser.add_argument("--count", type=int, required=True, help="how many")
    parser.add_argument(
        "--first-seed",
        type=int,
        default=0,
        help=f"from {FIRST_HELD_OUT_SEED} on they are for tests, and training refuses them",
    )
    parser.add_argument("--scene", action="append", help="only this scene; may repeat")
    parser.add_argument(
        "--shape",
        type=int,
        nargs=2,
        metavar=("ROWS", "COLS"),
        help="size of each frame; default: that of the phantoms in reports, 256 256",
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the phantoms and show progress.

    Raises:
        UssegError: Seeds or scenes cannot be used.
    """
    from usseg.phantom.dataset import SCENES, SHAPE
    from usseg.train.phantom_folder import write_phantoms

    seeds = range(arguments.first_seed, arguments.first_seed + arguments.count)
    scenes, shape = arguments.scene or SCENES, tuple(arguments.shape or SHAPE)
    written = write_phantoms(arguments.out, seeds, scenes, max(1, arguments.jobs), shape)
    console = Console()
    for _ in track(written, "phantoms", total=arguments.count, console=console):
        pass
    console.print(f"{arguments.count} phantoms in {arguments.out}")
    return 0
