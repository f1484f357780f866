"""Muscles: seen along their fibres between aponeuroses, and cut across with septa and bone."""

import numpy as np

from usseg.phantom.anatomy import (
    BONE,
    FASCIA,
    MUSCLE,
    Anatomy,
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

FAT_MM = (0.8, 18.0)
MAX_PENNATION_DEG = 30.0


def draw_sheets(rng: np.random.Generator, top: Curve, view: View) -> list[tuple[Curve, float]]:
    """Draw aponeuroses from the deep border of the fat downwards: (depth curve, thickness in mm)."""
    sheets = [(top, between(rng, 0.35, 1.5))]
    for _ in range(rng.choice([0, 1, 2, 3], p=[0.12, 0.48, 0.28, 0.12])):
        gap = between(rng, 5, 26) * min(1.0, view.depth_mm / 45)
        slope, wave = between(rng, -0.25, 0.25), smooth_curve(rng, between(rng, 0.1, 1.0), 25)
        above = sheets[-1][0]

        def depth(
            x: np.ndarray, above: Curve = above, gap: float = gap, slope: float = slope,
            wave: Curve = wave,
        ) -> np.ndarray:  # fmt: skip
            return above(x) + np.maximum(gap + slope * x + wave(x), 0.8)

        sheets.append((depth, between(rng, 0.3, 1.6)))
    return sheets


def paint_sheet(
    tissues: TissueMap, distance_mm: np.ndarray, thickness_mm: float, tissue: int = MUSCLE
) -> None:
    """Paint fascia where the distance to a sheet is under half its thickness, inside one tissue."""
    near = np.abs(distance_mm) < thickness_mm / 2
    tissues.labels[near & (tissues.labels == tissue)] = FASCIA


def limb_longitudinal(rng: np.random.Generator, view: View, standoff: float = 0.25) -> Anatomy:
    """Pennate muscles between aponeuroses, under skin and fat; sometimes bone beneath."""
    cover = draw_cover(rng, view, FAT_MM, standoff)
    sheets = draw_sheets(rng, cover.fat, view)
    side = rng.choice([-1.0, 1.0])
    angles = np.deg2rad(side * rng.uniform(0, MAX_PENNATION_DEG, len(sheets)))
    angles[1:] *= rng.choice([1.0, -1.0, 0.3], len(sheets) - 1)
    bone = draw_flat_bone(rng, view) if rng.random() < 0.3 else None
    seed = int(rng.integers(2**31))

    def anatomy(x: np.ndarray, z: np.ndarray) -> TissueMap:
        tissues = new_map(x, z, seed, in_plane=True)
        depths = [depth(x) for depth, _ in sheets]
        for unit, (depth_mm, angle) in enumerate(zip(depths, angles, strict=True), start=1):
            below = z > depth_mm
            if unit < len(depths):
                below = below & (z <= depths[unit])
            paint(tissues, below, MUSCLE, angle, unit)
        paint_cover(tissues, cover, x, z)
        for depth_mm, (_, thickness) in zip(depths, sheets, strict=True):
            paint_sheet(tissues, z - depth_mm - thickness / 2, thickness)
        if bone is not None:
            tissues.labels[(z > bone(x)) & (z > depths[0] + 2)] = BONE
        cast_shadow(tissues)
        return tissues

    return anatomy


def draw_flat_bone(rng: np.random.Generator, view: View) -> Curve:
    """Draw a bone surface seen along the shaft: nearly flat, in the deeper half."""
    depth = between(rng, 0.45, 0.95) * view.depth_mm
    slope, wave = between(rng, -0.2, 0.2), smooth_curve(rng, between(rng, 0.1, 1.0), 25)
    return lambda x: depth + slope * x + wave(x)


def draw_round_bones(rng: np.random.Generator, view: View) -> list[tuple[float, ...]]:
    """Draw up to two bones cut across: (x, top, half width, half height) in mm."""
    count = rng.choice([0, 1, 2], p=[0.3, 0.5, 0.2])
    bones = []
    for _ in range(count):
        half = between(rng, 5, 16) * min(1.2, view.depth_mm / 45)
        centre = between(rng, -0.5, 0.5) * view.width_mm
        top = between(rng, 0.3, 0.85) * view.depth_mm
        bones.append((centre, top, half, half * between(rng, 0.7, 1.5)))
    return bones


def limb_transverse(rng: np.random.Generator, view: View, standoff: float = 0.25) -> Anatomy:
    """Muscles cut across: compartments, septa, an intramuscular aponeurosis, round bones."""
    cover = draw_cover(rng, view, FAT_MM, standoff)
    sheets = draw_sheets(rng, cover.fat, view)
    septa = [
        (between(rng, -0.5, 0.5) * view.width_mm, between(rng, -1.2, 1.2),
         smooth_curve(rng, between(rng, 0.3, 2.0), 15), between(rng, 0.3, 1.3))
        for _ in range(rng.integers(0, 4))
    ]  # fmt: skip
    bones = draw_round_bones(rng, view)
    seed = int(rng.integers(2**31))

    def anatomy(x: np.ndarray, z: np.ndarray) -> TissueMap:
        tissues = new_map(x, z, seed, in_plane=False)
        top = cover.fat(x)
        for depth, thickness in sheets:
            tissues.unit[z > depth(x)] += 1
            paint_sheet(tissues, z - depth(x) - thickness / 2, thickness)
        for where, slope, wave, thickness in septa:
            distance = (x - where - slope * (z - view.depth_mm / 3) - wave(z)) / np.hypot(1, slope)
            tissues.unit[distance > 0] += np.uint8(8)
            paint_sheet(tissues, distance, thickness)
        for centre, crown, half_width, half_height in bones:
            inside = ((x - centre) / half_width) ** 2 + ((z - crown) / half_height - 1) ** 2 < 1
            tissues.labels[inside & (z > top + 1)] = BONE
        paint_cover(tissues, cover, x, z)
        cast_shadow(tissues)
        return tissues

    return anatomy
