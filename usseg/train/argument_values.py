"""Values on the command line: NAME=VALUE, and shares."""

import argparse
from pathlib import Path


def named_number(text: str) -> tuple[str, float]:
    """Parse NAME=NUMBER.

    >>> named_number("fascia=2.5")
    ('fascia', 2.5)
    """
    name, separator, number = text.rpartition("=")
    try:
        if separator and name:
            return name, float(number)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"expected NAME=NUMBER, got {text!r}")


def share_of_one(text: str) -> float:
    """Parse a number from 0 to 1.

    >>> share_of_one("0.9")
    0.9
    """
    try:
        if 0 <= float(text) <= 1:
            return float(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"expected a number from 0 to 1, got {text!r}")


def named_path(text: str) -> tuple[str, Path]:
    """Parse NAME=PATH.

    >>> named_path("phantoms=a=b.json")[0]
    'phantoms'
    """
    name, separator, path = text.partition("=")
    if not (name and separator and path):
        raise argparse.ArgumentTypeError(f"expected NAME=JSON, got {text!r}")
    return name, Path(path)


def named_tissues(text: str) -> tuple[str, tuple[str, ...]]:
    """Parse NAME=TISSUE,TISSUE.

    >>> named_tissues("calf=muscle,fascia")
    ('calf', ('muscle', 'fascia'))
    """
    name, separator, tissues = text.partition("=")
    if not (name and separator and tissues):
        raise argparse.ArgumentTypeError(f"expected NAME=TISSUE,..., got {text!r}")
    return name, tuple(tissues.split(","))
