"""python -m usseg gate"""

import argparse
import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from usseg.evaluate.choose import add_weights, chosen_release
from usseg.evaluate.describe import describe
from usseg.evaluate.gate_dicom import shipped
from usseg.evaluate.gate_layers import layers_before_shrinking, texture_channels
from usseg.evaluate.gate_made import made
from usseg.evaluate.gate_phantoms import new_phantoms
from usseg.evaluate.gate_pictures import Picture, labelled, unlabelled
from usseg.evaluate.gate_rates import rates, unseen
from usseg.evaluate.gate_run import examine, fitted
from usseg.evaluate.progress import console_here
from usseg.evaluate.report import write_report


def add_parser(subparsers: Any) -> None:
    """Add the command `gate` to the command line."""
    parser = subparsers.add_parser("gate", help="fit the gate that warns of unlike images")
    add_weights(parser)
    parser.add_argument(
        "--data", type=Path, nargs="+", required=True, metavar="DIR", help="data sets, train splits"
    )
    parser.add_argument(
        "--unlabelled", type=Path, nargs="*", default=[], metavar="DIR", help="images of limbs"
    )
    parser.add_argument(
        "--foreign",
        type=named_folder,
        nargs="*",
        default=[],
        metavar="NAME=DIR",
        help="images of other things, and what to call them",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="JSON", help="for `export`")
    parser.set_defaults(run=run)


def named_folder(text: str) -> tuple[str, Path]:
    """Parse NAME=DIR.

    Raises:
        ArgumentTypeError: There is no name or no folder.
    """
    name, _, folder = text.partition("=")
    if not name or not folder:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=DIR, such as photographs=pictures")
    return name, Path(folder)


def run(arguments: argparse.Namespace) -> int:
    """Show all images to the network, fit the gate, measure what it flags, write both.

    Raises:
        UssegError: The weights or the images cannot be used.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    release, console = chosen_release(arguments), console_here()
    layers = layers_before_shrinking(release.path)
    channels = texture_channels(layers)
    watched = {"layers": [name for name, _ in layers]}
    release = replace(release, manifest=release.manifest | {"gate": watched})
    with console.status("looking at images") as status:
        seen = examine(
            release, pictures(arguments), lambda kind: status.update(f"looking at {kind}")
        )
        status.update("fitting")
        stated = watched | fitted(seen, channels)
        stated["flagged"] = rates(release, seen, channels)
        stated["unseen"] = unseen(release, seen, channels)
    write_report(arguments.out, describe(release, None) | {"gate": stated})
    show(console, stated)
    return 0


def pictures(arguments: argparse.Namespace) -> Iterator[Picture]:
    """Yield all images that were named, those made here, and those that pydicom ships."""
    return chain(
        *(labelled(folder) for folder in arguments.data),
        *(unlabelled(folder.name, folder, wanted=True) for folder in arguments.unlabelled),
        *(unlabelled(name, folder, wanted=False) for name, folder in arguments.foreign),
        new_phantoms(),
        made(),
        shipped(),
    )


def show(console: Console, stated: dict[str, Any]) -> None:
    """Print the share that is flagged of each kind."""
    titles = {
        "flagged": "flagged, by gates that had not seen these images",
        "unseen": "flagged, by gates that had seen nothing of the kind",
    }
    for key, title in titles.items():
        table = Table(title=title)
        for column in ("kind", "images", "flagged"):
            table.add_column(column)
        for name, row in stated[key].items():
            table.add_row(name, str(row["images"]), f"{row['flagged']:.1%}")
        console.print(table)
