"""Screens of scanners that do not exist, with a depth ruler that is true to scale, or without one."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from usseg.image.preprocess import field_mask
from usseg.phantom.dataset import SCENES, Phantom, make_phantom
from usseg.phantom.furniture import furnish, squeeze
from usseg.phantom.furniture_parts import PARTS, depth_ruler, width_ruler
from usseg.phantom.furniture_text import Box, font_of

SHAPE = (360, 420)
STEPS_MM = (5.0, 10.0)
LEAST_STEP_PX, LEAST_TICKS = 12, 4
WITHOUT_RULERS = tuple(part for part in PARTS if part[0] not in (depth_ruler, width_ruler))
MARGIN = 26  # pixels beside the field that every screen has here, so that a ruler has room
JPEG_SHARE = 0.35


@dataclass(frozen=True)
class Screen:
    """One screen and the truth about its ruler.

    Attributes:
        pixels: uint8, shape (rows, cols).
        spacing_mm: Pixel size (row, col) in mm.
        step_px: Pixels from one tick to the next, or None without a ruler.
        step_mm: The mm they stand for, or None.
    """

    pixels: np.ndarray
    spacing_mm: tuple[float, float]
    step_px: float | None
    step_mm: float | None


def step_of(spacing_mm: float, depth_px: int, rng: np.random.Generator) -> float | None:
    """Draw the mm between ticks; None where none of the usual distances suits the depth."""
    suited = [
        step
        for step in STEPS_MM
        if step / spacing_mm >= LEAST_STEP_PX and depth_px * spacing_mm / step >= LEAST_TICKS - 1
    ]
    return float(rng.choice(suited)) if suited else None


def draw_ruler(screen: Image.Image, field: Box, step_px: float, rng: np.random.Generator) -> None:
    """Draw ticks down the left or right side of a field: strokes or dots, at times with a spine."""
    draw = ImageDraw.Draw(screen)
    on_left = bool(rng.random() < 0.3)
    gap = int(rng.integers(1, 16))
    col = field.left - gap if on_left else field.right - 1 + gap
    ground = screen.getpixel((max(col, 0), (field.top + field.bottom) // 2))
    ink = int(rng.integers(170, 256)) if ground < 120 else int(rng.integers(0, 60))
    away = -1 if on_left else 1
    reach = int(rng.integers(1, 9))
    long_every = int(rng.choice([0, 0, 2, 5]))
    thick = int(rng.choice([1, 1, 2, 3]))
    if rng.random() < 0.4:
        draw.line((col, field.top, col, field.bottom - 1), fill=ink)
    numbered = rng.random() < 0.5
    for number in range(int((field.bottom - 1 - field.top) / step_px) + 1):
        row = field.top + round(number * step_px)
        longer = 4 if long_every and number % long_every == 0 else 0
        end = col + away * (reach + longer)
        draw.rectangle((min(col, end), row, max(col, end), row + thick - 1), fill=ink)
        if numbered and (longer or not long_every):
            at = end + 3 if away > 0 else end - 12
            draw.text((at, row - 5), str(number), fill=ink, font=font_of(10))


def furnished(phantom: Phantom, rng: np.random.Generator) -> tuple[Image.Image, Box]:
    """Put a phantom on a screen without rulers, with some room beside it."""
    whole = phantom.field.kind == "whole"
    inside = None if whole else field_mask(phantom.field, phantom.mask.shape)
    screen, (row0, col0) = furnish(phantom.pixels, inside, rng, WITHOUT_RULERS)
    ground = int(screen[0, -1])
    padded = np.pad(screen, ((4, 4), (MARGIN, MARGIN)), constant_values=ground)
    top, left = row0 + 4, col0 + MARGIN
    rows, cols = phantom.mask.shape
    return Image.fromarray(padded), Box(top, left, top + rows, left + cols)


def make_screen(seed: int, with_ruler: bool) -> Screen:
    """Simulate one screen. Same arguments, same bytes."""
    rng = np.random.default_rng([seed, 4711])
    phantom = make_phantom(seed, SCENES[seed % len(SCENES)], SHAPE)
    screen, field = furnished(phantom, rng)
    row_mm = phantom.spacing_mm[0]
    step_mm = step_of(row_mm, field.bottom - field.top, rng) if with_ruler else None
    if step_mm is not None:
        draw_ruler(screen, field, step_mm / row_mm, rng)
    if rng.random() < JPEG_SHARE:
        screen = squeeze(screen, rng)
    step_px = None if step_mm is None else step_mm / row_mm
    return Screen(np.array(screen), phantom.spacing_mm, step_px, step_mm)
