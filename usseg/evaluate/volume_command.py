"""python -m usseg volume-accuracy"""

import argparse
from pathlib import Path
from typing import Any

from usseg.errors import InputError
from usseg.evaluate.choose import chosen_release
from usseg.evaluate.progress import bar, console_here
from usseg.evaluate.report import read_report, write_report, write_text
from usseg.evaluate.volume_accuracy import MODEL, judge_limbs, summarise
from usseg.evaluate.volume_table import titled
from usseg.phantom.scan3d_paths import KINDS

LIMBS = 20
BEGIN, END = "<!-- volumes: begin -->", "<!-- volumes: end -->"


def add_parser(subparsers: Any) -> None:
    """Add the command `volume-accuracy` to the command line."""
    parser = subparsers.add_parser(
        "volume-accuracy",
        help="measure simulated limbs and compare with what they hold",
        description="Scan simulated limbs along, by hand and around, segment and measure them, once "
        "with true masks (geometry and votes alone) and once with the network's.",
    )
    weights = parser.add_mutually_exclusive_group(required=True)
    weights.add_argument("--release", metavar="VERSION", help="a released version, such as 0.1.0")
    weights.add_argument("--weights", type=Path, metavar="FILE.keras", help="a file of a run")
    weights.add_argument("--only-true", action="store_true", help="true masks alone, no network")
    parser.add_argument("--limbs", type=int, default=LIMBS, metavar="N", help=f"default: {LIMBS}")
    parser.add_argument(
        "--scans", nargs="+", choices=KINDS, default=list(KINDS), help="default: all"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="JSON", help="the report")
    parser.add_argument(
        "--into", type=Path, metavar="MD", help=f"write the table between {BEGIN} and {END} there"
    )
    parser.set_defaults(run=run, model=MODEL)


def run(arguments: argparse.Namespace) -> int:
    """Judge every limb, write the report, print the table.

    Raises:
        UssegError: The weights or a file cannot be used.
    """
    if arguments.limbs < 1:
        raise InputError(f"{arguments.limbs} limbs cannot be measured. Give 1 or more.")
    release = None if arguments.only_true else chosen_release(arguments)
    console = console_here()
    with bar(console, "measuring", arguments.limbs * len(arguments.scans)) as tell:
        rows = judge_limbs(arguments.limbs, release, arguments.scans, tell)
    weights = release and {
        "model": release.model,
        "version": release.version,
        "sha256": release.sha256,
    }
    report = {
        "release": weights,
        "limbs": arguments.limbs,
        "summary": summarise(rows),
        "rows": rows,
    }
    write_report(arguments.out, report)
    if arguments.into is not None:
        insert_table(arguments.into, read_report(arguments.out))
    console.print(titled(report), markup=False, highlight=False, soft_wrap=True)
    return 0


def insert_table(path: Path, report: dict[str, Any]) -> None:
    """Write the table of a report between the marks of a document.

    Raises:
        InputError: The document cannot be read, or has no marks.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputError(f"{path.name} cannot be read. Name a document.") from error
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise InputError(
            f"{path.name} has no place for the table: {BEGIN} and {END} were expected."
        )
    write_text(path, f"{before}{BEGIN}\n{titled(report)}\n{END}{after}")
