"""Smooth randomness: curves along one axis, fields over a plane, networks of thin walls."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from scipy import fft

Curve = Callable[[np.ndarray], np.ndarray]

TILE = 512  # samples along each side of the periodic noise tile
TILE_SIGMA = 14.0  # its correlation, in samples: fine enough for nearest-sample look-up
FEATURE = 2 * np.pi * TILE_SIGMA / np.sqrt(3)  # mean distance of its ridges, in samples
TILE_SEED = 20201123  # the tile is a constant of the simulator; frames differ by where they look
WAVES = 5
CURVE_REACH_MM = 160.0  # curves are tabulated this far to each side of the middle
CURVE_NODES = 1281


@lru_cache(maxsize=1)
def tile() -> np.ndarray:
    """Return the periodic Gaussian noise tile: float32, (TILE, TILE), zero mean, unit variance."""
    white = np.random.default_rng(TILE_SEED).standard_normal((TILE, TILE)).astype(np.float32)
    k = fft.fftfreq(TILE).astype(np.float32)
    low_pass = np.exp(-2 * (np.pi * TILE_SIGMA) ** 2 * (k[:, None] ** 2 + k[None, :] ** 2))
    smooth = fft.ifft2(fft.fft2(white) * low_pass).real
    smooth -= smooth.mean()
    return (smooth / smooth.std()).astype(np.float32)


def field(u: np.ndarray, v: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Sample unit-variance smooth noise at coordinates (u, v), one feature per unit of each.

    Args:
        u: Coordinates in features, any shape.
        v: The same shape.
        rng: Chooses where on the tile to look.

    Returns:
        float32, the shape of u.
    """
    row0, col0 = rng.integers(0, TILE, 2)
    row = (u * np.float32(FEATURE) + np.float32(row0)).astype(np.int32) & (TILE - 1)
    col = (v * np.float32(FEATURE) + np.float32(col0)).astype(np.int32) & (TILE - 1)
    return tile().ravel()[row * TILE + col]


def network(u: np.ndarray, v: np.ndarray, width: float, rng: np.random.Generator) -> np.ndarray:
    """Thin walls between cells of about one feature: the zero crossings of smooth noise.

    Fascicles lie in perimysium and fat lobules in septa as cells lie in such a network.

    Args:
        u: Coordinates across the walls, in features.
        v: Coordinates along them.
        width: Half thickness of a wall, in standard deviations of the noise.
        rng: Chooses where on the tile to look.

    Returns:
        float32 in [0, 1], 1 in the middle of a wall.
    """
    level = field(u, v, rng)
    return np.exp(-((level / np.float32(width)) ** 2)) * presence(u, v, rng)


def strands(u: np.ndarray, v: np.ndarray, threshold: float, rng: np.random.Generator) -> np.ndarray:
    """Separate strands, one feature apart: the crests of smooth noise above a threshold.

    Args:
        u: Coordinates across the strands, in features.
        v: Coordinates along them.
        threshold: Height in standard deviations that a crest must exceed: higher is sparser.
        rng: Chooses where on the tile to look.

    Returns:
        float32, 0 between the strands, about 1 on a typical crest.
    """
    height = np.clip(field(u, v, rng) - np.float32(threshold), 0, 2)
    return height * presence(u, v, rng)


def presence(u: np.ndarray, v: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Slow waxing and waning of structure, float32 in [0, 1.5]: real septa come and go."""
    return np.clip(field(u * np.float32(0.37), v * np.float32(0.6), rng) + 0.6, 0, 1.5)


def smooth_curve(rng: np.random.Generator, amplitude: float, scale: float) -> Curve:
    """Draw a smooth random curve: a few sine waves no shorter than `scale`.

    Args:
        rng: Source of the curve.
        amplitude: Root mean square height, in the unit of the result (mm).
        scale: Shortest wavelength, in the unit of the argument (mm).
    """
    wavelengths = scale * (1 + 4 * rng.random(WAVES))
    phases = 2 * np.pi * rng.random(WAVES)
    weights = amplitude * np.sqrt(2 / WAVES) * rng.standard_normal(WAVES)
    nodes = np.linspace(-CURVE_REACH_MM, CURVE_REACH_MM, CURVE_NODES)
    waves = np.sin(2 * np.pi * nodes[:, None] / wavelengths + phases) @ weights
    return lambda x: np.interp(x, nodes, waves).astype(np.float32)
