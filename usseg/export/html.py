"""The report as one HTML page that asks nobody for anything: pictures and style are inside it."""

import base64
import dataclasses
import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from usseg.export.blank import shown_frame
from usseg.export.bundle import Export
from usseg.export.manifest import versions
from usseg.export.table import table_rows
from usseg.image.limits import shown_name
from usseg.render import (
    DIFFERENCE_LEGEND,
    NOTICE,
    encode_picture,
    for_display,
    overlay,
    panels,
)
from usseg.render.summary import json_values
from usseg.tissues import tissues_of
from usseg.types import Segmentation

TEMPLATE = Path(__file__).with_name("report.html")
STYLE = Path(__file__).with_name("report.css")
SCORE_COLUMNS = (
    ("Dice", "dice"),
    ("IoU", "iou"),
    ("HD95 (px)", "hd95_px"),
    ("HD95 (mm)", "hd95_mm"),
    ("mean distance (px)", "mean_surface_distance_px"),
    ("mean distance (mm)", "mean_surface_distance_mm"),
    ("thickness error (px)", "thickness_error_px"),
    ("thickness error (mm)", "thickness_error_mm"),
    ("pixels, truth", "truth_pixels"),
    ("pixels, predicted", "predicted_pixels"),
)


def encode_html(export: Export) -> bytes:
    """Write the report of an export as one self-contained HTML page, UTF-8.

    All text is escaped by the template engine. The page's own policy lets it load nothing and run
    nothing: its one style sheet is allowed by digest, its pictures are data.
    """
    from jinja2 import Environment

    engine = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    engine.filters["number"] = written_number
    style = STYLE.read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = engine.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        contents(export), style=style, style_sha256=digest
    )
    return page.encode("utf-8")


def contents(export: Export) -> dict[str, Any]:
    """Return what the page tells, by the names its template uses."""
    segmentation = dataclasses.replace(export.segmentation, frame=shown_frame(export))
    frame = segmentation.frame
    return {
        "file": shown_name(export.source) if export.source else export.stem,
        "notice": NOTICE,
        "edited_pixels": segmentation.edited_pixels,
        "warnings": segmentation.warnings,
        "pictures": pictures(segmentation),
        "blanked": export.blank_outside,
        "tissues": [
            (f"{tissue.label} {tissue.name}", f"#{bytes(tissue.colour).hex()}")
            for tissue in tissues_of(segmentation.release.model)
        ],
        "differences": [
            (f"{entry.name}: {entry.meaning}", f"#{bytes(entry.colour).hex()}")
            for entry in (() if segmentation.truth is None else DIFFERENCE_LEGEND)
        ],
        "spacing_mm": frame.spacing_mm,
        "scale_source": frame.spacing_source,
        "rows": table_rows(export),
        "score_columns": SCORE_COLUMNS,
        "compared": json_values(export.comparison),
        "facts": facts(export),
    }


def pictures(segmentation: Segmentation) -> list[dict[str, Any]]:
    """Return title, size and PNG of each picture; the last two only where there is a truth."""
    drawn = panels(segmentation)
    titled = (
        ("Input", drawn.input),
        ("Tissues over the input", overlay(segmentation)),
        ("Mask", drawn.prediction),
        ("Ground truth", drawn.truth),
        ("Difference", drawn.difference),
    )
    return [picture(title, pixels) for title, pixels in titled if pixels is not None]


def picture(title: str, pixels: np.ndarray) -> dict[str, Any]:
    """Return one picture, RGB, shape (rows, cols, 3), thinned out where it is large."""
    shown = for_display(pixels)
    rows, cols = shown.shape[:2]
    encoded = base64.b64encode(encode_picture(shown)).decode()
    return {"title": title, "rows": rows, "cols": cols, "base64": encoded}


def facts(export: Export) -> list[tuple[str, str]]:
    """Return what made the mask, as pairs of a term and a text."""
    segmentation, release = export.segmentation, export.segmentation.release
    rows, cols = segmentation.mask.shape
    by_hand = [name for name in ("spacing_mm", "field") if export.settings.get(name)]
    return [
        ("Model", f"{release.model} {release.version} ({release.source})"),
        ("Commit", release.commit or "none: bundled with usseg"),
        ("SHA-256 of the weights", release.sha256),
        ("SHA-256 of the input file", export.source_sha256 or "none: the input was no file"),
        ("Size", f"{rows} rows, {cols} columns"),
        ("Field of view", segmentation.field.kind),
        ("Set by hand", ", ".join(by_hand) or "nothing"),
        ("Edited pixels", str(segmentation.edited_pixels)),
        ("Time", ", ".join(f"{step} {ms:.0f} ms" for step, ms in segmentation.timings_ms.items())),
        (
            "Versions",
            ", ".join(f"{name} {number}" for name, number in versions().items() if number),
        ),
    ]


def written_number(value: Any) -> str:
    """Write a number with at most six digits, a text as it is, and nothing for None.

    >>> [written_number(value) for value in (12.3456789, 1234567, None)]
    ['12.3457', '1234567', '']
    """
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)
