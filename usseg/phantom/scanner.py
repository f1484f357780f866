"""The scanner behind the probe: gain, noise, compression, and the picture on the screen."""

from dataclasses import dataclass

import numpy as np

from usseg.phantom.acoustics import attenuation_db
from usseg.phantom.anatomy import BONE, MUSCLE
from usseg.phantom.lengths import between

DARK, BRIGHT = 0.3, 0.15  # shares of frames with little and with much gain
FADING = 0.2  # share of frames that grow dark with depth, for the gain there is too little
LINEAR, S_SHAPED, CALM, SHARP = 0.15, 0.35, 0.3, 0.4  # shares of frames with each grey processing


@dataclass(frozen=True)
class Settings:
    """What the operator and the manufacturer set.

    Attributes:
        dynamic_range_db: Span from black to white, 40 to 80.
        tgc_share: Share of the mean attenuation that time-gain compensation makes up for.
        tgc_knobs_db: Errors of the eight sliders.
        penetration: Depth, as a share of the imaged depth, where amplified electronic noise
            reaches the darker half of the grey scale.
        white_quantile: Share of the pixels that is not driven to white.
        power: Exponent of the compression from echo to grey; 0 compresses by the logarithm.
        gamma: Exponent of the grey map.
        s_share: How far the grey map is bent into an S, 0 to 1.
        ceiling: Brightest grey the map gives, 0 to 1.
        calm: Grey variation taken for speckle by speckle reduction; 0 leaves all speckle.
        smooth: Post-processing blur in samples (depths, beams).
        sharpen: Weight of edge enhancement.
        looks: Number of independent views that are averaged (spatial compounding).
        persistence: Share of the noise that averaging over past frames takes away.
    """

    dynamic_range_db: float
    tgc_share: float
    tgc_knobs_db: np.ndarray
    penetration: float
    white_quantile: float
    power: float
    gamma: float
    s_share: float
    ceiling: float
    calm: float
    smooth: tuple[float, float]
    sharpen: float
    looks: int
    persistence: float


def draw_settings(rng: np.random.Generator) -> Settings:
    """Draw the settings of one scanner and one operator."""
    white_quantile, gamma = draw_gain(rng)
    smooth = (between(rng, 0.0, 1.3), between(rng, 0.0, 1.2))
    power = between(rng, 0.3, 0.6) if rng.random() < LINEAR else 0.0
    return Settings(
        dynamic_range_db=between(rng, 40, 80),
        tgc_share=between(rng, 0.5, 0.8) if rng.random() < FADING else between(rng, 0.8, 1.02),
        tgc_knobs_db=rng.normal(0, 2.0, 8),
        penetration=between(rng, 0.8, 2.5),
        white_quantile=white_quantile,
        power=power,
        gamma=1.0 if power else gamma,  # a power needs no second one
        s_share=between(rng, 0.2, 1.0) if rng.random() < S_SHAPED else 0.0,
        ceiling=between(rng, 0.6, 1.0),
        calm=between(rng, 0.04, 0.16) if rng.random() < CALM else 0.0,
        smooth=smooth,
        sharpen=between(rng, 0.3, 2.0) if rng.random() < SHARP else 0.0,
        looks=int(rng.choice([1, 2, 3], p=[0.65, 0.27, 0.08])),
        persistence=between(rng, 0.0, 0.8),
    )


def draw_gain(rng: np.random.Generator) -> tuple[float, float]:
    """Draw how bright the frame is: (share of pixels below white, exponent of the grey map)."""
    kind = rng.random()
    if kind < DARK:
        return between(rng, 0.9975, 0.9998), between(rng, 1.2, 2.1)
    if kind < DARK + BRIGHT:
        return between(rng, 0.95, 0.995), between(rng, 0.8, 1.2)
    return between(rng, 0.975, 0.9995), between(rng, 1.0, 2.0)


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


def compress(envelope: np.ndarray, white: float, settings: Settings) -> np.ndarray:
    """Compress echoes to grey: float32 in [0, 1]; `white` maps to 1.

    By the logarithm, with 0 at the dynamic range below white, or by a power.
    """
    relative = envelope * np.float32(1 / white)
    if settings.power:
        return np.minimum(relative, 1).astype(np.float32) ** np.float32(settings.power)
    floor = np.float32(10 ** (-settings.dynamic_range_db / 20))
    level_db = 20 * np.log10(np.maximum(relative, floor))
    return np.minimum(1 + level_db / np.float32(settings.dynamic_range_db), 1).astype(np.float32)
