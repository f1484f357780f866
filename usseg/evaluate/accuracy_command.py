"""python -m usseg accuracy"""

import argparse
import os
from pathlib import Path
from typing import Any

from rich.table import Table

from usseg.errors import InputError
from usseg.evaluate.accuracy import measure_phantoms
from usseg.evaluate.accuracy_observers import find_all
from usseg.evaluate.accuracy_summary import HIGH, UNITS, summarise_pairs
from usseg.evaluate.describe import describe
from usseg.evaluate.observers_index import read_observed
from usseg.evaluate.observers_summary import summarise_observers
from usseg.evaluate.progress import bar, console_here
from usseg.evaluate.report import write_report
from usseg.measure.edge import SIDES
from usseg.model.weights import find_release
from usseg.model.weights_file import exact_release, release_of_file
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED
from usseg.tissues import MODELS
from usseg.types import Release


def add_parser(subparsers: Any) -> None:
    """Add the command `accuracy` to the command line."""
    parser = subparsers.add_parser(
        "accuracy", help="compare areas and thicknesses with true ones or with observers"
    )
    parser.add_argument("--model", choices=MODELS, default="multiclass")
    weights = parser.add_mutually_exclusive_group()
    weights.add_argument("--release", metavar="VERSION", help="default: the newest")
    weights.add_argument("--weights", type=Path, metavar="FILE.keras", help="a file of a run")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--count", type=int, metavar="N", help="on N phantoms held out of training")
    what.add_argument(
        "--timtrack",
        type=Path,
        metavar="DIR",
        help="on images whose muscle thickness observers measured at the left edge of what they saw: "
        "index.csv and images/",
    )
    parser.add_argument("--first-seed", type=int, default=FIRST_HELD_OUT_SEED)
    parser.add_argument("--out", type=Path, required=True, metavar="JSON", help="the report")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure, write the report, print the table.

    Raises:
        UssegError: The weights or the images cannot be used.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if arguments.timtrack and arguments.model != "multiclass":
        raise InputError("Muscle is known to the multiclass model only. Leave --model out.")
    release = chosen_release(arguments)
    report = (
        on_observers(release, arguments) if arguments.timtrack else on_phantoms(release, arguments)
    )
    write_report(arguments.out, report)
    console_here().print(observers_table(report) if arguments.timtrack else phantoms_table(report))
    return 0


def chosen_release(arguments: argparse.Namespace) -> Release:
    """Return the weights that were named, or the newest.

    Raises:
        WeightsError: They are not to be had.
    """
    if arguments.weights is not None:
        return release_of_file(arguments.weights, arguments.model)
    if arguments.release is not None:
        return exact_release(arguments.model, arguments.release)
    return find_release(arguments.model)[0]


def on_phantoms(release: Release, arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the report on held-out phantoms."""
    with bar(console_here(), "measuring", arguments.count) as tell:
        pairs = measure_phantoms(release, arguments.count, arguments.first_seed, tell)
    about = {"name": "phantoms", "images": arguments.count, "first_seed": arguments.first_seed}
    return describe(release, about) | {"tissues": summarise_pairs(pairs, release.model)}


def on_observers(release: Release, arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the report on images that observers measured."""
    images = read_observed(arguments.timtrack)
    with bar(console_here(), "measuring", len(images)) as tell:
        found = find_all(release, arguments.timtrack, images, tell)
    about = {"name": arguments.timtrack.resolve().name, "images": len(images)}
    return describe(release, about) | summarise_observers(found)


def phantoms_table(report: dict[str, Any]) -> Table:
    """Return the errors per tissue as a table for the terminal."""
    table = Table(title="absolute error on phantoms, median (95th percentile)")
    table.add_column("tissue")
    for name in ("images", "missed", "false", *(f"{key}, {unit}" for key, unit in UNITS.items())):
        table.add_column(name, justify="right")
    for name, tissue in report["tissues"].items():
        counts = [str(tissue[key]) for key in ("images", "missed", "false_alarms")]
        table.add_row(name, *counts, *(error_cell(tissue.get(key)) for key in UNITS))
    return table


def error_cell(errors: dict[str, Any] | None) -> str:
    """Return the errors of one quantity in one cell.

    >>> error_cell(None)
    '–'
    """
    if errors is None:
        return "–"
    high = f"p{HIGH:.0f}"
    return (
        f"{errors['median_absolute']:.2f} ({errors[f'{high}_absolute']:.2f}), "
        f"{errors['median_percent']:.1f} % ({errors[f'{high}_percent']:.1f} %)"
    )


def observers_table(report: dict[str, Any]) -> Table:
    """Return the errors against the observers as a table for the terminal, the other side's too."""
    reasons = [f"{name}: {part['side_why']}" for name, part in report["datasets"].items()]
    table = Table(title=report["quantity"], caption="\n".join(reasons))
    table.add_column("data set")
    for name in ("side", "images", "failed", "median %", "90th %", "signed %", "observers %"):
        table.add_column(name)
    keys = ("images", "failed", "median_percent", "p90_percent", "median_signed_percent")
    for name, part in {"all": report["all"], **report["datasets"]}.items():
        compared = {side: part[side] for side in SIDES if side in part}
        for side, figures in {part["side"]: part, **compared}.items():
            cells = (str(figures[key]) for key in (*keys, "observers_percent"))
            table.add_row(name, side, *cells, style="dim" if side in compared else None)
    return table
