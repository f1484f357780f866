"""python -m usseg export"""

import argparse
from pathlib import Path
from typing import Any

from rich.console import Console

from usseg.model.releases import RELEASES
from usseg.train.argument_values import named_path


def add_parser(subparsers: Any) -> None:
    """Add the command `export` to the command line."""
    parser = subparsers.add_parser("export", help="turn a run into a release of the weights")
    parser.add_argument("run_folder", type=Path, metavar="RUN", help="folder of a finished run")
    parser.add_argument("--version", required=True, help="such as 0.1.0")
    add_reports(parser)
    parser.add_argument(
        "--releases", type=Path, default=RELEASES, metavar="DIR", help="where releases lie"
    )
    parser.set_defaults(run=run)


def add_reports(parser: argparse.ArgumentParser) -> None:
    """Add the options that name reports on scores, calibration, gate, robustness and reliability."""
    for name, command in (("calibration", "calibrate"), ("gate", "gate")):
        parser.add_argument(f"--{name}", type=Path, metavar="JSON", help=f"what `{command}` wrote")
    kinds = (("scores", "evaluate"), ("sweep", "sweep"), ("reliability", "reliability"))
    for name, command in kinds:
        parser.add_argument(
            f"--{name}",
            action="append",
            type=named_path,
            default=[],
            metavar="NAME=JSON",
            help=f"what `{command}` wrote on these weights; may repeat",
        )


def trust_of(given: argparse.Namespace) -> Any:
    """Return the reports of `add_reports`, scores apart, as `release_trust.TrustFiles`."""
    from usseg.train.release_trust import TrustFiles

    return TrustFiles(given.calibration, given.gate, dict(given.sweep), dict(given.reliability))


def run(arguments: argparse.Namespace) -> int:
    """Write the release and say where it is.

    Raises:
        UssegError: The run, the version or a report cannot be used.
    """
    from usseg.train.release import export_release

    given, trust = arguments, trust_of(arguments)
    reports = dict(given.scores)
    release = export_release(given.run_folder, given.version, reports, given.releases, trust)
    console = Console()
    console.print(
        f"{release.model} {release.version}: {release.path.parent}, {release.sha256[:12]}"
    )
    return 0
