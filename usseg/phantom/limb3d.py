"""A limb in three dimensions: skin, fat, muscles, fascia, a tendon and bones along an axis.

World coordinates are mm: x to the left, y to the back, z along the limb. Cross-sections change
smoothly with z, so that a few of them tell the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MUSCLE_OVER_BONE_MM = 2.0  # bone never reaches the fat
LEAST_FAT_MM = 1.0


@dataclass(frozen=True)
class Wave:
    """One bump of the skin around the limb: lobes per turn, height in mm, phase, turn per mm."""

    lobes: int
    height_mm: float
    phase_rad: float
    twist_rad_mm: float


@dataclass(frozen=True)
class Rod:
    """An elliptic rod along the limb: a bone or a tendon.

    Attributes:
        centre_mm: (x, y) at the middle of the limb.
        drift: Change of (x, y) per mm of z.
        half_mm: Half axes along x and y at the middle.
        swell: Relative change of the half axes from the middle to either end.
        ends: z in mm between which it fades in, from nothing to its full size; None: all along.
    """

    centre_mm: tuple[float, float]
    drift: tuple[float, float]
    half_mm: tuple[float, float]
    swell: float
    ends: tuple[float, float] | None = None


@dataclass(frozen=True)
class Limb3d:
    """A drawn limb.

    Attributes:
        length_mm: z runs from 0 to it.
        radius_mm: Mean radius of the skin's surface at the middle.
        taper: Relative change of the radius from one end to the other.
        waves: Bumps of the surface.
        skin_mm, fat_mm, fascia_mm: Thickness of the layers; the fat's is a mean around the limb.
        fat_wave: How the fat's thickness changes around the limb; its height is relative.
        septa: (angle, twist per mm, bend) in radians of the walls between muscles.
        septum_mm: Their thickness.
        tendon: The tendon.
        sheath_mm: Thickness of the fascia around it, which fades in with it.
        bones: One or two.
        seed: Of the texture.
    """

    length_mm: float
    radius_mm: float
    taper: float
    waves: Sequence[Wave]
    skin_mm: float
    fat_mm: float
    fascia_mm: float
    fat_wave: Wave
    septa: Sequence[tuple[float, float, float]]
    septum_mm: float
    tendon: Rod
    sheath_mm: float
    bones: Sequence[Rod]
    seed: int


def outermost_mm(limb: Limb3d) -> float:
    """Distance in mm from the limb's axis that no point of its skin exceeds."""
    bumps = sum(abs(wave.height_mm) for wave in limb.waves)
    return limb.radius_mm * (1 + abs(limb.taper) / 2) + bumps


def wave_at(wave: Wave, turn: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Height of a wave at angles around the limb (radians) and places along it (mm)."""
    return wave.height_mm * np.cos(wave.lobes * turn + wave.phase_rad + wave.twist_rad_mm * z)


def depth_below_skin(limb: Limb3d, turn: np.ndarray, r: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Depth in mm below the skin's surface, measured towards the axis; negative in the water."""
    surface = limb.radius_mm * (1 + limb.taper * (z / limb.length_mm - 0.5))
    for wave in limb.waves:
        surface = surface + wave_at(wave, turn, z)
    return surface - r


def rod_level(rod: Rod, limb: Limb3d, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Relative radius inside a rod: below 1 inside, 1 on its surface."""
    from_middle = z - limb.length_mm / 2
    size = 1 + rod.swell * (2 * from_middle / limb.length_mm) ** 2
    if rod.ends is not None:
        start, end = rod.ends
        grown = np.clip((z - start) / (end - start), 1e-3, 1)
        size = size * grown * grown * (3 - 2 * grown)
    dx = x - rod.centre_mm[0] - rod.drift[0] * from_middle
    dy = y - rod.centre_mm[1] - rod.drift[1] * from_middle
    return np.hypot(dx / rod.half_mm[0], dy / rod.half_mm[1]) / size
