"""Pictures with titles beside each other, a chart at their right, a line of text below."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

BACKGROUND, INK = (18, 24, 38), (226, 232, 240)
GAP, LINE = 8, 22  # pixels
FONT_SIZE = 13


@dataclass(frozen=True)
class Strip:
    """What stands beside each other.

    Attributes:
        pictures: Title to RGB, uint8, shape (rows, cols, 3), all of the same rows.
        chart: RGB of the same rows.
        caption: One line for below.
    """

    pictures: dict[str, np.ndarray]
    chart: np.ndarray
    caption: str


def font(size: int = FONT_SIZE) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    """Return the font that Pillow carries: text looks the same on every machine."""
    return ImageFont.load_default(size)


def draw_strip(strip: Strip) -> np.ndarray:
    """Draw it: RGB, uint8, shape (rows, cols, 3)."""
    parts = [*strip.pictures.values(), strip.chart]
    rows = parts[0].shape[0]
    width = sum(part.shape[1] for part in parts) + GAP * (len(parts) + 1)
    sheet = Image.new("RGB", (width, rows + 2 * LINE), BACKGROUND)
    pen, left = ImageDraw.Draw(sheet), GAP
    for title, picture in strip.pictures.items():
        pen.text((left, LINE / 2), title, INK, font(), anchor="lm")
        sheet.paste(Image.fromarray(picture), (left, LINE))
        left += picture.shape[1] + GAP
    sheet.paste(Image.fromarray(strip.chart), (left, LINE))
    pen.text((GAP, LINE * 1.5 + rows), strip.caption, INK, font(), anchor="lm")
    return np.asarray(sheet)
