"""Draw thickness and area of each tissue over time as SVG: the contraction curves."""

import math
import textwrap
from dataclasses import dataclass
from html import escape
from pathlib import Path

import numpy as np

from usseg.cine.plot_scale import GROUND, HEIGHT, INK, LEFT, WIDTH, Scale, key
from usseg.cine.write_table import read_rows
from usseg.render import NOTICE
from usseg.tissues import Tissue, tissues_of

MOST_POINTS = 1500  # of a line: more cannot be told apart on a screen
DASHES = (
    "",
    "9 3",
    "3 3",
    "12 3 3 3",
    "1.5 3",
    "9 3 3 3 3 3",
    "6 6",
)  # so that colour is not needed
PANELS = (
    ("thickness_mean", "Mean thickness along depth", "mm", "px"),
    ("area", "Area", "mm2", "px"),
)
CAPTION_LETTERS, LINE = 80, 18  # of a line under the panels, and its height
NAME = "Mean thickness and area of each tissue over time"  # for who does not see it
SHOWN_UNITS = {"mm": "mm", "mm2": "mm²", "px": "pixels"}


@dataclass(frozen=True)
class Curves:
    """Numbers over time, thinned out to what a picture can show.

    Attributes:
        x: Time in s, or the frame's number, shape (points,).
        timed: Whether `x` is a time.
        values: Column of the table to numbers, shape (points,), NaN where there is none.
        frames_per_point: How many frames one point is the mean of.
    """

    x: np.ndarray
    timed: bool
    values: dict[str, np.ndarray]
    frames_per_point: int


def read_curves(table: Path, model: str, frames: int) -> Curves:
    """Read what is drawn from a table of curves, a row at a time.

    Args:
        table: The CSV file.
        model: Whose tissues it lists.
        frames: How many rows it has.
    """
    wanted = [
        f"{tissue.name}_{quantity}_{unit}"
        for tissue in tissues_of(model)[1:]
        for quantity, _, *units in PANELS
        for unit in units
    ]
    per_point = max(1, math.ceil(frames / MOST_POINTS))
    points = math.ceil(frames / per_point)
    columns = ["frame", "time_s", *wanted]
    sums, counts = (np.zeros((points, len(columns))) for _ in range(2))
    for number, row in enumerate(read_rows(table)):
        found = np.array([float(row[column] or "nan") for column in columns])
        known = np.isfinite(found)
        sums[number // per_point] += np.where(known, found, 0)
        counts[number // per_point] += known
    means = np.divide(sums, counts, out=np.full_like(sums, np.nan), where=counts > 0)
    timed = bool(np.isfinite(means[:, 1]).all())
    values = {column: means[:, at + 2] for at, column in enumerate(wanted)}
    return Curves(means[:, 1 if timed else 0], timed, values, per_point)


def curves_svg(curves: Curves, model: str, caption: str) -> str:
    """Draw both panels.

    Args:
        curves: What `read_curves` returned.
        model: Whose tissues they are.
        caption: A sentence or two under the panels.

    Returns:
        The SVG as text; in mm where the scale is known, else in pixels.
    """
    parts = [_panel(curves, model, number) for number in range(len(PANELS))]
    if curves.frames_per_point > 1:
        caption += f" Each point is the mean of {curves.frames_per_point} frames."
    lines = textwrap.wrap(caption, CAPTION_LETTERS)
    floor = HEIGHT * len(PANELS)
    height = floor + LINE * len(lines) + 14
    for number, line in enumerate(lines, start=1):
        parts.append(f'<text x="{LEFT}" y="{floor + LINE * number}">{escape(line)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{NAME}" font-family="sans-serif" font-size="12">'
        f'<rect width="{WIDTH}" height="{height}" fill="{GROUND}"/><g fill="{INK}">{"".join(parts)}'
        "</g></svg>\n"
    )


def _panel(curves: Curves, model: str, number: int) -> str:
    """Draw one panel: its frame, its lines and its key."""
    quantity, title, *units = PANELS[number]
    tissues = [t for t in tissues_of(model)[1:]]
    has_mm = any(
        np.isfinite(curves.values[f"{t.name}_{quantity}_{units[0]}"]).any() for t in tissues
    )
    unit = units[0] if has_mm else units[1]
    lines = {t: curves.values[f"{t.name}_{quantity}_{unit}"] for t in tissues}
    lines = {t: line for t, line in lines.items() if np.nanmax(line, initial=0) > 0}
    highest = max((float(np.nanmax(line)) for line in lines.values()), default=1.0)
    scale = Scale(float(curves.x[0]), float(curves.x[-1]), highest, number * HEIGHT)
    words = f"{title} ({SHOWN_UNITS[unit]})"
    drawn = [
        f'<text x="{LEFT}" y="{number * HEIGHT + 20}" font-weight="bold">{words}</text>',
        scale.axes("time (s)" if curves.timed else "frame"),
    ]
    strokes = {tissue: _stroke(tissue) for tissue in lines}
    for tissue, line in lines.items():
        path = scale.path(curves.x, line)
        drawn.append(f'<path d="{path}" fill="none" stroke-width="2" {strokes[tissue]}/>')
    entries = [(tissue.name, stroke) for tissue, stroke in strokes.items()]
    return "".join([*drawn, key(entries, number * HEIGHT)])


def _stroke(tissue: Tissue) -> str:
    return f'stroke="rgb{tissue.colour}" stroke-dasharray="{DASHES[tissue.label - 1]}"'


def write_plot(table: Path, plot: Path, model: str, frames: int, smoothed: bool) -> None:
    """Draw the curves of a table of so many rows into an SVG file."""
    measured = "smoothed masks" if smoothed else "the masks of single frames"
    caption = f"Measured in {measured}. {NOTICE}"
    plot.write_text(curves_svg(read_curves(table, model, frames), model, caption), encoding="utf-8")
