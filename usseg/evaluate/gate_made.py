"""Images that are no ultrasound, made by rule."""

from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageDraw

from usseg.evaluate.gate_pictures import Picture
from usseg.image.read import frame_from_array

MADE_EACH = 12
SEED = 20_250_105


def made() -> Iterator[Picture]:
    """Yield images that are no ultrasound, made by rule: noise, gradients, text, sections, stripes."""
    rng = np.random.default_rng(SEED)
    makers = {"noise": noise, "gradient": gradient, "text page": page, "CT phantom": section}
    for kind, maker in ({**makers, "stripes": stripes, "dark": dark}).items():
        for index in range(MADE_EACH):
            pixels = np.clip(maker(rng), 0, 255).astype(np.uint8)
            frame = frame_from_array(pixels)
            yield Picture(kind, f"{kind} {index}", frame, False, False, True)


def noise(rng: np.random.Generator) -> np.ndarray:
    """White noise around some grey."""
    return rng.normal(rng.uniform(30, 220), rng.uniform(5, 80), (rng.integers(200, 600), 400))


def gradient(rng: np.random.Generator) -> np.ndarray:
    """A ramp in some direction."""
    rows, cols = np.mgrid[0:400, 0:500]
    angle = rng.uniform(0, 2 * np.pi)
    ramp = np.cos(angle) * rows + np.sin(angle) * cols
    return 255 * (ramp - ramp.min()) / np.ptp(ramp)


def stripes(rng: np.random.Generator) -> np.ndarray:
    """A chessboard or a test pattern of sharp squares."""
    rows, cols = np.mgrid[0:400, 0:500] // int(rng.integers(4, 60))
    return 255.0 * ((rows * rng.integers(0, 2) + cols) % 2)


def dark(rng: np.random.Generator) -> np.ndarray:
    """What a probe in the air shows: hardly anything."""
    return rng.integers(0, rng.integers(3, 20), (400, 500)).astype(float)


def page(rng: np.random.Generator) -> np.ndarray:
    """A page of meaningless words, black on white or white on black."""
    paper, ink = ((255, 0), (0, 255))[int(rng.integers(2))]
    sheet = Image.new("L", (600, 780), paper)
    draw = ImageDraw.Draw(sheet)
    for row in range(20, 760, int(rng.integers(14, 30))):
        letters = rng.integers(97, 123, (12, 6))
        draw.text((30, row), " ".join(map(bytes.decode, map(bytes, letters.astype(np.uint8)))), ink)
    return np.array(sheet, dtype=float)


def section(rng: np.random.Generator) -> np.ndarray:
    """Ellipses in an ellipse, as a computed tomogram of a body shows: a bright rim, organs, noise."""
    rows, cols = np.mgrid[-1:1:400j, -1:1:400j]
    picture = np.where((rows / 0.9) ** 2 + (cols / 0.75) ** 2 < 1, 220.0, 0.0)
    picture[(rows / 0.85) ** 2 + (cols / 0.7) ** 2 < 1] = rng.uniform(60, 110)
    for _ in range(7):
        row, col, tall, wide = *rng.uniform(-0.5, 0.5, 2), *rng.uniform(0.05, 0.3, 2)
        inside = ((rows - row) / tall) ** 2 + ((cols - col) / wide) ** 2 < 1
        picture[inside] = rng.uniform(20, 200)
    return picture + rng.normal(0, rng.uniform(1, 15), picture.shape)
