"""The scanner behind the probe: gain, noise, compression, and the picture on the screen."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from usseg.phantom.acoustics import attenuation_db
from usseg.phantom.anatomy import BONE, MUSCLE, between


@dataclass(frozen=True)
class Settings:
    """What the operator and the manufacturer set.

    Attributes:
        dynamic_range_db: Span from black to white, 40 to 70.
        tgc_share: Share of the mean attenuation that time-gain compensation makes up for.
        tgc_knobs_db: Errors of the eight sliders.
        penetration: Depth, as a share of the imaged depth, where amplified electronic noise
            reaches the darker half of the grey scale.
        white_quantile: Share of the pixels that is not driven to white.
        gamma: Exponent of the grey map.
        ceiling: Brightest grey the map gives, 0 to 1.
        smooth: Post-processing blur in samples (depths, beams).
        sharpen: Weight of edge enhancement.
        looks: Number of independent views that are averaged (spatial compounding).
    """

    dynamic_range_db: float
    tgc_share: float
    tgc_knobs_db: np.ndarray
    penetration: float
    white_quantile: float
    gamma: float
    ceiling: float
    smooth: tuple[float, float]
    sharpen: float
    looks: int


def draw_settings(rng: np.random.Generator) -> Settings:
    """Draw the settings of one scanner and one operator."""
    low_gain = rng.random() < 0.35
    return Settings(
        dynamic_range_db=between(rng, 40, 70),
        tgc_share=between(rng, 0.78, 1.02),
        tgc_knobs_db=rng.normal(0, 2.0, 8),
        penetration=between(rng, 0.95, 2.5),
        white_quantile=between(rng, 0.9975, 0.99995) if low_gain else between(rng, 0.965, 0.999),
        gamma=between(rng, 1.1, 1.9) if low_gain else between(rng, 0.8, 1.6),
        ceiling=between(rng, 0.75, 1.0),
        smooth=(between(rng, 0.0, 1.6), between(rng, 0.0, 1.2)),
        sharpen=between(rng, 0.3, 1.2) if rng.random() < 0.4 else 0.0,
        looks=2 if rng.random() < 0.35 else 1,
    )


def compensation_db(
    labels: np.ndarray, frequency_mhz: float, step_mm: float, settings: Settings
) -> np.ndarray:
    """Gain along depth, shape (depths, 1) dB: mean attenuation made up for, plus slider errors.

    Gain is set for soft tissue, and bone is counted as muscle: otherwise a shadow would be
    amplified until its noise turned white.
    """
    soft = np.where(labels[:, ::8] == BONE, MUSCLE, labels[:, ::8])
    loss_db = attenuation_db(soft, frequency_mhz, step_mm).mean(axis=1)
    places = np.linspace(0, 1, settings.tgc_knobs_db.size)
    knobs = np.interp(np.linspace(0, 1, loss_db.size), places, settings.tgc_knobs_db)
    return (loss_db * settings.tgc_share + knobs)[:, None].astype(np.float32)


def white_level(envelope: np.ndarray, settings: Settings) -> float:
    """Envelope that is shown as white: a quantile, as an operator sets the gain by eye."""
    return float(np.quantile(envelope[::3, ::3], settings.white_quantile)) + 1e-12


def compress(envelope: np.ndarray, white: float, dynamic_range_db: float) -> np.ndarray:
    """Log compression: float32 in [0, 1]; `white` maps to 1, `dynamic_range_db` below it to 0."""
    floor = np.float32(10 ** (-dynamic_range_db / 20))
    level_db = 20 * np.log10(np.maximum(envelope * np.float32(1 / white), floor))
    return np.minimum(1 + level_db / np.float32(dynamic_range_db), 1).astype(np.float32)


def post_process(grey: np.ndarray, settings: Settings) -> np.ndarray:
    """Smooth, sharpen and map grey levels as scanners do: float32 in [0, 1]."""
    if max(settings.smooth) > 0.3:
        grey = ndimage.gaussian_filter(grey, settings.smooth, mode="nearest", truncate=3)
    if settings.sharpen:
        grey = grey + settings.sharpen * (grey - ndimage.uniform_filter(grey, 5, mode="nearest"))
    return np.clip(grey, 0, 1) ** np.float32(settings.gamma) * np.float32(settings.ceiling)
