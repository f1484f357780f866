"""What lies over every scene: gel, skin, subcutaneous fat and the deep fascia under it."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from usseg.phantom.anatomy import (
    BACKGROUND,
    FAT,
    MUSCLE,
    SKIN,
    TissueMap,
    distance_mm,
    paint,
    paint_sheet,
)
from usseg.phantom.lengths import View, between, log_between, sheet_mm, thinnest_mm
from usseg.phantom.noise import Curve, smooth_curve

IN_CONTACT_MM = -0.5  # "depth" of the skin under a probe that touches it
DEEPEST_SKIN = 0.4  # as a share of the imaged depth
LEAST_FAT_MM = 0.2
THIN_SKIN_MM = 0.8  # epidermis and dermis of a limb; thicker skin is drawn up to four times that
MOST_WAVE_MM = 0.9  # root mean square: thick fat is not more wavy than that
DEEP_FASCIA_MM = (0.5, 1.2)


@dataclass(frozen=True)
class Cover:
    """What lies over a scene.

    Attributes:
        surface, skin, fat: Depth in mm, by x, of the top of the skin, of the fat, and of its bottom.
        fascia_mm: Thickness of the deep fascia under the fat, where muscle lies under it.
    """

    surface: Curve
    skin: Curve
    fat: Curve
    fascia_mm: float


def draw_cover(
    rng: np.random.Generator, view: View, fat_mm: tuple[float, float], standoff: float
) -> Cover:
    """Draw skin and fat over the whole width.

    Args:
        rng: Source of the drawing.
        view: The plane.
        fat_mm: Range of the fat's mean thickness; thin fat is as likely as thick (log-uniform).
        standoff: Probability that gel lifts the probe off a curved skin.
    """
    surface = draw_surface(rng, view, standoff)
    thin_mm = thinnest_mm(view, THIN_SKIN_MM)
    skin_mm = log_between(rng, thin_mm, max(thin_mm, 0.9 + 0.035 * view.depth_mm))
    skin_wave = smooth_curve(rng, 0.05 * min(2.0, skin_mm), 12)
    mean_fat = log_between(rng, max(fat_mm[0], thinnest_mm(view, LEAST_FAT_MM)), fat_mm[1])
    slope = between(rng, -0.1, 0.1) * min(1.0, mean_fat / 8)
    fat_wave = smooth_curve(rng, min(between(rng, 0.03, 0.12) * mean_fat, MOST_WAVE_MM), 18)

    def skin(x: np.ndarray) -> np.ndarray:
        return np.maximum(surface(x), 0) + skin_mm + skin_wave(x)

    def fat(x: np.ndarray) -> np.ndarray:
        return skin(x) + np.maximum(mean_fat + slope * x + fat_wave(x), LEAST_FAT_MM)

    return Cover(surface, skin, fat, sheet_mm(rng, view.depth_mm, DEEP_FASCIA_MM))


def draw_surface(rng: np.random.Generator, view: View, standoff: float) -> Curve:
    """Draw the skin's surface: flat under the probe, or curved under gel."""
    lifted = rng.random() < standoff
    gel = between(rng, 0.5, 8) * min(1.0, view.depth_mm / 40) if lifted else IN_CONTACT_MM
    bend = between(rng, 0, 0.012) if lifted else 0.0
    apex, tilt = between(rng, -view.width_mm / 2, view.width_mm / 2), between(rng, -0.12, 0.12)
    wave = smooth_curve(rng, between(rng, 0.05, 0.5) if lifted else 0.05, 25)
    slope = tilt if lifted else 0.0
    deepest = DEEPEST_SKIN * view.depth_mm
    return lambda x: np.clip(
        gel + wave(x) + bend * (x - apex) ** 2 + slope * x, IN_CONTACT_MM, deepest
    )


def line(rng: np.random.Generator, slope: float, rms_mm: float, scale_mm: float = 25) -> Curve:
    """Draw a nearly straight curve through zero: a slope of either sign plus a wave."""
    tilt, wave = between(rng, -slope, slope), smooth_curve(rng, rms_mm, scale_mm)
    return partial(tilted, tilt, wave)


def tilted(tilt: float, wave: Curve, x: np.ndarray) -> np.ndarray:
    """A wave on a slope."""
    return tilt * x + wave(x)


def fibre_angle(rng: np.random.Generator) -> float:
    """Draw the angle of muscle fibres to the skin, in radians, either way."""
    return float(rng.choice([-1, 1])) * between(rng, 0.05, 0.45)


def paint_cover(tissues: TissueMap, cover: Cover, x: np.ndarray, z: np.ndarray) -> None:
    """Paint fat, skin and what lies above the skin over whatever is there."""
    tissues.labels[z < cover.fat(x)] = FAT
    tissues.labels[z < cover.skin(x)] = SKIN
    tissues.labels[z < cover.surface(x)] = BACKGROUND


def paint_muscle_under_fascia(
    tissues: TissueMap, cover: Cover, x: np.ndarray, z: np.ndarray, angle_rad: float
) -> None:
    """Turn the fibres of all muscle, and part it from the subcutaneous fat by the deep fascia."""
    paint(tissues, tissues.labels == MUSCLE, MUSCLE, angle_rad)
    across_mm = distance_mm(x, z, cover.fat(x)) - cover.fascia_mm / 2
    paint_sheet(tissues, across_mm, x, cover.fascia_mm)
