"""Muscles: seen along their fibres between aponeuroses, and cut across with septa and bone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from usseg.phantom.anatomy import (
    BONE,
    MUSCLE,
    Anatomy,
    TissueMap,
    cast_shadow,
    distance_mm,
    new_map,
    paint,
    paint_sheet,
)
from usseg.phantom.cover import Cover, draw_cover, paint_cover
from usseg.phantom.lengths import View, between, sheet_mm
from usseg.phantom.noise import Curve, smooth_curve
from usseg.phantom.vessels import Vessel, draw_vessels, paint_vessels

FAT_SHARE = (0.012, 0.42)  # of the imaged depth
SHEET_MM = (0.5, 2.0)
MAX_PENNATION_DEG = 30.0
LEAST_GAP_MM = 0.8  # between two aponeuroses
ALONG = 0.3  # share of the vessels that run in the plane, as muscle fibres do


@dataclass(frozen=True)
class Sheet:
    """A sheet of fascia: the depth of its upper side in mm by x, and its thickness in mm."""

    depth: Curve
    thickness: float


def fat_range_mm(view: View) -> tuple[float, float]:
    """Range of the fat over muscle: thin in the lean, nearly half of a shallow frame in others."""
    return FAT_SHARE[0] * view.depth_mm, FAT_SHARE[1] * view.depth_mm


def draw_sheets(rng: np.random.Generator, top: Curve, view: View) -> list[Sheet]:
    """Draw aponeuroses from the deep border of the fat downwards."""
    sheets = [Sheet(top, sheet_mm(rng, view.depth_mm, SHEET_MM))]
    for _ in range(rng.choice(5, p=[0.1, 0.36, 0.28, 0.17, 0.09])):
        gap = between(rng, 5, 26) * min(1.0, view.depth_mm / 45)
        slope, wave = between(rng, -0.25, 0.25), smooth_curve(rng, between(rng, 0.1, 1.0), 25)
        depth = partial(lower_border, sheets[-1].depth, gap, slope, wave)
        sheets.append(Sheet(depth, sheet_mm(rng, view.depth_mm, SHEET_MM)))
    return sheets


def lower_border(above: Curve, gap: float, slope: float, wave: Curve, x: np.ndarray) -> np.ndarray:
    """Depth of the lower border of a muscle whose upper border is `above`."""
    return above(x) + np.maximum(gap + slope * x + wave(x), LEAST_GAP_MM)


def paint_sheets(tissues: TissueMap, sheets: Sequence[Sheet], x: np.ndarray, z: np.ndarray) -> None:
    """Paint each sheet of fascia under the line that is its upper side."""
    for sheet in sheets:
        across_mm = distance_mm(x, z, sheet.depth(x)) - sheet.thickness / 2
        paint_sheet(tissues, across_mm, x, sheet.thickness)


@dataclass(frozen=True)
class MusclesAlong:
    """Pennate muscles between aponeuroses; one fibre angle below each sheet."""

    cover: Cover
    sheets: Sequence[Sheet]
    angles_rad: np.ndarray
    bone: Curve | None
    vessels: Sequence[Vessel]
    seed: int


def limb_longitudinal(rng: np.random.Generator, view: View, standoff: float = 0.25) -> Anatomy:
    """Pennate muscles between aponeuroses, under skin and fat; sometimes bone beneath."""
    cover = draw_cover(rng, view, fat_range_mm(view), standoff)
    sheets = draw_sheets(rng, cover.fat, view)
    side = rng.choice([-1.0, 1.0])
    angles_rad = np.deg2rad(side * rng.uniform(0, MAX_PENNATION_DEG, len(sheets)))
    angles_rad[1:] *= rng.choice([1.0, -1.0, 0.3], len(sheets) - 1)
    bone = draw_flat_bone(rng, view) if rng.random() < 0.3 else None
    vessels = draw_vessels(rng, view, along=ALONG)
    seed = int(rng.integers(2**31))
    return partial(paint_along, MusclesAlong(cover, sheets, angles_rad, bone, vessels, seed))


def paint_along(muscles: MusclesAlong, x: np.ndarray, z: np.ndarray) -> TissueMap:
    """Paint each compartment with its fibre angle, then cover, sheets and bone."""
    tissues = new_map(x, z, muscles.seed, in_plane=True)
    depths = [sheet.depth(x) for sheet in muscles.sheets]
    for unit, (depth, angle) in enumerate(zip(depths, muscles.angles_rad, strict=True), start=1):
        below = z > depth
        if unit < len(depths):
            below = below & (z <= depths[unit])
        paint(tissues, below, MUSCLE, angle, unit)
    paint_cover(tissues, muscles.cover, x, z)
    paint_sheets(tissues, muscles.sheets, x, z)
    if muscles.bone is not None:
        tissues.labels[(z > muscles.bone(x)) & (z > depths[0] + 2)] = BONE
    paint_vessels(tissues, muscles.vessels, x, z)
    cast_shadow(tissues)
    return tissues


def draw_flat_bone(rng: np.random.Generator, view: View) -> Curve:
    """Draw a bone surface seen along the shaft: nearly flat, in the deeper half."""
    depth = between(rng, 0.45, 0.95) * view.depth_mm
    slope, wave = between(rng, -0.2, 0.2), smooth_curve(rng, between(rng, 0.1, 1.0), 25)
    return lambda x: depth + slope * x + wave(x)
