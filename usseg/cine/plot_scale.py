"""Axes and key of a panel of curves, and where a number lies between the axes."""

import math
from dataclasses import dataclass

import numpy as np

WIDTH, HEIGHT = 640, 320  # of one panel; wider, letters would be too small beside a video
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 56, 44
# Of a key: where it stands below the panel's upper edge, length of a line, mean width of a letter.
KEY_Y, DASH, LETTER = 40, 30, 6.6
MOST_TICKS = 6
GROUND, GRID, INK = "#0b1220", "#334155", "#e2e8f0"  # dark: yellow fat would vanish on white


def ticks_between(low: float, high: float) -> list[float]:
    """Return a few round numbers from `low` to `high`.

    >>> ticks_between(0, 27.7), ticks_between(0, 0)
    ([0, 5, 10, 15, 20, 25], [0])
    """
    if high <= low:
        return [low]
    power = 10 ** math.floor(math.log10((high - low) / MOST_TICKS))
    steps = (factor * power for factor in (1, 2, 5, 10))
    step = next(step for step in steps if (high - low) / step <= MOST_TICKS)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [round(number * step, 10) for number in range(first, last + 1)]


def key(entries: list[tuple[str, str]], top: int) -> str:
    """Draw what the lines of a panel mean, above them: there it is seen on a narrow page too.

    Args:
        entries: Name and stroke of each line.
        top: Upper edge of the panel.
    """
    x, y, parts = float(LEFT), top + KEY_Y, []
    for name, stroke in entries:
        parts.append(f'<path d="M{x:.0f} {y - 4}h{DASH}" stroke-width="2" {stroke}/>')
        parts.append(f'<text x="{x + DASH + 4:.0f}" y="{y}">{name}</text>')
        x += DASH + 16 + LETTER * len(name)
    return "".join(parts)


@dataclass(frozen=True)
class Scale:
    """From numbers to places in a panel: the range of x, the highest y, the panel's upper edge."""

    first: float
    last: float
    highest: float
    top: int

    def x(self, value: float) -> float:
        """Return the place of a time."""
        return LEFT + (value - self.first) / ((self.last - self.first) or 1) * (
            WIDTH - LEFT - RIGHT
        )

    def y(self, value: float) -> float:
        """Return the place of a number."""
        return self.top + HEIGHT - BOTTOM - value / self.highest * (HEIGHT - TOP - BOTTOM)

    def path(self, x: np.ndarray, values: np.ndarray) -> str:
        """Return a line that is broken where a number is missing."""
        steps, pen = [], "M"
        for at, value in zip(x, values, strict=True):
            if np.isfinite(value):
                steps.append(f"{pen}{self.x(at):.1f} {self.y(value):.1f}")
            pen = "L" if np.isfinite(value) else "M"
        return "".join(steps)

    def axes(self, name: str) -> str:
        """Draw both axes with their numbers."""
        floor, parts = self.top + HEIGHT - BOTTOM, []
        for tick in ticks_between(0, self.highest):
            parts.append(f'<path d="M{LEFT} {self.y(tick):.1f}H{WIDTH - RIGHT}" stroke="{GRID}"/>')
            parts.append(f'<text x="{LEFT - 6}" y="{self.y(tick) + 4:.1f}" '
                         f'text-anchor="end">{tick:g}</text>')  # fmt: skip
        for tick in ticks_between(self.first, self.last):
            parts.append(f'<text x="{self.x(tick):.1f}" y="{floor + 16}" '
                         f'text-anchor="middle">{tick:g}</text>')  # fmt: skip
        parts.append(f'<path d="M{LEFT} {floor}H{WIDTH - RIGHT}" stroke="{INK}"/>')
        parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{floor + 34}" '
                     f'text-anchor="middle">{name}</text>')  # fmt: skip
        return "".join(parts)
