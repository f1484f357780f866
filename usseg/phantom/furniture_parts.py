"""The pieces of a scanner's screen, one function each; they draw around the field, not over it."""

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

from usseg.phantom.furniture_text import GAP, Box, caption, font_of, header, settings, ticks
from usseg.phantom.furniture_windows import (
    calipers,
    captions,
    desktop,
    frame_line,
    second_pane,
    trace,
)

MM_PER_CM = 10.0
SAME_DEPTH_CM = 0.1  # ticks stand at whole pixels, numbers only at whole centimetres

Part = Callable[[Image.Image, Box, int, np.random.Generator], None]


def depth_ruler(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """Ticks along the field's depth, at times with a spine and with numbers."""
    draw = ImageDraw.Draw(screen)
    on_left = rng.random() < 0.4
    gap = int(rng.integers(GAP, 20))
    col = field.left - gap if on_left else field.right + gap
    along = None if field.spacing_mm is None else field.spacing_mm[0]
    reach = int(rng.integers(2, 8)) * (-1 if on_left else 1)
    if rng.random() < 0.5:
        draw.line((col, field.top, col, field.bottom - 1), fill=ink)
    for number, row in enumerate(ticks(field.top, field.bottom, along, rng)):
        draw.line((col, row, col + reach, row), fill=ink)
        depth_cm = number if along is None else (row - field.top) * along / MM_PER_CM
        if rng.random() < 0.5 and abs(depth_cm - round(depth_cm)) < SAME_DEPTH_CM:
            place = (col + 2 * reach, row - 4)
            draw.text(place, str(round(depth_cm)), fill=ink, font=font_of(9))


def width_ruler(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """Ticks below or above the field."""
    draw = ImageDraw.Draw(screen)
    row = field.bottom + GAP if rng.random() < 0.7 else field.top - GAP - 4
    along = None if field.spacing_mm is None else field.spacing_mm[1]
    if rng.random() < 0.5:
        draw.line((field.left - 10, row, field.right + 10, row), fill=ink)
    for col in ticks(field.left, field.right, along, rng):
        draw.line((col, row, col, row + int(rng.integers(2, 5))), fill=ink)


def grey_bar(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """The ramp from white to black that shows the grey map."""
    room = screen.width - field.right
    width, height = int(rng.integers(5, 16)), int(screen.height * rng.uniform(0.1, 0.4))
    if room < width + 2 * GAP:
        return
    col = field.right + GAP + int(rng.integers(0, room - width - 2 * GAP + 1))
    row = int(rng.integers(0, screen.height - height))
    ramp = np.repeat(np.linspace(255, 0, height).astype(np.uint8)[:, None], width, axis=1)
    screen.paste(Image.fromarray(ramp), (col, row))


def gamma_box(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """A small framed curve in a side margin."""
    side = int(screen.height * rng.uniform(0.05, 0.12))
    room = screen.width - field.right
    if room < side + 2 * GAP:
        return
    col, row = screen.width - side - GAP, int(rng.integers(0, screen.height - side + 1))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((col, row, col + side, row + side), outline=ink)
    draw.line((col, row, col + side, row + side), fill=ink, width=2)


def logo(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """A blob with a smooth gradient in a corner of the screen, or the probe's mark at the field."""
    side = int(np.clip(screen.height * rng.uniform(0.03, 0.08), 6, 40))
    yy, xx = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j]
    distance = np.hypot(yy, xx) if rng.random() < 0.5 else np.abs(yy) + np.abs(xx)
    shape = Image.fromarray((distance < 1).astype(np.uint8) * 255)
    shade = Image.fromarray((235 - 60 * (yy + 1)).astype(np.uint8))
    corners = (
        (0, 0),
        (screen.width - side, 0),
        (field.left - side - 1, field.top),
        (0, screen.height - side),
    )
    screen.paste(shade, corners[int(rng.integers(len(corners)))], shape)


def focus_mark(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """A small triangle beside the field at the depth of the focus."""
    row = int(rng.uniform(field.top, field.bottom))
    col, size = field.right + GAP, int(rng.integers(3, 7))
    ImageDraw.Draw(screen).polygon(
        ((col, row), (col + size, row - size), (col + size, row + size)), fill=ink
    )


def thumbnail(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """A small copy of the field in a corner of the left margin."""
    side = int(min(field.left - 2 * GAP, 0.25 * (field.right - field.left), 0.4 * screen.height))
    if side < 12:
        return
    small = screen.crop((field.left, field.top, field.right, field.bottom)).resize((side, side))
    screen.paste(small, (0, int(rng.integers(0, screen.height - side + 1))))


def dashed_line(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """A thin dashed line down the field near its left side, as for a needle or a gain curve."""
    draw = ImageDraw.Draw(screen)
    col = field.left + int(rng.uniform(0.01, 0.08) * (field.right - field.left))
    slant = rng.uniform(-0.05, 0.05)
    for row in range(field.top, field.bottom - 4, 7):
        at = col + slant * (row - field.top)
        draw.line((at, row, at, row + 3), fill=ink)


PLAIN_PARTS: tuple[tuple[Part, float], ...] = (
    (header, 0.6),
    (settings, 0.6),
    (depth_ruler, 0.6),
    (width_ruler, 0.35),
    (grey_bar, 0.5),
    (gamma_box, 0.2),
    (logo, 0.4),
    (focus_mark, 0.4),
    (thumbnail, 0.1),
    (dashed_line, 0.1),
    (caption, 0.3),
)  # of a screen with one picture and nothing else that could be one, each with its share of screens
PARTS: tuple[tuple[Part, float], ...] = (
    (desktop, 0.08),
    (second_pane, 0.08),
    *PLAIN_PARTS,
    (captions, 0.05),
    (frame_line, 0.12),
    (trace, 0.08),
    (calipers, 0.12),
)  # of all screens
