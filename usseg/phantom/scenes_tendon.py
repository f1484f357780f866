"""A tendon along its fibres."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from usseg.phantom.anatomy import (
    BONE,
    FASCIA,
    FAT,
    MUSCLE,
    TENDON,
    Anatomy,
    TissueMap,
    cast_shadow,
    distance_mm,
    lay_fibres,
    new_map,
)
from usseg.phantom.cover import (
    Cover,
    draw_cover,
    fibre_angle,
    line,
    paint_cover,
    paint_muscle_under_fascia,
)
from usseg.phantom.lengths import View, between, sheet_mm
from usseg.phantom.noise import Curve

FAT_MM = (0.4, 7.0)
SHEET_MM = (0.5, 1.2)  # fascia over a deep muscle
SHEATH_MM = (0.35, 0.9)


@dataclass(frozen=True)
class TendonAlong:
    """A tendon along its fibres: lengths in mm, lines as deviations in mm by x."""

    cover: Cover
    gap: float
    drift: Curve
    thickness: float
    taper: Curve
    sheath: float
    deep_sheet: float
    pad: float
    pad_line: Curve
    bones: tuple[Curve, ...]
    above: int
    angle_rad: float
    seed: int


def end_bone(rng: np.random.Generator, view: View, side: float) -> Curve:
    """Draw the bone a tendon ends on: depth below the tendon's lower border in mm, by x.

    Large where there is no bone; falls to about 0 at the insertion and stays there.
    """
    edge = between(rng, 0.05, 0.45) * view.width_mm
    steep, round_mm = between(rng, 0.5, 2.5), between(rng, 0.5, 3.0)
    return lambda x: np.hypot(np.maximum(edge - side * x, 0) * steep, round_mm) - round_mm


def tendon_longitudinal(rng: np.random.Generator, view: View) -> Anatomy:
    """A tendon along its fibres (Achilles, patellar): paratenon, fat pad, muscle, insertion."""
    cover = draw_cover(rng, view, FAT_MM, standoff=0.35)
    gap = (
        between(rng, 0.2, 2.5)
        if rng.random() < 0.75
        else between(rng, 3, 12) * min(1.0, view.depth_mm / 45)
    )
    drift = line(rng, 0.15, 0.4)
    thickness, taper = between(rng, 2.5, 8.0), line(rng, 0.05, 0.25)
    sheath = sheet_mm(rng, view.depth_mm, SHEATH_MM)
    deep_sheet = sheet_mm(rng, view.depth_mm, SHEET_MM)
    pad, pad_line = between(rng, 1, 14), line(rng, 0.4, 1.0)
    sides = [side for side in (-1.0, 1.0) if rng.random() < 0.4]
    bones = tuple(end_bone(rng, view, side) for side in sides)
    above = FAT if gap < 2.5 else MUSCLE
    angle_rad = fibre_angle(rng)
    seed = int(rng.integers(2**31))
    drawn = TendonAlong(
        cover, gap, drift, thickness, taper, sheath, deep_sheet, pad, pad_line, bones, above,
        angle_rad, seed,
    )  # fmt: skip
    return partial(paint_along, drawn)


def paint_along(tendon: TendonAlong, x: np.ndarray, z: np.ndarray) -> TissueMap:
    """Paint a tendon along its fibres, from the deepest layer up."""
    tissues = new_map(x, z, tendon.seed, in_plane=True)
    top = tendon.cover.fat(x) + np.maximum(tendon.gap + tendon.drift(x), 0.1)
    bottom = top + np.maximum(tendon.thickness + tendon.taper(x), 1.2)
    deep = bottom + np.maximum(tendon.pad + tendon.pad_line(x), 0.3)
    tissues.labels[z < deep] = FAT
    over_deep = (z > deep) & (z < deep + tendon.deep_sheet)
    tissues.labels[over_deep] = FASCIA
    lay_fibres(tissues, over_deep, distance_mm(x, z, deep), x)
    tissues.labels[z < top] = tendon.above
    paint_muscle_under_fascia(tissues, tendon.cover, x, z, tendon.angle_rad)
    sheathed = (z > top - tendon.sheath) & (z < bottom + tendon.sheath)
    tissues.labels[sheathed] = FASCIA
    tissues.labels[(z > top) & (z < bottom)] = TENDON
    lay_fibres(tissues, sheathed, distance_mm(x, z, (top + bottom) / 2), x)
    for bone in tendon.bones:
        tissues.labels[z > bottom + bone(x)] = BONE
    paint_cover(tissues, tendon.cover, x, z)
    cast_shadow(tissues)
    return tissues
