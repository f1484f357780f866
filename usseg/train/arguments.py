"""Values of the form NAME=VALUE on the command line."""

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


def named_path(text: str) -> tuple[str, Path]:
    """Parse NAME=PATH.

    >>> named_path("phantoms=a=b.json")[0]
    'phantoms'
    """
    name, separator, path = text.partition("=")
    if not (name and separator and path):
        raise argparse.ArgumentTypeError(f"expected NAME=JSON, got {text!r}")
    return name, Path(path)
