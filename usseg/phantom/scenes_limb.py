"""A limb cut across: compartments, septa, an intramuscular aponeurosis, round bones."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from usseg.phantom.anatomy import (
    BONE,
    Anatomy,
    TissueMap,
    View,
    between,
    cast_shadow,
    log_between,
    new_map,
    paint_sheet,
    thinnest_mm,
)
from usseg.phantom.cover import Cover, draw_cover, paint_cover
from usseg.phantom.noise import Curve, smooth_curve
from usseg.phantom.scenes_muscle import SEPTUM_UNIT, Sheet, draw_sheets, fat_range_mm, paint_sheets


@dataclass(frozen=True)
class Septum:
    """A wall between compartments: x in mm at a third of the depth, slope, wave, thickness."""

    x_mm: float
    slope: float
    wave: Curve
    thickness: float


@dataclass(frozen=True)
class Limb:
    """A limb cut across; each bone is (x, top, half width, half height) in mm."""

    cover: Cover
    sheets: Sequence[Sheet]
    septa: Sequence[Septum]
    bones: Sequence[tuple[float, float, float, float]]
    septum_mm: float
    seed: int


def draw_round_bones(
    rng: np.random.Generator, view: View
) -> list[tuple[float, float, float, float]]:
    """Draw up to two bones cut across."""
    count = rng.choice([0, 1, 2], p=[0.3, 0.5, 0.2])
    bones = []
    for _ in range(count):
        half = between(rng, 5, 16) * min(1.2, view.depth_mm / 45)
        centre = between(rng, -0.5, 0.5) * view.width_mm
        top = between(rng, 0.3, 0.85) * view.depth_mm
        bones.append((centre, top, half, half * between(rng, 0.7, 1.5)))
    return bones


def draw_septum(rng: np.random.Generator, view: View) -> Septum:
    """Draw one wall, steep to nearly upright."""
    where, slope = between(rng, -0.5, 0.5) * view.width_mm, between(rng, -0.8, 0.8)
    wave = smooth_curve(rng, between(rng, 0.3, 2.0), 15)
    return Septum(where, slope, wave, log_between(rng, thinnest_mm(view, 0.5), 1.8))


def limb_transverse(rng: np.random.Generator, view: View, standoff: float = 0.25) -> Anatomy:
    """Muscles cut across under skin and fat."""
    cover = draw_cover(rng, view, fat_range_mm(view), standoff)
    sheets = draw_sheets(rng, cover.fat, view)
    septa = [draw_septum(rng, view) for _ in range(rng.integers(0, 4))]
    bones = draw_round_bones(rng, view)
    seed = int(rng.integers(2**31))
    return partial(paint_limb, Limb(cover, sheets, septa, bones, view.depth_mm / 3, seed))


def paint_limb(limb: Limb, x: np.ndarray, z: np.ndarray) -> TissueMap:
    """Paint sheets and septa into the muscle, then bones and cover."""
    tissues = new_map(x, z, limb.seed, in_plane=False)
    top = limb.cover.fat(x)
    for sheet in limb.sheets:
        tissues.unit[z > sheet.depth(x)] += 1
    paint_sheets(tissues, limb.sheets, x, z)
    for septum in limb.septa:
        away = x - septum.x_mm - septum.slope * (z - limb.septum_mm) - septum.wave(z)
        distance = away / np.hypot(1, septum.slope)
        tissues.unit[distance > 0] += SEPTUM_UNIT
        paint_sheet(tissues, distance, z, septum.thickness)
    for centre, crown, half_width, half_height in limb.bones:
        inside = ((x - centre) / half_width) ** 2 + ((z - crown) / half_height - 1) ** 2 < 1
        tissues.labels[inside & (z > top + 1)] = BONE
    paint_cover(tissues, limb.cover, x, z)
    cast_shadow(tissues)
    return tissues
