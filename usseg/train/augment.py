"""Change how a frame looks the way scanners and their settings do, never what it shows.

Every effect takes grey (float32 in [0, 1], shape (rows, cols), rows run with depth) and a source
of chance, and returns grey of the same shape; `augment` clips to [0, 1] at the end.
"""

from collections.abc import Callable

import numpy as np
from scipy import ndimage

from usseg.image.preprocess import resize
from usseg.train.picture import (
    edge_enhancement,
    fewer_pixels,
    grain_px,
    grey_map,
    high_gain,
    jpeg,
    low_gain,
    post_processing,
    smoothing_filter,
)

Effect = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def augment(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Apply each effect of `EFFECTS` with its probability."""
    for probability, effect in EFFECTS:
        if rng.random() < probability:
            grey = effect(grey, rng)
    return np.clip(grey, 0, 1).astype(np.float32)


def depth_gain(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A wrong time gain compensation: a tilt over depth and the ripple of its sliders."""
    depth = np.linspace(0, 1, grey.shape[0], dtype=np.float32)
    tilt = rng.uniform(0.7, 1.2) * (1 - depth) + rng.uniform(0.2, 1.2) * depth
    ripple = 1 + 0.2 * rng.random() * np.sin(depth * rng.uniform(2, 12) + rng.uniform(0, 6))
    return grey * (tilt * ripple)[:, None]


def coarse_speckle(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Multiply by noise of a random grain, wider than deep as a beam is."""
    rows, cols = grey.shape
    grain = rng.uniform(1, 4 * grain_px(grey))
    coarse = (max(2, round(rows / grain)), max(2, round(cols / grain / rng.uniform(1, 2.5))))
    noise = rng.standard_normal(coarse, dtype=np.float32)
    return grey * (1 + rng.uniform(0.05, 0.6) * resize(noise, grey.shape))


def electronic_noise(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Add the noise floor."""
    return grey + rng.uniform(0, 0.06) * rng.standard_normal(grey.shape, dtype=np.float32)


def blur(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Lose resolution, sideways more than in depth."""
    widths = np.array([rng.uniform(0.2, 2.2), rng.uniform(0.2, 2.8)]) * grain_px(grey)
    return ndimage.gaussian_filter(grey, widths)


def shadows(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Columns that lost contact or lie under gas or hair: dark from some depth on."""
    rows, cols = grey.shape
    across, depth = np.arange(cols)[None, :], np.arange(rows)[:, None]
    for _ in range(rng.integers(1, 4)):
        centre, width = rng.uniform(0, cols), rng.uniform(0.01, 0.12) * cols
        start = rng.uniform(-0.3, 0.5) * rows
        profile = np.exp(-(((across - centre) / width) ** 2))
        onset = 1 / (1 + np.exp(-(depth - start) / 8))
        grey = grey * (1 - rng.uniform(0.2, 0.8) * profile * onset)
    return grey


def haze(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Clutter: a fog that is strongest near the probe."""
    rows, cols = grey.shape
    depth = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    fog = resize(rng.random((4, 4), dtype=np.float32), (rows, cols))
    return grey + rng.uniform(0.05, 0.25) * np.exp(-depth / rng.uniform(0.1, 0.8)) * fog


def fading(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Echoes that sink into black below some depth, as behind much fat: it is not bone's shadow."""
    rows, cols = grey.shape
    depth, across = np.linspace(0, 1, rows)[:, None], np.linspace(-1, 1, cols)[None, :]
    onset = rng.uniform(0.25, 0.95) + rng.uniform(-0.2, 0.2) * across
    left = 1 / (1 + np.exp((depth - onset) / rng.uniform(0.02, 0.12)))
    return (grey * left - rng.uniform(0, 0.04)).astype(np.float32)


def lost_contact(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A side of the probe that is lifted off the skin: its columns are dark from the top."""
    side = np.linspace(0, 1, grey.shape[1])[:: rng.choice([-1, 1])]
    left = 1 / (1 + np.exp((side - rng.uniform(0.65, 0.92)) / rng.uniform(0.005, 0.03)))
    return grey * left[None, :].astype(np.float32)


def cover(grey: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Cover up to three patches with one grey, so that the surroundings must tell the tissue."""
    rows, cols = grey.shape
    grey = grey.copy()
    for _ in range(rng.integers(1, 4)):
        height, width = round(rows * rng.uniform(0.03, 0.15)), round(cols * rng.uniform(0.03, 0.15))
        row, col = rng.integers(0, rows - height), rng.integers(0, cols - width)
        grey[row : row + height, col : col + width] = rng.uniform(0, 0.5)
    return grey


EFFECTS: tuple[tuple[float, Effect], ...] = (
    (0.30, depth_gain),
    (0.12, haze),
    (0.15, shadows),
    (0.10, fading),
    (0.06, lost_contact),
    (0.35, coarse_speckle),
    (0.40, blur),
    (0.12, fewer_pixels),
    (0.90, post_processing),
    (0.10, low_gain),
    (0.25, high_gain),
    (0.20, grey_map),
    (0.08, smoothing_filter),
    (0.12, edge_enhancement),
    (0.20, electronic_noise),
    (0.10, jpeg),
    (0.06, cover),
)
