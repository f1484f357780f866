"""python -m usseg pseudo-label"""

import argparse
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from usseg.train.argument_values import share_of_one


def add_parser(subparsers: Any) -> None:
    """Add the command `pseudo-label` to the command line."""
    parser = subparsers.add_parser(
        "pseudo-label",
        help="label unlabelled frames where a network is sure, for self-training",
        description="Write a data set folder of unlabelled frames with the labels that a multiclass "
        "network is sure of. Name it to `train --data`, and see on other data whether it helps.",
    )
    parser.add_argument("--weights", type=Path, required=True, metavar="FILE.keras")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="unlabelled frames")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write")
    parser.add_argument(
        "--sure",
        type=share_of_one,
        default=0.9,
        metavar="P",
        help="probability from which a label is believed; default: 0.9",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the folder and say how much of it is labelled.

    Raises:
        UssegError: Frames or weights cannot be used.
    """
    from usseg.model.weights_file import release_of_file
    from usseg.train.pseudo_labels import read_licences, write_pseudo_labels

    given = arguments
    release = release_of_file(given.weights, "multiclass")
    total = len(read_licences(given.data))
    written = write_pseudo_labels(release, given.data, given.out, given.sure)
    console = Console()
    shares = [share for _, share in track(written, "frames", total=total, console=console)]
    kept = [share for share in shares if share > 0]
    console.print(
        f"{given.out}: {len(kept)} of {total} frames, {sum(kept) / len(kept):.0%} of their fields "
        "labelled."
    )
    return 0
