"""A reliability plot as SVG: accuracy over confidence, overall and per set of tissues."""

from html import escape
from typing import Any

SIDE, GAP, MARGIN = 150, 46, 30  # px
INK, LINE, BAR = "#444444", "#999999", "#0072b2"
PER_ROW = 4


def reliability_svg(title: str, report: dict[str, Any]) -> str:
    """Draw a report of `usseg.evaluate.reliability.summarise_reliability`.

    A bar is a bin of confidence: its height is the accuracy there, its opacity the share of pixels.
    On the diagonal, confidence says how often the network is right.

    Args:
        title: What stands above the plots.
        report: The report.
    """
    parts = {"all tissues": report} | report["tissues"]
    rows = -(-len(parts) // PER_ROW)
    width = MARGIN + PER_ROW * (SIDE + GAP)
    height = 2 * MARGIN + rows * (SIDE + GAP)
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="sans-serif" font-size="11" fill="{INK}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{MARGIN}" y="18" font-size="14">{escape(title)}</text>',
    ]
    for index, (name, part) in enumerate(parts.items()):
        row, col = divmod(index, PER_ROW)
        left, top = MARGIN + col * (SIDE + GAP), 2 * MARGIN + row * (SIDE + GAP)
        body.append(panel(name, part, left, top))
    return "\n".join([*body, "</svg>", ""])


def panel(name: str, part: dict[str, Any], left: int, top: int) -> str:
    """Draw one plot with its upper left corner at (left, top)."""
    error = "–" if part["ece"] is None else f"{part['ece']:.3f}"
    densest = max((row["share"] for row in part["table"]), default=1)
    lines = [
        f'<text x="{left}" y="{top - 5}">{escape(name)}, error {error}</text>',
        f'<rect x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{LINE}"/>',
    ]
    for row in part["table"]:
        x, wide = left + row["from"] * SIDE, (row["to"] - row["from"]) * SIDE
        tall = row["accuracy"] * SIDE
        opacity = 0.25 + 0.75 * (row["share"] / densest) ** 0.5
        lines.append(
            f'<rect x="{x:.1f}" y="{top + SIDE - tall:.1f}" width="{wide:.1f}" '
            f'height="{tall:.1f}" fill="{BAR}" fill-opacity="{opacity:.2f}"/>'
        )
    lines.append(
        f'<line x1="{left}" y1="{top + SIDE}" x2="{left + SIDE}" y2="{top}" stroke="{INK}" '
        'stroke-dasharray="4 3"/>'
    )
    lines.append(f'<text x="{left}" y="{top + SIDE + 14}">confidence 0 to 1</text>')
    return "\n".join(lines)
