"""Measurements as one flat table, which CSV, XLSX and report hold, and as one JSON object."""

import json
from typing import Any

from usseg.export.bundle import Export
from usseg.image.limits import shown_name
from usseg.measure import as_dict, rows
from usseg.measure.echo import CORRECTED
from usseg.render.summary import json_values

COLUMNS = (
    "file", "model", "version", "tissue", "region", "quantity", "value", "unit", "note",
    "row_mm", "col_mm", "scale_source", "edited_pixels",
)  # fmt: skip
PHYSICAL = ("mm", "°", "deg")  # a unit with one of these in it depends on the scale
OBEYED = ("=", "+", "-", "@", "\t", "\r", "\n")  # spreadsheets run a cell that begins so


def table_rows(export: Export) -> list[dict[str, Any]]:
    """Return the measurements of a segmentation, one row per quantity with the keys of `COLUMNS`.

    A row whose value rests on the scale tells the pixel size and where it came from; in others they
    are None.
    """
    segmentation, release = export.segmentation, export.segmentation.release
    common = {
        "file": shown_name(export.source) if export.source else export.stem,
        "model": release.model,
        "version": release.version,
        "edited_pixels": segmentation.edited_pixels,
    }
    return [{**common, **row, **scale_columns(export, row)} for row in rows(export.measurements)]


def scale_columns(export: Export, row: dict[str, Any]) -> dict[str, Any]:
    """Return pixel size and source for a row whose value depends on them, else None for each."""
    frame = export.segmentation.frame
    # Echo intensity corrected for fat has no unit of length, but a thickness in cm went into it.
    rests = row["quantity"] == CORRECTED or any(mark in (row["unit"] or "") for mark in PHYSICAL)
    if frame.spacing_mm is None or not rests:
        return {"row_mm": None, "col_mm": None, "scale_source": None}
    row_mm, col_mm = frame.spacing_mm
    return {"row_mm": row_mm, "col_mm": col_mm, "scale_source": frame.spacing_source}


def encode_measurements(export: Export) -> bytes:
    """Write everything measured as strict JSON, UTF-8, with the scale and where it came from.

    With a truth, `scores` and `confusion` stand beside the measurements, as in the report.
    """
    written = {
        "edited_pixels": export.segmentation.edited_pixels,
        **json_values(as_dict(export.measurements) | export.comparison),
    }
    return f"{json.dumps(written, indent=1, allow_nan=False, ensure_ascii=False)}\n".encode()


def cells(row: dict[str, Any]) -> list[Any]:
    """Return a row's values in the order of `COLUMNS`; what is unknown is None.

    >>> cells({"tissue": "fat", "value": -1.5})[3:7]
    ['fat', None, None, -1.5]
    """
    return [row.get(column) for column in COLUMNS]


def harmless(value: Any) -> Any:
    """Put a quote before text that a spreadsheet would run as a formula; numbers stay numbers.

    Source:
        OWASP, CSV Injection.

    >>> harmless("=1+1"), harmless("fat"), harmless(-1.5)
    ("'=1+1", 'fat', -1.5)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(OBEYED) else value
