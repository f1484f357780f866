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
from usseg.phantom.scenes_tendon import FAT_MM, SHEATH_MM, SHEET_MM

TIPPED = 0.15  # share of the frames whose probe is tipped so far that tendons darken
WIDEST = 0.22  # half a tendon's width, as a share of the view's
TRIES = 12  # places tried for a tendon among the others
GAP_MM = 0.3  # between the sheaths of two tendons
OVER_BONE_MM = 0.3


@dataclass(frozen=True)
class Oval:
    """One tendon cut across: its middle (x, depth under the fat), half axes in mm, and its tilt."""

    x_mm: float
    below_mm: float
    half_width: float
    half_height: float
    tilt: float


@dataclass(frozen=True)
class TendonsAcross:
    """Tendons cut across: lengths in mm, lines as deviations in mm by x."""

    cover: Cover
    ovals: tuple[Oval, ...]
    bed: float
    bed_line: Curve
    floor: float
    floor_line: Curve
    sheath: float
    deep_sheet: float
    bed_tissue: int
    angle_rad: float
    tilt_rad: float
    seed: int


def draw_ovals(rng: np.random.Generator, view: View, sheath_mm: float) -> tuple[Oval, ...]:
    """Draw one to three tendons beside each other: none lies in another."""
    count = int(rng.choice([1, 2, 3], p=[0.6, 0.25, 0.15]))
    ovals: list[Oval] = []
    for _ in range(TRIES):
        half = between(rng, 2.0, max(2.5, min(9.0, WIDEST * view.width_mm)))
        height = half * between(rng, 0.3, 0.8)
        x_mm, below_mm = between(rng, -0.4, 0.4) * view.width_mm, between(rng, 0.1, 6) + height
        oval = Oval(x_mm, below_mm, half, height, between(rng, -0.4, 0.4))
        if all(apart(oval, other, 2 * sheath_mm + GAP_MM) for other in ovals):
            ovals.append(oval)
        if len(ovals) == count:
            break
    return tuple(ovals)


def apart(one: Oval, other: Oval, gap_mm: float) -> bool:
    """Say whether the boxes of two ovals, tilt included, leave this gap between them."""
    tall = [oval.half_height + abs(oval.tilt) * oval.half_width for oval in (one, other)]
    beside = abs(one.x_mm - other.x_mm) > one.half_width + other.half_width + gap_mm
    return beside or abs(one.below_mm - other.below_mm) > sum(tall) + gap_mm


def draw_tilt(rng: np.random.Generator) -> float:
    """Draw how far the probe is tipped off the perpendicular, in radians: mostly little."""
    if rng.random() < TIPPED:
        return between(rng, 0.1, 0.35)
    return float(abs(rng.normal(0, 0.06)))


def tendon_transverse(rng: np.random.Generator, view: View) -> Anatomy:
    """Tendons cut across: ovals in their sheaths, between fat, muscle and sometimes bone."""
    cover = draw_cover(rng, view, FAT_MM, standoff=0.35)
    sheath = sheet_mm(rng, view.depth_mm, SHEATH_MM)
    ovals = draw_ovals(rng, view, sheath)
    bed, bed_line = between(rng, 2, 14), line(rng, 0.3, 1.0)
    floor = between(rng, 0.35, 1.3) * view.depth_mm
    floor_line = line(rng, 0.3, 1.2, 15)
    deep_sheet = sheet_mm(rng, view.depth_mm, SHEET_MM)
    bed_tissue = FAT if rng.random() < 0.7 else MUSCLE
    angle_rad, tilt_rad = fibre_angle(rng), draw_tilt(rng)
    seed = int(rng.integers(2**31))
    drawn = TendonsAcross(
        cover, ovals, bed, bed_line, floor, floor_line, sheath, deep_sheet, bed_tissue, angle_rad,
        tilt_rad, seed,
    )  # fmt: skip
    return partial(paint_across, drawn)


def paint_across(tendons: TendonsAcross, x: np.ndarray, z: np.ndarray) -> TissueMap:
    """Paint the bed, then each tendon in its sheath, then bone and cover."""
    tissues = new_map(x, z, tendons.seed, in_plane=False, tilt_rad=tendons.tilt_rad)
    top = tendons.cover.fat(x)
    deep = top + np.maximum(tendons.bed + tendons.bed_line(x), 0.5)
    tissues.labels[z < deep] = tendons.bed_tissue
    over_deep = (z > deep) & (z < deep + tendons.deep_sheet)
    tissues.labels[over_deep] = FASCIA
    lay_fibres(tissues, over_deep, distance_mm(x, z, deep), x)
    paint_muscle_under_fascia(tissues, tendons.cover, x, z, tendons.angle_rad)
    floor = tendons.floor + tendons.floor_line(x)
    for oval in tendons.ovals:
        middle = top.mean() + oval.below_mm + oval.tilt * (x - oval.x_mm)
        reach = np.hypot((x - oval.x_mm) / oval.half_width, (z - middle) / oval.half_height)
        shell = (reach < 1 + tendons.sheath / oval.half_height) & (z > top)
        tissues.labels[shell] = FASCIA
        tissues.labels[(reach < 1) & (z > top)] = TENDON
        under = middle + oval.half_height + tendons.sheath + OVER_BONE_MM
        beside = np.maximum(np.abs(x - oval.x_mm) - oval.half_width, 0)
        floor = np.maximum(floor, under - beside)  # a tendon rides on its bone, never inside it
    tissues.labels[z > floor] = BONE
    paint_cover(tissues, tendons.cover, x, z)
    cast_shadow(tissues)
    return tissues
