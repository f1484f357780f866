"""A run as one zip, with its table as a workbook too; written from file to file, never held whole."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from usseg.cine.places import (
    INPUT_VIDEO,
    LONG_TABLE,
    PLOT,
    SMOOTHED,
    SUMMARY,
    TABLE,
    VIDEO,
)
from usseg.cine.write_masks import SUFFIXES
from usseg.cine.write_table import read_rows
from usseg.render import NOTICE

WORKBOOK, ZIP, README = ".xlsx", ".zip", "README.txt"
PACKED = (".mp4", ".tif", ".gz", ".zip", ".xlsx")  # compressed already
ABOUT = {
    VIDEO: "tissues over the frames, H.264, at the clip's own times",
    INPUT_VIDEO: "the frames as they were read, at the same times",
    **dict.fromkeys(SUFFIXES.values(), "label values of each segmented frame, 8 bit"),
    LONG_TABLE: "every measurement of every frame, a row per number",
    TABLE: "curves: measurements over time, a row per frame",
    WORKBOOK: "the same table as a workbook",
    PLOT: "mean thickness and area of each tissue over time, drawn",
    SUMMARY: "frames, times and their source, weights, field, scale, settings, digests, warnings",
}


def write_workbook(table: Path) -> Path:
    """Write a table of curves as XLSX beside it, a row at a time; numbers stay numbers.

    Args:
        table: The CSV file that a run wrote.
    """
    from openpyxl import Workbook

    path = table.with_suffix(WORKBOOK)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("curves")
    sheet.freeze_panes = "B2"
    for number, row in enumerate(read_rows(table)):
        if number == 0:
            sheet.append(list(row))
        sheet.append([_cell(value) for value in row.values()])
    workbook.save(path)
    return path


def _cell(value: str) -> float | int | str | None:
    """Return what a cell of the CSV file means.

    >>> _cell("3"), _cell("0.5"), _cell(""), _cell("nothing to see")
    (3, 0.5, None, 'nothing to see')
    """
    if not value:
        return None
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            continue
    return value


def write_zip(files: Sequence[Path], path: Path) -> Path:
    """Write files of a run into one zip, with a text that says what each holds.

    Args:
        files: What goes in.
        path: The zip, in an existing folder.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        archive.writestr(README, readme([file.name for file in files]))
        for file in files:
            packed = file.suffix in PACKED
            archive.write(file, file.name, zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED)
    return path


def readme(names: Sequence[str]) -> str:
    """Return what stands in a zip about its files.

    >>> print(readme(["loop.csv", "loop.smoothed.masks.tif"]).splitlines()[1])
    loop.smoothed.masks.tif: label values of each segmented frame, 8 bit; smoothed over time
    """
    return "\n".join([*(_line(name) for name in names), "", NOTICE, ""])


def _line(name: str) -> str:
    about = next((words for suffix, words in ABOUT.items() if name.endswith(suffix)), "")
    return f"{name}: {about}{'; smoothed over time' if SMOOTHED in name else ''}"
