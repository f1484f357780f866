"""Show a frame as another scanner might have drawn it: its grey levels and its texture exchanged.

Unlabelled frames of other scanners lend their statistics alone; what a frame shows and where stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from usseg.errors import DatasetError
from usseg.image.field import find_field
from usseg.image.preprocess import to_input
from usseg.image.read import read_frame

LEVELS = 65  # quantiles that describe the grey levels of a frame
RINGS = 48  # of spatial frequency, that describe its texture
LARGEST_RATIO = 4.0  # by which a ring of frequencies may grow or shrink
STYLED_SHARE = 0.4  # of the views, when there are styles


@dataclass(frozen=True)
class Style:
    """What one frame lends.

    Attributes:
        levels: Quantiles of its grey levels above black, float32, shape (LEVELS,), 0 to 1.
        texture: Mean amplitude of its spectrum in rings of equal width, float32, shape (RINGS,).
    """

    levels: np.ndarray
    texture: np.ndarray


def read_styles(folder: Path, size: tuple[int, int]) -> list[Style]:
    """Read the style of every frame of a folder `images`, its field cropped to the input's size.

    Raises:
        DatasetError: There is no such folder, or it lacks frames or their licences.
        InputError: A picture cannot be read.
    """
    paths = sorted((folder / "images").glob("*.png"))
    if not paths or not (folder / "index.csv").exists():
        raise DatasetError(
            f"{folder.name} lends no style: expected PNG frames in its folder images, and an "
            "index.csv with a column licence that says under which terms."
        )
    frames = map(read_frame, paths)
    return [style_of(to_input(frame, find_field(frame), size)[0, :, :, 0]) for frame in frames]


def style_of(grey: np.ndarray) -> Style:
    """Describe the style of a frame, float32 in [0, 1], shape (rows, cols)."""
    seen = grey[grey > 0]
    levels = np.quantile(seen if seen.size else grey, np.linspace(0, 1, LEVELS))
    return Style(levels.astype(np.float32), ring_means(np.abs(np.fft.rfft2(grey))))


@lru_cache(maxsize=4)
def rings(shape: tuple[int, int]) -> np.ndarray:
    """Return the ring that each frequency of `rfft2` of a frame belongs to, int, 0 to RINGS - 1."""
    rows, cols = shape
    radius = np.hypot(np.fft.fftfreq(rows)[:, None], np.fft.rfftfreq(cols)[None, :])
    return np.minimum((radius * 2 * RINGS).astype(int), RINGS - 1)  # 0.5 cycles a pixel at the end


def ring_means(amplitude: np.ndarray) -> np.ndarray:
    """Return the mean amplitude in each ring, for the amplitude of `rfft2` of a frame."""
    rows, cols = amplitude.shape
    ring = rings((rows, 2 * (cols - 1))).ravel()
    total = np.bincount(ring, amplitude.ravel(), RINGS)
    return (total / np.maximum(np.bincount(ring, minlength=RINGS), 1)).astype(np.float32)


def restyle(grey: np.ndarray, styles: Sequence[Style], rng: np.random.Generator) -> np.ndarray:
    """Give a frame the grey levels of one style and, half of the time, the texture of another.

    What is black stays black: there is nothing outside the field that a scanner could draw anew.

    Args:
        grey: float32 in [0, 1], shape (rows, cols), cols even.
        styles: At least one.
        rng: Source of chance.
    """
    seen = grey > 0
    if not seen.any():
        return grey
    styled = grey
    if rng.random() < 0.5:
        styled = with_texture(styled, styles[int(rng.integers(len(styles)))], rng.uniform(0.2, 1))
    styled = with_levels(styled, seen, styles[int(rng.integers(len(styles)))], rng.uniform(0.3, 1))
    return np.where(seen, np.clip(styled, 0, 1), np.float32(0)).astype(np.float32)


def with_levels(grey: np.ndarray, seen: np.ndarray, style: Style, share: float) -> np.ndarray:
    """Move the grey levels of the seen pixels towards those of a style, in the same order."""
    own = np.quantile(grey[seen], np.linspace(0, 1, LEVELS))
    return (1 - share) * grey + share * np.interp(grey, own, style.levels).astype(np.float32)


def with_texture(grey: np.ndarray, style: Style, share: float) -> np.ndarray:
    """Move the strength of each ring of frequencies towards that of a style; the phase stays."""
    spectrum = np.fft.rfft2(grey)
    own = ring_means(np.abs(spectrum))
    ratio = np.clip(style.texture / np.maximum(own, 1e-6), 1 / LARGEST_RATIO, LARGEST_RATIO)
    ratio[0] = 1  # the mean grey is the levels' business
    return np.fft.irfft2(spectrum * (ratio**share)[rings(grey.shape)], grey.shape).astype(
        np.float32
    )
