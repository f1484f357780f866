"""The accuracy of volumes as a table for documents."""

from typing import Any

from usseg.evaluate.volume_accuracy import NAMES

HEAD = "median error of the volume (95th percentile), %"


def markdown(summary: list[dict[str, Any]]) -> str:
    """Return one line per kind of scan and of mask, as `summarise` gives them."""
    names = list(NAMES.values())
    lines = [
        f"| scan | masks | {' | '.join(names)} | bone's surface, median mm | in shadow |",
        "|---" * (len(names) + 4) + "|",
    ]
    for line in summary:
        cells = [cell(line["tissues"][name]) for name in names]
        bone = "–" if line["bone_mm"] is None else f"{line['bone_mm']:.2f}"
        shadow = f"{line['unseen_share']:.1%}"
        lines.append(f"| {' | '.join([line['scan'], line['masks'], *cells, bone, shadow])} |")
    return "\n".join(lines)


def cell(spread: dict[str, Any] | None) -> str:
    """Write an error as its median and, in brackets, its 95th percentile.

    >>> cell({"median_percent": 1.234, "p95_percent": 5.0})
    '1.2 (5.0)'
    """
    return (
        "–" if spread is None else f"{spread['median_percent']:.1f} ({spread['p95_percent']:.1f})"
    )


def titled(report: dict[str, Any]) -> str:
    """Return the table of a report with a line that says what it is."""
    weights = report["release"]
    by = f"{weights['model']} {weights['version']}" if weights else "true masks alone"
    title = f"{report['limbs']} simulated limbs, {by}: {HEAD}"
    return f"{title}\n\n{markdown(report['summary'])}"
