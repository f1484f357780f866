"""`python -m usseg models`: the models, their versions, and where each would come from."""

import argparse
from typing import Any

from usseg.cli.terminal import tell
from usseg.model.weights import ReleaseInfo, list_releases
from usseg.tissues import MODELS, tissues_of

HEADER = ("model", "version", "source", "commit", "sha256", "where")
SHOWN_DIGITS = 12  # of a commit or a digest: enough to compare by eye


def add_parser(subparsers: Any) -> None:
    """Describe the command's arguments: there are none."""
    parser = subparsers.add_parser(
        "models",
        help="list models, versions and where each would come from",
        description="List the models with their tissues, and every version of their weights "
        "with the place it would come from: bundled, hub or cache.",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the models and a table of their releases; return 0."""
    for model in MODELS:
        names = ", ".join(f"{tissue.label} {tissue.name}" for tissue in tissues_of(model))
        tell(f"{model}: {names}")
    rows = [as_row(release) for model in MODELS for release in list_releases(model)]
    for line in aligned([HEADER, *rows]):
        tell(line)
    return 0


def as_row(release: ReleaseInfo) -> tuple[str, ...]:
    """Return the cells of one release; what only a download would tell is a dash."""
    return (
        release.model,
        release.version,
        release.source,
        release.commit[:SHOWN_DIGITS] if release.commit else "-",
        release.sha256[:SHOWN_DIGITS] if release.sha256 else "-",
        release.where,
    )


def aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """Join cells into lines with columns of equal width.

    >>> aligned([("model", "version"), ("binary", "1")])
    ['model   version', 'binary  1']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
