"""Tendons along and across, and a ligament between two bones."""

import numpy as np

from usseg.phantom.anatomy import (
    BACKGROUND,
    BONE,
    FASCIA,
    FAT,
    LIGAMENT,
    MUSCLE,
    TENDON,
    Anatomy,
    Cover,
    TissueMap,
    View,
    between,
    cast_shadow,
    draw_cover,
    new_map,
    paint,
    paint_cover,
)
from usseg.phantom.noise import Curve, smooth_curve

TENDON_FAT_MM = (0.4, 7.0)
DEEP_FASCIA_MM = 0.6


def line(rng: np.random.Generator, slope: float, rms_mm: float, scale_mm: float = 25) -> Curve:
    """Draw a nearly straight curve through zero: a slope of either sign plus a wave."""
    tilt, wave = between(rng, -slope, slope), smooth_curve(rng, rms_mm, scale_mm)
    return lambda x: tilt * x + wave(x)


def fibre_angle(rng: np.random.Generator) -> float:
    """Draw the angle of muscle fibres to the skin, in radians, either way."""
    return float(rng.choice([-1, 1])) * between(rng, 0.05, 0.45)


def paint_muscle_under_fascia(
    tissues: TissueMap, cover: Cover, x: np.ndarray, z: np.ndarray, angle_rad: float
) -> None:
    """Turn the fibres of all muscle, and part it from the subcutaneous fat by the deep fascia."""
    paint(tissues, tissues.labels == MUSCLE, MUSCLE, angle_rad)
    near = np.abs(z - cover.fat(x) - DEEP_FASCIA_MM / 2) < DEEP_FASCIA_MM / 2
    tissues.labels[near & (tissues.labels == MUSCLE)] = FASCIA


def end_bone(rng: np.random.Generator, view: View, side: float) -> Curve:
    """Draw the bone a tendon ends on: depth above the tendon's lower border, by x.

    Large where there is no bone; falls to about 0 at the insertion and stays there.
    """
    edge = between(rng, 0.05, 0.45) * view.width_mm
    steep, round_mm = between(rng, 0.5, 2.5), between(rng, 0.5, 3.0)
    return lambda x: np.hypot(np.maximum(edge - side * x, 0) * steep, round_mm) - round_mm


def tendon_longitudinal(rng: np.random.Generator, view: View) -> Anatomy:
    """A tendon along its fibres (Achilles, patellar): paratenon, fat pad, muscle, insertion."""
    cover = draw_cover(rng, view, TENDON_FAT_MM, standoff=0.35)
    gap, drift = (
        between(rng, 0.2, 2.5) if rng.random() < 0.75 else between(rng, 3, 12),
        line(rng, 0.15, 0.4),
    )
    thick, taper = between(rng, 2.5, 8.0), line(rng, 0.05, 0.25)
    sheath = between(rng, 0.25, 0.7)
    pad, pad_line = between(rng, 1, 14), line(rng, 0.4, 1.0)
    sides = [s for s in (-1.0, 1.0) if rng.random() < 0.4]
    bones = [end_bone(rng, view, side) for side in sides]
    above, angle = FAT if gap < 2.5 else MUSCLE, fibre_angle(rng)
    seed = int(rng.integers(2**31))

    def anatomy(x: np.ndarray, z: np.ndarray) -> TissueMap:
        tissues = new_map(x, z, seed, in_plane=True)
        top = cover.fat(x) + np.maximum(gap + drift(x), 0.1)
        bottom = top + np.maximum(thick + taper(x), 1.2)
        deep = bottom + np.maximum(pad + pad_line(x), 0.3)
        tissues.labels[z < deep] = FAT
        tissues.labels[(z > deep) & (z < deep + 0.7)] = FASCIA
        tissues.labels[z < top] = above
        paint_muscle_under_fascia(tissues, cover, x, z, angle)
        sheathed = (z > top - sheath) & (z < bottom + sheath)
        tissues.labels[sheathed] = FASCIA
        inside = (z > top) & (z < bottom)
        tissues.labels[inside] = TENDON
        tissues.across_mm[inside] = (z - (top + bottom) / 2)[inside]
        for bone in bones:
            tissues.labels[z > bottom + bone(x)] = BONE
        paint_cover(tissues, cover, x, z)
        cast_shadow(tissues)
        return tissues

    return anatomy


