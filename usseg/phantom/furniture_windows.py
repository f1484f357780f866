"""More of a scanner's screen: frames around the field, a second pane, traces, calipers, a desktop."""

import numpy as np
from PIL import Image, ImageDraw

from usseg.phantom.furniture_text import GAP, Box, caption, font_of

BEATS = (0.85, 1.15)  # times their mean: how long beats of a heart are
DOT_STEP = 5  # pixels between the dots of a measured length
PANE_SHARE = 0.6  # of the field's sides: a second pane is smaller, so that there is one field


def frame_line(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """A line around the field, straight or with rounded corners, at some distance from it."""
    away = int(rng.integers(1, 12))
    box = (field.left - away, field.top - away, field.right + away - 1, field.bottom + away - 1)
    radius = int(rng.integers(1, away + 1)) if rng.random() < 0.4 else 0
    ImageDraw.Draw(screen).rounded_rectangle(box, radius, outline=int(rng.integers(60, 256)))


def trace(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """The curve of an electrocardiogram below the field."""
    room = screen.height - field.bottom - 2 * GAP
    if room < 10:
        return
    col = np.arange(field.left, field.right)
    # No heart beats evenly: a trace that did would pass for the ticks of a ruler.
    lengths = rng.uniform(30, 90) * rng.uniform(*BEATS, size=col.size // 20 + 2)
    starts = field.left - lengths[0] / 2 + np.cumsum(lengths) - lengths
    latest = np.searchsorted(starts, col, side="right") - 1
    beat = (col - starts[latest]) / lengths[latest]
    height = np.exp(-(((beat - 0.3) / 0.03) ** 2)) + 0.25 * np.exp(-(((beat - 0.6) / 0.08) ** 2))
    row = field.bottom + GAP + room * rng.uniform(0.4, 0.8) - height * min(room * 0.4, 25)
    points = np.stack([col, row], axis=1).ravel().tolist()
    ImageDraw.Draw(screen).line(points, fill=ink)


def second_pane(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """Another, smaller picture beside the field, as with two probes or a stored one."""
    on_left = field.left > screen.width - field.right
    gap = int(rng.integers(2 * GAP, 8 * GAP))
    room = (field.left if on_left else screen.width - field.right) - gap
    width = int(min(room, PANE_SHARE * (field.right - field.left)))
    height = int(PANE_SHARE * (field.bottom - field.top))
    if width < 24 or height < 24:
        return
    field_part = screen.crop((field.left, field.top, field.right, field.bottom))
    pane = field_part.transpose(Image.Transpose.FLIP_LEFT_RIGHT).resize((width, height))
    col = field.left - gap - width if on_left else field.right + gap
    screen.paste(pane, (col, field.top))


def calipers(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """Two or four crosses inside the field, at times joined by dots, as of a measured length."""
    draw = ImageDraw.Draw(screen)
    size, level = int(rng.integers(2, 6)), int(rng.integers(150, 256))
    for _ in range(int(rng.integers(1, 3))):
        ends = rng.uniform(0.1, 0.9, size=(2, 2))
        rows = field.top + ends[0] * (field.bottom - field.top)
        cols = field.left + ends[1] * (field.right - field.left)
        for row, col in zip(rows, cols, strict=True):
            draw.line((col - size, row, col + size, row), fill=level)
            draw.line((col, row - size, col, row + size), fill=level)
        if rng.random() < 0.6:
            count = max(2, int(np.hypot(rows[1] - rows[0], cols[1] - cols[0]) / DOT_STEP))
            places = np.linspace((cols[0], rows[0]), (cols[1], rows[1]), count)
            draw.point(places.ravel().tolist(), fill=level)


def desktop(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """The bars of a computer's window above and below, as in a screenshot."""
    draw = ImageDraw.Draw(screen)
    level = int(rng.choice([32, 64, 200, 240]))
    letters = 255 if level < 120 else 0
    above, below = min(field.top, 24), min(screen.height - field.bottom, 28)
    if above >= 12:
        draw.rectangle((0, 0, screen.width, above - 1), fill=level)
        draw.text((6, 1), "Viewer", fill=letters, font=font_of(9))
        for number in range(3):
            left = screen.width - 14 * (number + 1)
            draw.rectangle((left, 3, left + 7, 9), outline=letters)
    if below >= 12:
        top = screen.height - below
        draw.rectangle((0, top, screen.width, screen.height), fill=level)
        for col in range(4, screen.width // 2, 18):
            draw.rectangle((col, top + 3, col + 8, top + 9), fill=int(rng.integers(0, 256)))


def captions(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """A block of lines of text near the field."""
    for _ in range(int(rng.integers(2, 5))):
        caption(screen, field, ink, rng)
