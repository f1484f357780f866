"""Tendons cut across."""

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
    View,
    between,
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
from usseg.phantom.noise import Curve
from usseg.phantom.scenes_tendon import FAT_MM, SHEET_MM

TIPPED = 0.15  # share of the frames whose probe is tipped so far that tendons darken


@dataclass(frozen=True)
class TendonsAcross:
    """Tendons cut across; each oval is (x, depth under the fat, half width, half height, tilt)."""

    cover: Cover
    ovals: tuple[tuple[float, ...], ...]
    bed: float
    bed_line: Curve
    floor: float
    floor_line: Curve
    sheath: float
    bed_tissue: int
    angle_rad: float
    tilt_rad: float
    seed: int


def draw_oval(rng: np.random.Generator, view: View) -> tuple[float, ...]:
    """Draw the section of one tendon."""
    half = between(rng, 2.0, 9.0)
    where, offset = between(rng, -0.4, 0.4) * view.width_mm, between(rng, 0.1, 6)
    return where, offset, half, half * between(rng, 0.3, 0.8), between(rng, -0.4, 0.4)


def draw_tilt(rng: np.random.Generator) -> float:
    """Draw how far the probe is tipped off the perpendicular, in radians: mostly little."""
    if rng.random() < TIPPED:
        return between(rng, 0.1, 0.35)
    return float(abs(rng.normal(0, 0.06)))


def tendon_transverse(rng: np.random.Generator, view: View) -> Anatomy:
    """Tendons cut across: ovals in their sheaths, between fat, muscle and sometimes bone."""
    cover = draw_cover(rng, view, FAT_MM, standoff=0.35)
    count = int(rng.choice([1, 2, 3], p=[0.6, 0.25, 0.15]))
    ovals = tuple(draw_oval(rng, view) for _ in range(count))
    bed, bed_line = between(rng, 2, 14), line(rng, 0.3, 1.0)
    floor = between(rng, 0.35, 1.3) * view.depth_mm
    floor_line = line(rng, 0.3, 1.2, 15)
    sheath = between(rng, 0.35, 0.8)
    bed_tissue = FAT if rng.random() < 0.7 else MUSCLE
    angle_rad, tilt_rad = fibre_angle(rng), draw_tilt(rng)
    seed = int(rng.integers(2**31))
    drawn = TendonsAcross(
        cover, ovals, bed, bed_line, floor, floor_line, sheath, bed_tissue, angle_rad, tilt_rad,
        seed,
    )  # fmt: skip
    return partial(paint_across, drawn)


def paint_across(tendons: TendonsAcross, x: np.ndarray, z: np.ndarray) -> TissueMap:
    """Paint the bed, then each tendon in its sheath, then bone and cover."""
    tissues = new_map(x, z, tendons.seed, in_plane=False, tilt_rad=tendons.tilt_rad)
    top = tendons.cover.fat(x)
    deep = top + np.maximum(tendons.bed + tendons.bed_line(x), 0.5)
    tissues.labels[z < deep] = tendons.bed_tissue
    over_deep = (z > deep) & (z < deep + SHEET_MM)
    tissues.labels[over_deep] = FASCIA
    lay_fibres(tissues, over_deep, distance_mm(x, z, deep), x)
    paint_muscle_under_fascia(tissues, tendons.cover, x, z, tendons.angle_rad)
    for centre, offset, half_width, half_height, tilt in tendons.ovals:
        height = z - top.mean() - offset - half_height - tilt * (x - centre)
        reach = np.hypot((x - centre) / half_width, height / half_height)
        shell = (reach < 1 + tendons.sheath / half_height) & (z > top)
        tissues.labels[shell] = FASCIA
        tissues.labels[(reach < 1) & (z > top)] = TENDON
    floor = tendons.floor + tendons.floor_line(x)
    tissues.labels[(z > floor) & (tissues.labels != TENDON)] = BONE
    paint_cover(tissues, tendons.cover, x, z)
    cast_shadow(tissues)
    return tissues
