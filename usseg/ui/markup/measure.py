"""Measurements as HTML."""

from html import escape

from usseg.measure import rows
from usseg.measure.values import Measurements
from usseg.tissues import Tissue, tissues_of
from usseg.ui.markup.tables import swatch, table
from usseg.ui.texts import page as texts
from usseg.ui.wording import regions, scale_note

ALL = "all"
IN_SUMMARY = (
    ("area", "mm²", "area (mm²)"),
    ("thickness_mean", "mm", "thickness, mean (mm)"),
    ("thickness_max", "mm", "max (mm)"),
    ("area", "px", "area (px)"),
    ("thickness_mean", "px", "thickness, mean (px)"),
    ("thickness_max", "px", "max (px)"),
    ("echo_intensity_mean", "grey level", "echo, mean"),
    ("echo_intensity_sd", "grey level", "SD"),
)
UNKNOWN = "–"


def number(value: float | None) -> str:
    """Write a measured number: whole ones whole, others with four digits.

    >>> number(4875), number(0.123456), number(1156.507), number(None)
    ('4,875', '0.1235', '1,156.5', '–')
    """
    if value is None:
        return UNKNOWN
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 1000 else f"{value:.4g}"


def quantity_name(name: str) -> str:
    """Return the name of a quantity as a reader expects it.

    >>> quantity_name("echo_intensity_mean")
    'echo intensity mean'
    """
    return escape(name.replace("_", " "))


def summary(measured: Measurements) -> str:
    """Return a table with a row for each tissue that is there: area, thickness, echo intensity."""
    found = {
        (row["tissue"], row["quantity"], row["unit"]): row["value"]
        for row in rows(measured)
        if row["region"] == ALL
    }
    units = ("mm", "mm²") if measured.spacing_mm else ("px",)
    columns = [one for one in IN_SUMMARY if one[1] in units or one[1] == "grey level"]
    body = [
        [
            swatch(tissue.colour) + tissue.name,
            *(number(found.get((tissue.name, name, unit))) for name, unit, _ in columns),
        ]
        for tissue in tissues_of(measured.model)[1:]
        if found.get((tissue.name, "area", "px"))
    ]
    head = ["Tissue", *(title for _, _, title in columns)]
    return table(texts.SUMMARY_CAPTION, head, body)


def details(measured: Measurements) -> str:
    """Return every quantity with its unit and note, folded up tissue by tissue."""
    parts = [f"<h2>{texts.DETAILS_TITLE}</h2><p>{texts.DETAILS_HINT}</p>"]
    everything = rows(measured)
    for tissue in measured.tissues:
        if not tissue.profile.any():
            continue
        body = [
            [
                f"{escape(str(row['region']))}: {quantity_name(row['quantity'])}",
                number(row["value"]),
                escape(row["unit"]),
                escape(row["note"]),
            ]
            for row in everything
            if row["tissue"] == tissue.name
        ]
        caption = f"{tissue.name}: {scale_note(measured.spacing_mm, measured.spacing_source)}"
        found = table(escape(caption), texts.DETAILS_HEAD, body)
        parts.append(
            f"<details><summary>{tissue.name}: {regions(len(tissue.regions))}</summary>"
            f"{found}</details>"
        )
    return "".join(parts)


def column_table(at_column: list[tuple[Tissue, float, float | None]], column: int) -> str:
    """Return a table of the thickness in one column: tissue, pixels, mm."""
    body = [
        [swatch(tissue.colour) + tissue.name, number(px), number(mm)]
        for tissue, px, mm in at_column
        if px
    ]
    return table(texts.COLUMN_CAPTION.format(column=column), texts.COLUMN_HEAD, body)
