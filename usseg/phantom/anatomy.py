"""What every scene is made of: a map of tissues and fibres, and the layers that cover a limb."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from usseg.phantom.noise import Curve, field, smooth_curve
from usseg.tissues import label_of

BACKGROUND, SKIN, FAT, MUSCLE, FASCIA, TENDON, LIGAMENT, BONE = (
    label_of("multiclass", name)
    for name in ("background", "skin", "fat", "muscle", "fascia", "tendon", "ligament", "bone")
)


@dataclass(frozen=True)
class TissueMap:
    """Tissues and fibres at the samples of a grid; all arrays of one shape (depths, beams).

    Attributes:
        labels: Multiclass labels, uint8.
        unit: Compartment, uint8: muscles apart by fascia may differ in brightness.
        across_mm: Distance across the fibres, float32; its gradient has length about 1.
        along_mm: Distance along the fibres, float32.
        in_plane: Whether muscle fibres run in the image plane; else they cross it.
    """

    labels: np.ndarray
    unit: np.ndarray
    across_mm: np.ndarray
    along_mm: np.ndarray
    in_plane: bool


@dataclass(frozen=True)
class View:
    """The plane a scene is drawn into: depth and width in mm; x runs from -width/2 to width/2."""

    depth_mm: float
    width_mm: float


# x and z in mm, broadcastable to (depths, beams), to the map.
Anatomy = Callable[[np.ndarray, np.ndarray], TissueMap]


@dataclass(frozen=True)
class Cover:
    """Depth in mm of the top of the skin, the top of the fat and the bottom of the fat."""

    surface: Curve
    skin: Curve
    fat: Curve


def between(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw a number uniformly from [low, high]."""
    return float(rng.uniform(low, high))


def draw_cover(
    rng: np.random.Generator, view: View, fat_mm: tuple[float, float], standoff: float
) -> Cover:
    """Draw skin and fat over the whole width.

    Args:
        rng: Source of the drawing.
        view: The plane.
        fat_mm: Range of the fat's mean thickness; thin fat is as likely as thick (log-uniform).
        standoff: Probability that gel lifts the probe off a curved skin.
    """
    lifted = rng.random() < standoff
    gel = between(rng, 0.5, 8) * min(1.0, view.depth_mm / 40) if lifted else -0.5
    bend = between(rng, 0, 0.012) if lifted else 0.0
    apex, tilt = between(rng, -view.width_mm / 2, view.width_mm / 2), between(rng, -0.12, 0.12)
    wave = smooth_curve(rng, between(rng, 0.05, 0.5) if lifted else 0.05, 25)
    skin_mm, skin_wave = between(rng, 1.0, 2.6), smooth_curve(rng, 0.1, 12)
    mean_fat = float(np.exp(between(rng, *np.log(fat_mm))))
    slope = between(rng, -0.1, 0.1) * min(1.0, mean_fat / 8)
    fat_wave = smooth_curve(rng, between(rng, 0.03, 0.12) * mean_fat, 18)

    def surface(x: np.ndarray) -> np.ndarray:
        lift = gel + wave(x) + bend * (x - apex) ** 2 + (tilt * x if lifted else 0)
        return np.clip(lift, -0.5, 0.4 * view.depth_mm)

    def skin(x: np.ndarray) -> np.ndarray:
        return np.maximum(surface(x), 0) + skin_mm + skin_wave(x)

    def fat(x: np.ndarray) -> np.ndarray:
        return skin(x) + np.maximum(mean_fat + slope * x + fat_wave(x), 0.4)

    return Cover(surface, skin, fat)


def new_map(x: np.ndarray, z: np.ndarray, rng_seed: int, in_plane: bool) -> TissueMap:
    """Start a map: all muscle, fibres along x, gently waved."""
    shape = np.broadcast_shapes(x.shape, z.shape)
    rng = np.random.default_rng(rng_seed)
    warp = np.float32(0.35) * field(z / np.float32(22), x / np.float32(22), rng)
    return TissueMap(
        labels=np.full(shape, MUSCLE, dtype=np.uint8),
        unit=np.zeros(shape, dtype=np.uint8),
        across_mm=(z + warp).astype(np.float32),
        along_mm=np.broadcast_to(x, shape).astype(np.float32),
        in_plane=in_plane,
    )


def paint(
    tissues: TissueMap, where: np.ndarray, label: int, angle_rad: float | None = None, unit: int = 0
) -> None:
    """Set the label of a region and, if an angle is given, turn its fibres by that much.

    A fibre at a positive angle runs deeper towards larger x.
    """
    where = np.broadcast_to(where, tissues.labels.shape)
    tissues.labels[where] = label
    if unit:
        tissues.unit[where] = unit
    if angle_rad is not None:
        across, along = tissues.across_mm[where], tissues.along_mm[where]
        cosine, sine = np.float32(np.cos(angle_rad)), np.float32(np.sin(angle_rad))
        tissues.across_mm[where] = across * cosine - along * sine
        tissues.along_mm[where] = along * cosine + across * sine


def paint_cover(tissues: TissueMap, cover: Cover, x: np.ndarray, z: np.ndarray) -> None:
    """Paint fat, skin and what lies above the skin over whatever is there."""
    tissues.labels[z < cover.fat(x)] = FAT
    tissues.labels[z < cover.skin(x)] = SKIN
    tissues.labels[z < cover.surface(x)] = BACKGROUND


def cast_shadow(tissues: TissueMap) -> None:
    """Label everything under the first bone on each beam as bone: no echo returns from there."""
    hit = np.maximum.accumulate(tissues.labels == BONE, axis=0)
    tissues.labels[hit] = BONE
