"""Lines for the terminal."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import track

Item = TypeVar("Item")


def printable(text: str) -> str:
    """Show characters that a terminal would obey, or could not encode, as question marks.

    File names come from anywhere, and an escape sequence in one must stay a name.

    >>> printable("calf\\x1b[2J.png")
    'calf?[2J.png'
    """
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def complain(text: str) -> None:
    """Print one line to standard error."""
    print(printable(text), file=sys.stderr, flush=True)


def tell(text: str) -> None:
    """Print one line to standard output."""
    encoding = sys.stdout.encoding or "utf-8"
    shown = printable(text).encode(encoding, errors="replace").decode(encoding)
    print(shown, flush=True)


def progress_bar(items: Sequence[Item], title: str) -> Iterable[Item]:
    """Return the items; on a terminal, a bar with the time left follows them on standard error."""
    console = Console(stderr=True)
    shown = console.is_terminal and len(items) > 1
    return track(items, title, console=console, transient=True, disable=not shown)


@contextmanager
def without_native_chatter() -> Iterator[None]:
    """Silence what compiled libraries write to standard error behind Python's back.

    TensorFlow greets with lines that none of its settings turns off; errors still reach Python.
    """
    sys.stderr.flush()
    kept = os.dup(2)
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
