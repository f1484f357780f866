"""A ligament that bridges the gap between two bones."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from usseg.phantom.anatomy import (
    BACKGROUND,
    BONE,
    FASCIA,
    FAT,
    LIGAMENT,
    MUSCLE,
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
from usseg.phantom.scenes_tendon import FAT_MM

CAPSULE_MM = (0.3, 0.9)


@dataclass(frozen=True)
class Joint:
    """Two bones, the gap between them and the ligament over it: lengths in mm."""

    cover: Cover
    centre: float
    gap: float
    reach: float
    thickness: float
    lift: float
    path: Curve
    rounding: float
    over: int
    angle_rad: float
    joint: int
    capsule: float
    seed: int


def ligament(rng: np.random.Generator, view: View) -> Anatomy:
    """A ligament that bridges the joint gap between two bones, under skin and fat or muscle."""
    cover = draw_cover(rng, view, FAT_MM, standoff=0.35)
    centre, gap = between(rng, -0.2, 0.2) * view.width_mm, between(rng, 1.5, 12)
    reach = gap / 2 + between(rng, 4, 0.45 * view.width_mm + 2)
    thickness, lift = between(rng, 1.5, 5.5), between(rng, 0.1, 0.2 * view.depth_mm)
    path, rounding = line(rng, 0.2, 0.4), between(rng, 1.0, 5.0)
    over = int(rng.choice([FAT, FAT, MUSCLE]))
    angle_rad = fibre_angle(rng)
    joint = int(rng.choice([FAT, FAT, BACKGROUND]))  # a fat pad, or fluid
    capsule = sheet_mm(rng, view.depth_mm, CAPSULE_MM)
    seed = int(rng.integers(2**31))
    drawn = Joint(
        cover, centre, gap, reach, thickness, lift, path, rounding, over, angle_rad, joint,
        capsule, seed,
    )  # fmt: skip
    return partial(paint_joint, drawn)


def paint_joint(drawn: Joint, x: np.ndarray, z: np.ndarray) -> TissueMap:
    """Paint what lies over the joint, its cavity, the capsule, the ligament and the bones."""
    tissues = new_map(x, z, drawn.seed, in_plane=True)
    away = np.abs(x - drawn.centre)
    base = drawn.cover.fat(x) + drawn.lift + drawn.thickness + drawn.path(x)
    top = base - drawn.thickness * np.sqrt(np.clip(1 - (away / drawn.reach) ** 4, 0, 1))
    outward = away - drawn.gap / 2
    bone = base + drawn.rounding * np.exp(-np.maximum(outward, 0) / drawn.rounding)
    tissues.labels[:] = drawn.over
    paint_muscle_under_fascia(tissues, drawn.cover, x, z, drawn.angle_rad)
    tissues.labels[z > base] = drawn.joint
    capsule = (z > top - drawn.capsule) & (z < base)
    tissues.labels[capsule] = FASCIA
    bottom = np.where(outward > 0, bone, base + 0.3)
    inside = (z > top) & (z < bottom) & (away < drawn.reach)
    tissues.labels[inside] = LIGAMENT
    lay_fibres(tissues, inside | capsule, distance_mm(x, z, (top + base) / 2), x)
    tissues.labels[(z > bone) & (outward > 0)] = BONE
    paint_cover(tissues, drawn.cover, x, z)
    cast_shadow(tissues)
    return tissues
