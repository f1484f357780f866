"""Dice per tissue against the epochs of a recorded training, drawn up to one of them."""

import numpy as np
from PIL import Image, ImageDraw

from usseg.model.replay import Replay
from usseg.render.strip import BACKGROUND, INK, font
from usseg.tissues import tissues_of

WIDTH = 360
LEFT, RIGHT, TOP, BOTTOM = 34, 118, 22, 34  # room for the numbers, the names, the titles
GRID = (51, 65, 85)
GRID_AT = (0.0, 0.25, 0.5, 0.75, 1.0)
FINE = 2  # lines are drawn that many times as large, and scaled down: smooth edges
NOT_SCORED = "no truth, so no Dice"

Points = list[tuple[float, float]]


def draw_curves(replay: Replay, name: str, until: int, rows: int) -> np.ndarray:
    """Draw the Dice of every tissue up to an epoch, on all validation frames of a set.

    Args:
        replay: The recorded training.
        name: The set; one without a truth has no curves.
        until: The last epoch to draw.
        rows: Height of the chart in pixels.

    Returns:
        RGB, uint8, shape (rows, `WIDTH`, 3).
    """
    lines = {
        tissue.name: (curve(replay, name, tissue.name, until), tissue.colour)
        for tissue in tissues_of(replay.model)[1:]
    }
    lines = {tissue: line for tissue, line in lines.items() if line[0]}
    epochs = replay.history[0].epoch, replay.history[-1].epoch
    chart = draw_lines(list(lines.values()), epochs, rows)
    write_words(chart, f"Dice: {name}" if lines else NOT_SCORED, epochs)
    latest = {tissue: (points[-1][1], colour) for tissue, (points, colour) in lines.items()}
    write_names(chart, latest)
    return np.asarray(chart)


def draw_lines(
    lines: list[tuple[Points, tuple[int, int, int]]], epochs: tuple[int, int], rows: int
) -> Image.Image:
    """Draw curves in their colours over a grid, each with a dot at its end."""
    sheet = Image.new("RGB", (WIDTH * FINE, rows * FINE), BACKGROUND)
    pen = ImageDraw.Draw(sheet)
    for share in GRID_AT:
        ends = [place((epoch, share), epochs, rows) for epoch in epochs]
        pen.line(ends, GRID, FINE)
    for points, colour in lines:
        places = [place(point, epochs, rows) for point in points]
        pen.line(places, colour, 2 * FINE, joint="curve")
        pen.circle(places[-1], 3 * FINE, colour)
    return sheet.resize((WIDTH, rows), Image.Resampling.BOX)


def curve(replay: Replay, name: str, tissue: str, until: int) -> Points:
    """Return (epoch, Dice) of one tissue up to an epoch; epochs without a score are left out."""
    return [
        (entry.epoch, entry.dice[name][tissue])
        for entry in replay.history
        if entry.epoch <= until and tissue in entry.dice.get(name, {})
    ]


def place(point: tuple[float, float], epochs: tuple[int, int], rows: int) -> tuple[float, float]:
    """Return where (epoch, Dice) stands in the enlarged chart, (x, y)."""
    first, last = epochs
    along = (point[0] - first) / max(last - first, 1)
    x = LEFT + along * (WIDTH - LEFT - RIGHT)
    y = TOP + (1 - point[1]) * (rows - TOP - BOTTOM)
    return FINE * x, FINE * y


def write_words(chart: Image.Image, title: str, epochs: tuple[int, int]) -> None:
    """Write title, the ends of both axes, and what runs along."""
    pen, small = ImageDraw.Draw(chart), font(11)
    floor, end = chart.height - BOTTOM, WIDTH - RIGHT
    pen.text((LEFT, TOP / 2), title, INK, font(), anchor="lm")
    for number, y in (("1.0", TOP), ("0.5", (TOP + floor) / 2), ("0.0", floor)):
        pen.text((LEFT - 6, y), number, INK, small, anchor="rm")
    for epoch, x, anchor in ((epochs[0], LEFT, "lm"), (epochs[1], end, "rm")):
        pen.text((x, floor + 10), str(epoch), INK, small, anchor=anchor)
    pen.text(((LEFT + end) / 2, floor + 10), "epoch", INK, small, anchor="mm")


def write_names(chart: Image.Image, latest: dict[str, tuple[float, tuple[int, int, int]]]) -> None:
    """Write each tissue beside a dot in its colour, with its last Dice, the best on top."""
    pen = ImageDraw.Draw(chart)
    ranked = sorted(latest.items(), key=lambda entry: -entry[1][0])
    for rank, (tissue, (dice, colour)) in enumerate(ranked):
        y = TOP + 8 + rank * 22
        pen.circle((WIDTH - RIGHT + 14, y), 5, colour)
        pen.text((WIDTH - RIGHT + 24, y), f"{dice:.2f}  {tissue}", INK, font(), anchor="lm")