def tendon_transverse(rng: np.random.Generator, view: View) -> Anatomy:
    """Tendons cut across: ovals in their sheaths, between fat, muscle and sometimes bone."""
    cover = draw_cover(rng, view, TENDON_FAT_MM, standoff=0.35)
    ovals = []
    for _ in range(rng.choice([1, 2, 3], p=[0.6, 0.25, 0.15])):
        half = between(rng, 2.0, 9.0)
        ovals.append((between(rng, -0.4, 0.4) * view.width_mm, between(rng, 0.1, 6), half,
                      half * between(rng, 0.3, 0.8), between(rng, -0.4, 0.4)))  # fmt: skip
    bed, bed_line = between(rng, 2, 14), line(rng, 0.3, 1.0)
    floor = between(rng, 0.35, 1.3) * view.depth_mm
    floor_line = line(rng, 0.3, 1.2, 15)
    sheath = between(rng, 0.2, 0.7)
    bed_tissue, angle = FAT if rng.random() < 0.7 else MUSCLE, fibre_angle(rng)
    seed = int(rng.integers(2**31))

    def anatomy(x: np.ndarray, z: np.ndarray) -> TissueMap:
        tissues = new_map(x, z, seed, in_plane=False)
        top = cover.fat(x)
        deep = top + np.maximum(bed + bed_line(x), 0.5)
        tissues.labels[z < deep] = bed_tissue
        tissues.labels[(z > deep) & (z < deep + 0.7)] = FASCIA
        paint_muscle_under_fascia(tissues, cover, x, z, angle)
        for centre, offset, half_width, half_height, tilt in ovals:
            height = z - top.mean() - offset - half_height - tilt * (x - centre)
            reach = np.hypot((x - centre) / half_width, height / half_height)
            shell = (reach < 1 + sheath / half_height) & (z > top)
            tissues.labels[shell] = FASCIA
            tissues.labels[(reach < 1) & (z > top)] = TENDON
        tissues.labels[(z > floor + floor_line(x)) & (tissues.labels != TENDON)] = BONE
        paint_cover(tissues, cover, x, z)
        cast_shadow(tissues)
        return tissues

    return anatomy


def ligament(rng: np.random.Generator, view: View) -> Anatomy:
    """A ligament that bridges the joint gap between two bones, under skin and fat or muscle."""
    cover = draw_cover(rng, view, TENDON_FAT_MM, standoff=0.35)
    centre, gap = between(rng, -0.2, 0.2) * view.width_mm, between(rng, 1.5, 12)
    reach = gap / 2 + between(rng, 4, 0.45 * view.width_mm + 2)
    thick, lift = between(rng, 1.5, 5.5), between(rng, 0.1, 8)
    path, rounding = line(rng, 0.2, 0.4), between(rng, 1.0, 5.0)
    over = int(rng.choice([FAT, FAT, MUSCLE]))
    angle = fibre_angle(rng)
    joint = int(rng.choice([FAT, FAT, BACKGROUND]))
    capsule = between(rng, 0.2, 0.6)
    seed = int(rng.integers(2**31))

    def anatomy(x: np.ndarray, z: np.ndarray) -> TissueMap:
        tissues = new_map(x, z, seed, in_plane=True)
        away = np.abs(x - centre)
        base = cover.fat(x) + lift + thick + path(x)
        taper = np.sqrt(np.clip(1 - (away / reach) ** 4, 0, 1))
        top = base - thick * taper
        outward = away - gap / 2
        bone = base + rounding * np.exp(-np.maximum(outward, 0) / rounding)
        tissues.labels[:] = over
        paint_muscle_under_fascia(tissues, cover, x, z, angle)
        tissues.labels[z > base] = joint
        tissues.labels[(z > top - capsule) & (z < base)] = FASCIA
        inside = (z > top) & (z < np.where(outward > 0, bone, base + 0.3)) & (away < reach)
        tissues.labels[inside] = LIGAMENT
        tissues.across_mm[inside] = (z - (top + base) / 2)[inside]
        tissues.labels[(z > bone) & (outward > 0)] = BONE
        paint_cover(tissues, cover, x, z)
        cast_shadow(tissues)
        return tissues

    return anatomy
