"""A report as HTML. Everything quoted is escaped: the page hands the report back to us."""

from collections.abc import Iterable
from html import escape
from typing import Any

from usseg.render import DIFFERENCE_LEGEND
from usseg.tissues import MODELS, tissues_of
from usseg.ui.markup.tables import swatch
from usseg.ui.texts import page as texts

UNKNOWN = "–"
CAPTION = "Tissues inside the B-mode field"
EVIDENCE = "Compared with a truth on –"
TABLE_HEAD = ("Tissue", "Pixels", "Share", "Area (mm²)", "Confidence")
SOURCES = {
    "bundled": "bundled with this program",
    "hub": "downloaded from the Hugging Face Hub",
    "cache": "downloaded from the Hugging Face Hub earlier",
}


def tissue_table(report: dict[str, Any]) -> str:
    """Return one table row per tissue: pixels, share, area, confidence and, with a truth, Dice."""
    scores = {score["label"]: score["dice"] for score in report.get("scores", ())}
    head = [*TABLE_HEAD, "Dice"] if scores else TABLE_HEAD
    caption = CAPTION + (f" (scale: {escape(_spacing(report))})" if report["spacing_mm"] else "")
    caption += f". {_edited(report)}" if report.get("edited_pixels") else ""
    colours = {tissue.name: tissue.colour for tissue in known_tissues(report["model"])}
    body = ""
    for tissue in report["tissues"]:
        cells = _cells(tissue, has_scale=report["spacing_mm"] is not None)
        if scores:
            cells.append(_number(scores.get(tissue["label"]), ".3f"))
        square = swatch(colours.get(tissue["name"], (0, 0, 0)))
        name = f'<th scope="row">{square}{escape(str(tissue["name"]))}</th>'
        body += f"<tr>{name}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    return (
        f'<div class="scroll"><table><caption>{caption}</caption>'
        f"<thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>{evidence(report)}"
    )


def evidence(report: dict[str, Any]) -> str:
    """Return the footnote that says on which images this model's tissues were verified."""
    by_kind: dict[str, list[str]] = {}
    for tissue in report["tissues"]:
        if tissue.get("evidence"):
            by_kind.setdefault(str(tissue["evidence"]), []).append(str(tissue["name"]))
    notes = "; ".join(f"{escape(', '.join(names))}: {escape(k)}" for k, names in by_kind.items())
    return f'<p class="evidence">{EVIDENCE} {notes}.</p>' if notes else ""


def provenance(report: dict[str, Any]) -> str:
    """Return the line that says which weights made the mask, how its size is known, and warnings."""
    source = SOURCES.get(report["source"], report["source"])
    commit = report["commit"]
    facts = {
        "Weights": f"{report['model']} {report['version']}, {source}",
        "Commit": commit[:12] if commit else "none: bundled",
        "SHA-256": f"{report['sha256'][:12]}…",
        "Image": f"{report['rows']} rows × {report['cols']} columns",
        "Field": report["field"]["kind"],
        "Pixel size": _spacing(report),
        "Edited": _edited(report),
        "Time": f"{sum(report['timings_ms'].values()):.0f} ms",
    }
    items = "".join(
        f"<div><dt>{term}</dt><dd>{escape(str(fact))}</dd></div>" for term, fact in facts.items()
    )
    warnings = "".join(f"<li>{escape(str(warning))}</li>" for warning in report["warnings"])
    notes = f'<ul class="warnings" aria-label="Warnings">{warnings}</ul>' if warnings else ""
    return f'<dl class="facts">{items}</dl>{notes}'


def legend(model: str, with_difference: bool) -> str:
    """Return what the colours of the masks and, where it is shown, of the difference mean."""
    tissues = [(tissue.colour, tissue.name, tissue.name) for tissue in known_tissues(model)]
    html = colour_key("Tissues", tissues)
    if with_difference:
        entries = [(entry.colour, entry.name, entry.meaning) for entry in DIFFERENCE_LEGEND]
        html += colour_key("Difference", entries)
    return html


def known_tissues(model: str) -> tuple[Any, ...]:
    """Return the tissues of a model, or none when a caller made up its name."""
    return tissues_of(model) if model in MODELS else ()


def _cells(tissue: dict[str, Any], has_scale: bool) -> list[str]:
    return [
        _number(tissue["pixels"], ",d"),
        _number(tissue["fraction"], ".1%"),
        _number(tissue["area_mm2"], ",.1f") if has_scale else "no scale",
        _number(tissue["mean_confidence"], ".2f"),
    ]


def _number(value: Any, form: str) -> str:
    return format(value, form) if isinstance(value, int | float) else UNKNOWN


def _spacing(report: dict[str, Any]) -> str:
    if report["spacing_mm"] is None:
        return "unknown, so no areas in mm²"
    row_mm, col_mm = report["spacing_mm"]
    return f"{row_mm:.4g} × {col_mm:.4g} mm ({report['spacing_source']})"


def _edited(report: dict[str, Any]) -> str:
    pixels = report.get("edited_pixels")
    return texts.EDITED.format(pixels=pixels) if pixels else "no"


def colour_key(title: str, entries: Iterable[tuple[Any, str, str]]) -> str:
    """Return a titled list of colours: colour, name, and meaning as a tooltip."""
    items = "".join(
        f'<li title="{escape(meaning)}">{swatch(colour)}{escape(name)}</li>'
        for colour, name, meaning in entries
    )
    return f'<div class="key"><span>{title}</span><ul>{items}</ul></div>'
