"""Fields of known shape, filled with Rayleigh speckle, on the screens of imaginary scanners."""

import numpy as np
import pytest
from scipy import ndimage

from usseg.image.field import find_field
from usseg.image.preprocess import field_mask
from usseg.phantom.furniture import furnish
from usseg.phantom.furniture_parts import PARTS, PLAIN_PARTS, Part
from usseg.types import Frame

SHAPES = ("rectangle", "trapezoid", "parallelogram", "fan", "panorama")
SCREENS = 60  # of each shape
MEDIAN, LOW = 0.97, 0.90
HARDER_LOW = 0.85  # where windows, a second picture, frames and traces surround the field too


def speckle(depth: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Log-compressed Rayleigh noise that darkens with depth (0 to 1, shape (rows, cols)), uint8."""
    size = (0, rng.uniform(0.6, 1.4), rng.uniform(0.8, 2))
    real, imaginary = ndimage.gaussian_filter(rng.standard_normal((2, *depth.shape)), size)
    envelope = np.hypot(real, imaginary)
    decibel = 20 * np.log10(envelope / envelope.mean() + 1e-3)
    near = rng.uniform(0.35, 0.7)
    far = near * rng.uniform(0.35, 1)
    brightness = near + (far - near) * depth ** rng.uniform(0.7, 2)
    grey = brightness + decibel / rng.uniform(50, 70)
    return np.clip(255 * grey, 0, 255).astype(np.uint8)


def annular_sector(
    size: tuple[int, int], rng: np.random.Generator, centre_above: bool
) -> np.ndarray:
    """A ring's sector that fills a frame: a convex probe's fan, or upside down, a panorama."""
    rows, cols = size
    row, col = np.mgrid[:rows, :cols] + 0.5
    half = np.deg2rad(rng.uniform(20, 40))
    inner = rng.uniform(0.15, 0.6) if centre_above else rng.uniform(0.45, 0.75)
    scale = min(cols / (2 * np.sin(half)), rows / (1 - inner * np.cos(half)))
    down = (row if centre_above else rows - row) / scale + inner * np.cos(half)
    across = (col - cols / 2) / scale
    radius, angle = np.hypot(across, down), np.abs(np.arctan2(across, down))
    return (radius < 1) & (radius > inner) & (angle < half)


def inside_of(shape: str, size: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """True inside a field of this shape, bool, shape `size`."""
    rows, cols = size
    row, col = np.mgrid[:rows, :cols] + 0.5
    if shape in ("fan", "panorama"):
        return annular_sector(size, rng, centre_above=shape == "fan")
    slant = {"rectangle": 0.0}.get(shape, rng.uniform(0.08, 0.35) * cols)
    left = slant * (1 - row / rows)
    right = cols - left if shape == "trapezoid" else cols - slant * row / rows
    return (col > left) & (col < right)


def furnished(
    shape: str, seed: int, parts: tuple[tuple[Part, float], ...] = PLAIN_PARTS
) -> tuple[np.ndarray, np.ndarray]:
    """A screen, uint8, and the true field in it, bool."""
    rng = np.random.default_rng([seed, SHAPES.index(shape)])
    size = (int(rng.integers(200, 400)), int(rng.integers(200, 400)))
    inside = inside_of(shape, size, rng)
    depth = np.cumsum(inside, axis=0)
    frame = speckle(depth / np.maximum(depth[-1:], 1), rng)
    screen, (row, col) = furnish(frame, None if inside.all() else inside, rng, parts)
    truth = np.zeros(screen.shape, dtype=bool)
    truth[row : row + size[0], col : col + size[1]] = inside
    return screen, truth


def overlap(screen: np.ndarray, truth: np.ndarray) -> float:
    """Intersection over union of the found field and the true one."""
    found = field_mask(find_field(Frame(screen, white=255)), screen.shape)
    return float((found & truth).sum() / (found | truth).sum())


def overlaps_on(parts: tuple[tuple[Part, float], ...]) -> dict[str, list[float]]:
    """Overlaps of all screens made of these pieces, for each shape of field."""
    return {
        shape: [overlap(*furnished(shape, seed, parts)) for seed in range(SCREENS)]
        for shape in SHAPES
    }


@pytest.fixture(scope="module")
def plain() -> dict[str, list[float]]:
    return overlaps_on(PLAIN_PARTS)


@pytest.fixture(scope="module")
def harder() -> dict[str, list[float]]:
    return overlaps_on(PARTS)


def test_field_is_found_on_furnished_screens(plain):
    every = np.concatenate(list(plain.values()))
    assert every.size >= 200
    assert np.median(every) >= MEDIAN
    assert np.percentile(every, 5) >= LOW


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_of_field_is_left_behind(plain, shape):
    assert np.median(plain[shape]) >= 0.96
    assert np.mean(np.array(plain[shape]) < 0.8) <= 0.05


def test_field_is_found_between_windows_panes_and_traces(harder):
    every = np.concatenate(list(harder.values()))
    assert np.median(every) >= MEDIAN
    assert np.percentile(every, 5) >= HARDER_LOW


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_is_left_behind_between_windows_panes_and_traces(harder, shape):
    assert np.median(harder[shape]) >= 0.96
    assert np.mean(np.array(harder[shape]) < 0.8) <= (0.12 if shape == "panorama" else 0.05)


def test_score_sees_a_field_that_was_not_found():
    # The whole screen, which a blind detector would return, must not pass for found.
    scores = [truth.mean() for _, truth in (furnished(shape, 0) for shape in SHAPES)]
    assert np.mean(scores) < 0.75
