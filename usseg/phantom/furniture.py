"""Put a frame on the screen of a scanner that does not exist: grounds, panels, rulers, text."""

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from usseg.phantom.furniture_parts import PARTS, Part
from usseg.phantom.furniture_text import Box

MOST_MARGIN = 1.2  # the screen is at most this much longer than the frame, along each axis
NO_MARGIN = 0.2  # share of sides at which the field touches the edge of the screen
JPEG_SHARE = 0.35
JPEG_QUALITY = (55, 97)
PAGE_SHARE = 0.25  # share of screens that lie on a wider page, as in a screenshot or a figure


@dataclass(frozen=True)
class Look:
    """The grey levels of one screen: the panel around the field, the page around it, the ink."""

    ground: int
    page: int
    ink: int


def choose_look(rng: np.random.Generator) -> Look:
    """Draw the grey levels of a screen: black in half of them, white in a tenth."""
    kind = rng.choice(4, p=[0.5, 0.25, 0.15, 0.1])
    low, high = ((0, 5), (14, 60), (60, 180), (225, 256))[kind]
    ground = int(rng.integers(low, high)) if rng.random() < 0.7 or kind else 0
    page = (0, 255, int(rng.integers(0, 256)))[int(rng.integers(3))]
    ink = int(rng.integers(150, 256)) if ground < 120 else int(rng.integers(0, 60))
    return Look(ground, page, ink)


def choose_margins(shape: tuple[int, int], rng: np.random.Generator) -> tuple[int, int, int, int]:
    """Draw the widths in pixels of the screen's margins: top, bottom, left, right."""
    margins = []
    for size in shape:
        total = size * rng.uniform(0, MOST_MARGIN) ** 1.5 / MOST_MARGIN**0.5
        share = rng.uniform(0, 1)
        pair = np.array([share, 1 - share]) * total
        pair[rng.random(2) < NO_MARGIN] = 0
        margins += [int(pair[0]), int(pair[1])]
    return margins[0], margins[1], margins[2], margins[3]


def draw_grounds(
    size: tuple[int, int], field: Box, look: Look, rng: np.random.Generator
) -> Image.Image:
    """Paint page, panel and, at times, a second panel of another grey that holds the field."""
    rows, cols = size
    screen = Image.new("L", (cols, rows), look.ground)
    draw = ImageDraw.Draw(screen)
    if rng.random() < PAGE_SHARE:
        screen.paste(look.page, (0, 0, cols, rows))
        draw.rectangle(field.grown(rng.uniform(0.3, 1), size), fill=look.ground)
    if rng.random() < 0.3:
        inner = field.grown(rng.uniform(0, 0.6), size)
        draw.rectangle(inner, fill=look.ground, outline=int(rng.integers(30, 255)))
    return screen


def squeeze(screen: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Compress and decompress a screen as JPEG, as most exported ones once were."""
    low, high = JPEG_QUALITY
    stream = io.BytesIO()
    screen.save(stream, "JPEG", quality=int(rng.integers(low, high)))
    return Image.open(stream).convert("L")


def furnish(
    pixels: np.ndarray,
    inside: np.ndarray | None,
    rng: np.random.Generator,
    parts: tuple[tuple[Part, float], ...] = PARTS,
    spacing_mm: tuple[float, float] | None = None,
) -> tuple[np.ndarray, tuple[int, int]]:
    """Surround a frame with the furniture of a scanner's screen.

    Args:
        pixels: Frame, uint8, shape (rows, cols).
        inside: True where the frame shows echoes, same shape; None when that is everywhere.
            The rest takes the colour of the screen.
        rng: Where every choice comes from: the same state gives the same bytes.
        parts: What may be drawn, each with the share of screens that show it.
        spacing_mm: Pixel size (row, col) in mm: rulers then have a tick every 5 or 10 mm. Without
            it their ticks stand at any distance.

    Returns:
        screen: uint8, 1 to 2.2 times as long as the frame along each axis.
        offset: (row, col) of the frame's first pixel in the screen.
    """
    rows, cols = pixels.shape
    top, bottom, left, right = choose_margins((rows, cols), rng)
    size = (rows + top + bottom, cols + left + right)
    field = Box(top, left, top + rows, left + cols, spacing_mm)
    look = choose_look(rng)
    screen = draw_grounds(size, field, look, rng)
    mask = None if inside is None else Image.fromarray(inside.astype(np.uint8) * 255)
    if mask is not None:
        screen.paste(look.ground, (left, top, left + cols, top + rows))
    screen.paste(Image.fromarray(np.ascontiguousarray(pixels)), (left, top), mask)
    for part, share in parts:
        if rng.random() < share:
            part(screen, field, look.ink, rng)
    if rng.random() < JPEG_SHARE:
        screen = squeeze(screen, rng)
    return np.array(screen), (top, left)
