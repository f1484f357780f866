"""python -m usseg remeasure"""

import argparse
from pathlib import Path
from typing import Any

from rich.console import Console

from usseg.model.releases import RELEASES
from usseg.tissues import MODELS
from usseg.train.export_command import add_reports, trust_of


def add_parser(subparsers: Any) -> None:
    """Add the command `remeasure` to the command line."""
    about = "write newer reports on a release into its manifest and card"
    parser = subparsers.add_parser("remeasure", help=about)
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("version", help="such as 0.1.0")
    add_reports(parser)
    parser.add_argument(
        "--releases", type=Path, default=RELEASES, metavar="DIR", help="where releases lie"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Rewrite manifest and card, and say which release they are of.

    Raises:
        UssegError: There is no such release, or a report cannot be used.
    """
    from usseg.train.remeasure import remeasure_release

    given = arguments
    release = remeasure_release(
        given.releases, given.model, given.version, dict(given.scores), trust_of(given)
    )
    Console().print(f"{release.model} {release.version}: {release.path.parent}, measured again")
    return 0
