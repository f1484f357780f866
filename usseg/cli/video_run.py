"""While a clip runs: its progress on the terminal, and Ctrl-C to end it in good order."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def progress_shown() -> Iterator[Callable[[int, int | None, float | None], None]]:
    """Yield what shows progress: on a terminal a bar with the time left, elsewhere nothing."""
    console = Console(stderr=True)
    parts = TextColumn("segmenting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    shown = Progress(*parts, console=console, transient=True, disable=not console.is_terminal)
    with shown:
        task = shown.add_task("frames", total=None)

        def progress(done: int, total: int | None, seconds_left: float | None) -> None:
            shown.update(task, completed=done, total=total)

        yield progress


@contextmanager
def stop_by_key() -> Iterator[Callable[[], bool]]:
    """Yield what tells whether Ctrl-C was pressed; pressed twice, it interrupts at once."""
    pressed = False

    def press(number: int, frame: Any) -> None:
        nonlocal pressed
        pressed = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
