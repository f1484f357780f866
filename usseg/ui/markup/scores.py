"""Mask against truth, as HTML: how well each tissue agrees, and which was taken for which."""

from html import escape
from typing import Any

from usseg.ui.markup.measure import number
from usseg.ui.markup.tables import table
from usseg.ui.texts import page as texts
from usseg.ui.wording import scale_note


def scores(report: dict[str, Any]) -> str:
    """Return both tables of a report, or nothing where it holds no truth."""
    if "scores" not in report:
        return f"<p>{texts.WITHOUT_SCORES}</p>"
    title = f"<h2>{texts.SCORES_TITLE}</h2>"
    return title + score_table(report) + confusion_table(report["confusion"])


def score_table(report: dict[str, Any]) -> str:
    """Return a row per tissue that truth or mask holds: overlap, distances, thickness error."""
    unit = "px" if report["spacing_mm"] is None else "mm"
    keys = ("dice", "iou", f"hd95_{unit}", f"mean_surface_distance_{unit}")
    body = [
        [
            escape(score["name"]),
            *(number(score[key]) for key in keys),
            signed(score[f"thickness_error_{unit}"]),
        ]
        for score in report["scores"]
        if score["truth_pixels"] or score["predicted_pixels"]
    ]
    head = ["Tissue", "Dice", "IoU", *(f"{name} ({unit})" for name in texts.DISTANCES)]
    note = scale_note(report["spacing_mm"], report["spacing_source"])
    return table(escape(f"{texts.SCORES_CAPTION} {note}"), head, body)


def signed(value: float | None) -> str:
    """Write an error with its sign.

    >>> signed(0.25), signed(-1.0), signed(None)
    ('+0.25', '-1', '–')
    """
    return f"{'+' if value is not None and value > 0 else ''}{number(value)}"


def confusion_table(confusion: dict[str, Any]) -> str:
    """Return of each true tissue how many percent of its pixels were taken for which."""
    body = [
        [escape(name), *("" if not share else f"{share:.1f}" for share in shares)]
        for name, shares in zip(confusion["truth"], confusion["row_percent"], strict=True)
        if any(share is not None for share in shares)
    ]
    head = [texts.CONFUSION_CORNER, *(escape(name) for name in confusion["predicted"])]
    return table(texts.CONFUSION_CAPTION, head, body)
