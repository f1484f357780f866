"""Cross-sectional area of every tissue along the axis, drawn as SVG."""

from html import escape
from typing import Any

from usseg.render.profile_plot import DASHES, FONT, HEIGHT, LEFT, RIGHT, TOP, WIDTH, ticks_up_to
from usseg.tissues import Tissue, tissues_of

FLOOR = HEIGHT - 40  # where the axis lies
KEY_STEP = 90
Rows = list[dict[str, Any]]


def sections_svg(rows: Rows, model: str, index: int) -> str:
    """Draw the cross-sections of every tissue that is there, and mark one slice.

    Args:
        rows: What `usseg.volume.amounts.sections` returns.
        model: What the labels mean.
        index: Index of the marked slice.

    Returns:
        The SVG as text: area in mm² over the place in mm, a colour and a dash for each tissue; "" where
        there is no tissue.
    """
    lines = {
        tissue: areas
        for tissue in tissues_of(model)[1:]
        # Bone has no such column: it is a surface only.
        if any(areas := [row.get(f"{tissue.name}_mm2", 0.0) for row in rows])
    }
    if not lines:
        return ""
    largest = max(max(line) for line in lines.values())
    length = max(rows[-1]["place_mm"], 1e-9)
    across, along = (WIDTH - LEFT - RIGHT) / length, (FLOOR - TOP) / largest
    places = [LEFT + row["place_mm"] * across for row in rows]
    names = escape(", ".join(tissue.name for tissue in lines))
    marker = f'<path d="M{places[index]:.1f} {TOP}V{FLOOR}" stroke="#fff" stroke-width="1.5"/>'
    drawn = [drawn_line(tissue, places, line, along) for tissue, line in lines.items()]
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" class="sections" '
        f'aria-label="Cross-sectional area in mm² along the axis: {names}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="6" fill="#0b1220"/>'
        f"{axes(length, across, largest, along)}{''.join(drawn)}{marker}{key(list(lines))}</svg>"
    )


def drawn_line(tissue: Tissue, places: list[float], areas: list[float], along: float) -> str:
    """Draw the areas of one tissue."""
    points = [f"{x:.1f} {FLOOR - area * along:.1f}" for x, area in zip(places, areas, strict=True)]
    return f'<path d="M{"L".join(points)}" fill="none" stroke-width="2.2" {stroke(tissue)}/>'


def axes(length: float, across: float, largest: float, along: float) -> str:
    """Draw lines and numbers of both axes."""
    parts = [
        f'<path d="M{LEFT} {FLOOR - tick * along:.1f}H{WIDTH - RIGHT}" stroke="#334155"/>'
        f'<text x="{LEFT - 6}" y="{FLOOR - tick * along + 4:.1f}" text-anchor="end">{tick:g}</text>'
        for tick in ticks_up_to(largest)
    ]
    parts += [
        f'<text x="{LEFT + tick * across:.1f}" y="{FLOOR + 16}" text-anchor="middle">{tick:g}</text>'
        for tick in ticks_up_to(length)
    ]
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(
        f'<text x="{middle}" y="{HEIGHT - 6}" text-anchor="middle">place along the axis (mm)</text>'
        f'<text x="6" y="{TOP - 8}">mm²</text>'
    )
    return f'<g fill="#e2e8f0" {FONT}>{"".join(parts)}</g>'


def key(present: list[Tissue]) -> str:
    """Say which line is which tissue."""
    parts = [
        f'<path d="M{x} 14h24" stroke-width="3" {stroke(tissue)}/>'
        f'<text x="{x + 29}" y="18" fill="#e2e8f0">{escape(tissue.name)}</text>'
        for tissue, x in zip(present, range(LEFT + 40, WIDTH, KEY_STEP), strict=False)
    ]
    return f"<g {FONT}>{''.join(parts)}</g>"


def stroke(tissue: Tissue) -> str:
    """Return colour and dash of a tissue's line."""
    dash = DASHES[(tissue.label - 1) % len(DASHES)]
    return f'stroke="rgb{tissue.colour}" stroke-dasharray="{dash}"'
