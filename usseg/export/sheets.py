"""Measurements and thickness profiles as CSV and as XLSX."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from usseg.export.bundle import Export
from usseg.export.packing import EARLIEST, pack, unpack
from usseg.export.table import COLUMNS, cells, harmless, table_rows
from usseg.measure import profile_rows

if TYPE_CHECKING:
    from openpyxl import Workbook

PROFILE_COLUMNS = ("tissue", "column", "px", "mm", "scale_source")


def encode_csv(export: Export) -> bytes:
    """Write the table of measurements as CSV: UTF-8, commas, one heading row, a point in numbers.

    Source:
        RFC 4180.
    """
    return as_csv([COLUMNS, *map(cells, table_rows(export))])


def encode_profile_csv(export: Export) -> bytes:
    """Write the thickness of each tissue along depth, image column by image column, as CSV."""
    return as_csv(profile_table(export))


def encode_xlsx(export: Export) -> bytes:
    """Write measurements and profiles as a workbook of two sheets; text is never a formula."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    fill(workbook, "measurements", [COLUMNS, *map(cells, table_rows(export))])
    fill(workbook, "profile", profile_table(export))
    return saved(workbook)


def profile_table(export: Export) -> list[Sequence[Any]]:
    """Return heading and rows of the thickness profiles; lengths in mm tell where the scale is from."""
    source = export.measurements.spacing_source
    lines = (
        (row["tissue"], row["column"], row["px"], row["mm"], row["mm"] and source)
        for row in profile_rows(export.measurements)
    )
    return [PROFILE_COLUMNS, *lines]


def as_csv(table: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as the bytes of a CSV file; text that a spreadsheet would run is quoted."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([harmless(value) for value in row] for row in table)
    return text.getvalue().encode()


def fill(workbook: "Workbook", title: str, table: Iterable[Sequence[Any]]) -> None:
    """Add a sheet with these rows, its heading in sight while it scrolls."""
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    for line, row in enumerate(table, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(line, column, None if value == "" else value)
            if isinstance(cell.value, str):
                cell.data_type = "s"  # the library takes text that begins with "=" for a formula


def saved(workbook: "Workbook") -> bytes:
    """Return a workbook's file, the same bytes whenever it is saved.

    The library's own `save` writes the time into the file, and into each member of it.
    """
    from openpyxl.writer.excel import ExcelWriter

    workbook.properties.created = workbook.properties.modified = datetime(*EARLIEST)
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        ExcelWriter(workbook, archive).write_data()
    return pack(unpack(buffer.getvalue()))
