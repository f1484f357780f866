"""A limb cut across: muscles in compartments between sheets and septa, vessels, round bones."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from usseg.phantom.anatomy import BONE, Anatomy, TissueMap, cast_shadow, new_map, paint_sheet
from usseg.phantom.cover import Cover, draw_cover, paint_cover
from usseg.phantom.lengths import View, between, sheet_mm
from usseg.phantom.noise import Curve, smooth_curve
from usseg.phantom.scenes_muscle import Sheet, draw_sheets, fat_range_mm, paint_sheets
from usseg.phantom.vessels import Vessel, draw_vessels, paint_vessels

SEPTUM_UNIT = np.uint8(8)  # compartments beside a septum differ from those above it
SEPTUM_MM = (0.5, 1.8)
SEPTA = 3  # at most, in the muscles between two sheets
BEAM_SHARE = 0.7  # of the beam's width: as thick as a thin upright wall looks
STEEP_SLOPE = 0.5  # mm sideways per mm of depth: walls are steep, or they would be sheets


@dataclass(frozen=True)
class Septum:
    """A wall between the muscles of one layer: x in mm at the layer's top, slope, wave, thickness."""

    layer: int
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
    vessels: Sequence[Vessel]
    seed: int


def draw_round_bones(
    rng: np.random.Generator, view: View
) -> list[tuple[float, float, float, float]]:
    """Draw up to two bones cut across."""
    count = rng.choice([0, 1, 2], p=[0.35, 0.47, 0.18])
    bones = []
    for _ in range(count):
        half = between(rng, 5, 16) * min(1.2, view.depth_mm / 45)
        centre = between(rng, -0.5, 0.5) * view.width_mm
        top = between(rng, 0.3, 0.85) * view.depth_mm
        bones.append((centre, top, half, half * between(rng, 0.7, 1.5)))
    return bones


def draw_septa(rng: np.random.Generator, view: View, layers: int) -> list[Septum]:
    """Draw the walls that part the muscles of every layer, from left to right.

    A wall ends at the sheets above and below it, as septa do; only an open grid has crossings.
    """
    septa = []
    for layer in range(1, layers + 1):
        count = int(rng.choice(SEPTA + 1, p=[0.45, 0.3, 0.17, 0.08]))
        for x_mm in np.sort(rng.uniform(-0.5, 0.5, count)) * view.width_mm:
            slope = between(rng, -STEEP_SLOPE, STEEP_SLOPE)
            wave = smooth_curve(rng, between(rng, 0.2, 1.5), 15)
            thickness = sheet_mm(rng, view.width_mm, SEPTUM_MM, BEAM_SHARE * view.beam_mm)
            septa.append(Septum(layer, float(x_mm), slope, wave, thickness))
    return septa


def limb_transverse(rng: np.random.Generator, view: View, standoff: float = 0.25) -> Anatomy:
    """Muscles cut across under skin and fat."""
    cover = draw_cover(rng, view, fat_range_mm(view), standoff)
    sheets = draw_sheets(rng, cover.fat, view)
    septa = draw_septa(rng, view, len(sheets))
    bones, vessels = draw_round_bones(rng, view), draw_vessels(rng, view)
    seed = int(rng.integers(2**31))
    return partial(paint_limb, Limb(cover, sheets, septa, bones, vessels, seed))


def paint_limb(limb: Limb, x: np.ndarray, z: np.ndarray) -> TissueMap:
    """Paint sheets and septa into the muscle, then bones, vessels and cover."""
    tissues = new_map(x, z, limb.seed, in_plane=False)
    top = limb.cover.fat(x)
    for sheet in limb.sheets:
        tissues.unit[z > sheet.depth(x)] += 1
    paint_sheets(tissues, limb.sheets, x, z)
    paint_septa(tissues, limb, x, z)
    for centre, crown, half_width, half_height in limb.bones:
        inside = ((x - centre) / half_width) ** 2 + ((z - crown) / half_height - 1) ** 2 < 1
        tissues.labels[inside & (z > top + 1)] = BONE
    paint_vessels(tissues, limb.vessels, x, z)
    paint_cover(tissues, limb.cover, x, z)
    cast_shadow(tissues)
    return tissues


def paint_septa(tissues: TissueMap, limb: Limb, x: np.ndarray, z: np.ndarray) -> None:
    """Paint every wall into its own layer; where two meet they go on as one."""
    layer_of = tissues.unit.copy()
    left = np.full(np.broadcast_shapes(x.shape, z.shape), -np.inf, dtype=np.float32)
    for septum in limb.septa:
        here = layer_of == septum.layer
        below_mm = z - limb.sheets[septum.layer - 1].depth(np.array(septum.x_mm, np.float32))
        place = septum.x_mm + septum.slope * below_mm + septum.wave(z)
        # The next wall of the same layer keeps to the right of this one.
        place = np.where(here, np.maximum(place, left), left)
        distance = np.where(here, (x - place) / np.hypot(1, septum.slope), np.inf)
        tissues.unit[here & (distance > 0)] += SEPTUM_UNIT
        paint_sheet(tissues, distance, z, septum.thickness)
        left = np.where(here, place, left)
