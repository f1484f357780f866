"""A bar that shows how far a long command has come."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

WIDTH = 140  # of tables, where the output is no terminal


def console_here() -> Console:
    """Return a console as wide as the terminal, or wide enough for the tables of this room."""
    return Console(width=None if sys.stdout.isatty() else WIDTH)


@contextmanager
def bar(console: Console, title: str, total: int) -> Iterator[Callable[[str], None]]:
    """Show a bar, and yield what is to be called with each name that is done."""
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(title, total=total)
        yield lambda name: progress.advance(task)
