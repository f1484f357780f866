"""Text on a scanner's screen, and the box that everything is drawn around."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

WORDS = ("B", "2D", "Gn", "DR 60", "L12-5", "MI 0.8", "TIs 0.4", "Frq 10.0 MHz", "FPS 38", "Depth",
         "Res", "Persist Med", "General", "MSK", "Map 3", "Chroma", "Harm", "Zoom 100 %",
         "Dist 1.24 cm", "RIGHT", "LEFT", "VASTUS LAT", "DIST", "PROX", "HOSPITAL",
         "ID: 000")  # fmt: skip
TICKS_MM = (5.0, 10.0)
LEAST_STEP = 4.0  # pixels: closer ticks are not drawn
GAP = 3  # pixels left free between the field and what is drawn beside it


class Box(NamedTuple):
    """A rectangle on the screen in pixels, half open.

    `spacing_mm` is the pixel size (row, col) of the picture in it, or None where nobody says it.
    """

    top: int
    left: int
    bottom: int
    right: int
    spacing_mm: tuple[float, float] | None = None

    def grown(self, share: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """Move each side this share of the way to the screen's edge; as (left, top, right, bottom)."""
        rows, cols = size
        return (
            round(self.left * (1 - share)),
            round(self.top * (1 - share)),
            round(self.right + (cols - self.right) * share) - 1,
            round(self.bottom + (rows - self.bottom) * share) - 1,
        )


def ticks(start: int, end: int, spacing_mm: float | None, rng: np.random.Generator) -> list[int]:
    """Return where the ticks of a ruler stand: every 5 or 10 mm where the pixel size is known.

    Args:
        start: First pixel of the field along the ruler; the first tick stands there.
        end: Pixel after its last.
        spacing_mm: Pixel size along the ruler in mm, or None for ticks at any distance.
        rng: Chooses the distance.
    """
    if spacing_mm is None:
        step = float(max(6, int((end - start) / rng.integers(3, 12))))
    else:
        step = rng.choice(TICKS_MM) / spacing_mm
        if step < LEAST_STEP:
            step = TICKS_MM[-1] / spacing_mm
    return [round(at) for at in np.arange(start, end, max(step, LEAST_STEP))]


@lru_cache(maxsize=32)
def font_of(height: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return Pillow's own font at this height in pixels."""
    return ImageFont.load_default(height)


def phrase(rng: np.random.Generator) -> str:
    """Return a few words of a screen, or random letters and digits."""
    if rng.random() < 0.7:
        return " ".join(rng.choice(WORDS, size=int(rng.integers(1, 3))))
    letters = rng.choice(list("ABCDEFGHKLMNPRSTXYZ0123456789.:-/"), size=int(rng.integers(2, 12)))
    return "".join(letters)


def text_height(screen: Image.Image, rng: np.random.Generator) -> int:
    """Draw a letter height that suits the screen."""
    return int(np.clip(screen.height * rng.uniform(0.018, 0.04), 7, 30))


def header(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """A bar with text across the top."""
    height = int(field.top * rng.uniform(0.3, 0.95))
    if height < 8:
        return
    draw = ImageDraw.Draw(screen)
    if rng.random() < 0.6:
        level = int(rng.integers(0, 120)) if ink > 120 else int(rng.integers(120, 256))
        draw.rectangle((0, 0, screen.width, height - 1), fill=level)
    letters = min(text_height(screen, rng), height - 1)
    for _ in range(int(rng.integers(1, 6))):
        at = (int(rng.integers(0, screen.width)), int(rng.integers(0, max(1, height - letters))))
        draw.text(at, phrase(rng), fill=ink, font=font_of(letters))


def settings(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """A column of settings to the left or right of the field."""
    draw = ImageDraw.Draw(screen)
    letters = text_height(screen, rng)
    font = font_of(letters)
    on_left = field.left > screen.width - field.right
    room = field.left if on_left else screen.width - field.right
    row = int(rng.integers(0, screen.height))
    for _ in range(int(rng.integers(2, 12))):
        words = phrase(rng)
        width = draw.textlength(words, font=font)
        if width < room - GAP and row + letters < screen.height:
            col = GAP if on_left else field.right + GAP
            draw.text((col, row), words, fill=ink, font=font)
        row += int(letters * 1.3)


def caption(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """Words that overlap a corner of the field, or lie below it."""
    letters = text_height(screen, rng)
    row = field.bottom - int(rng.uniform(-0.5, 1.5) * letters)
    col = field.left + int(rng.uniform(-0.1, 0.9) * (field.right - field.left))
    level = 255 if rng.random() < 0.5 else ink
    ImageDraw.Draw(screen).text((col, row), phrase(rng), fill=level, font=font_of(letters))
