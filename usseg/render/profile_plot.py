"""Thickness along depth, drawn column by column as SVG."""

import math
from html import escape

import numpy as np

from usseg.measure.values import Measurements, TissueMeasures
from usseg.tissues import tissues_of

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 34, 40  # room for the axes' words
MOST_TICKS = 5
DASHES = (
    "",
    "9 3",
    "3 3",
    "12 3 3 3",
    "1.5 3",
    "9 3 3 3 3 3",
    "6 6",
)  # so that colour is not needed
FONT = 'font-family="sans-serif" font-size="12"'


def ticks_up_to(largest: float) -> list[float]:
    """Return round numbers from 0 up, a few, that do not go beyond a number above 0.

    >>> ticks_up_to(27.7), ticks_up_to(0.9)
    ([0, 10, 20], [0.0, 0.2, 0.4, 0.6, 0.8])
    """
    power = 10 ** math.floor(math.log10(largest / MOST_TICKS))
    steps = (factor * power for factor in (1, 2, 5, 10))
    step = next(step for step in steps if largest / step <= MOST_TICKS)
    return [round(number * step, 10) for number in range(math.floor(largest / step) + 1)]


def profile_svg(measurements: Measurements, column: int) -> str:
    """Draw how thick each tissue is in every column, and mark one column.

    Args:
        measurements: What `measure_all` returned.
        column: Index of the marked column, from 0.

    Returns:
        The SVG as text: lines in the tissues' colours, each with a dash of its own, in mm where the
        scale is known, else in pixels.
    """
    present = [tissue for tissue in measurements.tissues if tissue.profile.any()]
    if not present:
        return ""
    unit, per_row = ("mm", measurements.spacing_mm[0]) if measurements.spacing_mm else ("px", 1.0)
    cols = len(present[0].profile)
    largest = max(int(tissue.profile.max()) for tissue in present) * per_row
    across, along = (WIDTH - LEFT - RIGHT) / cols, (HEIGHT - TOP - BOTTOM) / largest
    x = LEFT + (column + 0.5) * across
    marker = f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#fff" stroke-width="1.5"/>'
    lines = [_line(tissue, measurements.model, across, along * per_row) for tissue in present]
    names = ", ".join(tissue.name for tissue in present)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" class="profile" '
        f'aria-label="Thickness in {unit} along the image: {escape(names)}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="6" fill="#0b1220"/>'
        f"{_axes(cols, largest, unit, along)}{''.join(lines)}{marker}"
        f"{_key([tissue for tissue in present], measurements.model)}</svg>"
    )


def _axes(cols: int, largest: float, unit: str, along: float) -> str:
    """Lines and numbers of both axes."""
    parts, floor = [], HEIGHT - BOTTOM
    for tick in ticks_up_to(largest):
        y = floor - tick * along
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#334155"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>')
    for tick in ticks_up_to(cols):
        x = LEFT + tick * (WIDTH - LEFT - RIGHT) / cols
        parts.append(f'<text x="{x:.1f}" y="{floor + 16}" text-anchor="middle">{tick:g}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 6}" text-anchor="middle">column (px)</text>')
    parts.append(f'<text x="6" y="{TOP - 8}">{unit}</text>')
    return f'<g fill="#e2e8f0" {FONT}>{"".join(parts)}</g>'


def _line(tissue: TissueMeasures, model: str, across: float, along: float) -> str:
    """The profile of one tissue; where it is absent, the line is interrupted."""
    step = math.ceil(len(tissue.profile) / WIDTH)
    columns = np.arange(0, len(tissue.profile), step)
    path, pen = "", "M"
    for column, rows in zip(columns, tissue.profile[columns], strict=True):
        if rows == 0:
            pen = "M"
            continue
        x, y = LEFT + (column + 0.5) * across, HEIGHT - BOTTOM - rows * along
        path, pen = f"{path}{pen}{x:.1f} {y:.1f}", "L"
    return f'<path d="{path}" fill="none" stroke-width="2.2" {_stroke(tissue.label, model)}/>'


def _key(present: list[TissueMeasures], model: str) -> str:
    """What line is which tissue."""
    parts = []
    for place, tissue in enumerate(present):
        x = LEFT + 30 + place * 90
        parts.append(
            f'<path d="M{x} 14h24" stroke-width="3" {_stroke(tissue.label, model)}/>'
            f'<text x="{x + 29}" y="18" fill="#e2e8f0">{escape(tissue.name)}</text>'
        )
    return f"<g {FONT}>{''.join(parts)}</g>"


def _stroke(label: int, model: str) -> str:
    colour = tissues_of(model)[label].colour
    return f'stroke="rgb{colour}" stroke-dasharray="{DASHES[(label - 1) % len(DASHES)]}"'
