"""Write measurements over time as CSV; each frame is on disk before the next one is segmented."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from usseg.cine.curves import Row
from usseg.cine.write_video import TIME_DIGITS

LONG_COLUMNS = ("frame", "time_s", "tissue", "region", "quantity", "value", "unit")


def cell(column: str, value: Any) -> str | int:
    """Return a value as a table shows it: numbers of six digits, nothing for what is unknown.

    >>> cell("fat_area_mm2", 1 / 3), cell("time_s", 1234.5678), cell("fat_area_px", None)
    ('0.333333', '1234.567800', '')
    """
    if value is None:
        return ""
    if column == "time_s":
        return f"{value:.{TIME_DIGITS}f}"
    return f"{value:.6g}" if isinstance(value, float) else value


@contextmanager
def table_writer(path: Path, columns: tuple[str, ...]) -> Iterator[Callable[[list[Row]], None]]:
    """Yield a function that appends rows to a CSV file; what a row lacks stays empty."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        file.flush()

        def write(rows: list[Row]) -> None:
            writer.writerows({key: cell(key, value) for key, value in row.items()} for row in rows)
            file.flush()

        yield write


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the complete rows of a CSV file that a run wrote, one at a time."""
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if None not in row.values():
                yield row
