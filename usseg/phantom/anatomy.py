"""What every scene is made of: a map of tissues and fibres, and ways to paint it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from usseg.phantom.noise import field
from usseg.tissues import label_of

if TYPE_CHECKING:
    from usseg.phantom.weaves import Look

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
        tilt_rad: Angle by which the probe is tipped off the perpendicular of what crosses the plane.
        look: How the tissues echo, where several frames show the same ones; None: each frame draws it.
    """

    labels: np.ndarray
    unit: np.ndarray
    across_mm: np.ndarray
    along_mm: np.ndarray
    in_plane: bool
    tilt_rad: float = 0.0
    look: "Look | None" = None


STEEPEST = 3.0  # slope up to which a curve has a normal; at a blunt end it has none

# x and z in mm, broadcastable to (depths, beams), to the map.
Anatomy = Callable[[np.ndarray, np.ndarray], TissueMap]


def new_map(
    x: np.ndarray, z: np.ndarray, rng_seed: int, in_plane: bool, tilt_rad: float = 0.0
) -> TissueMap:
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
        tilt_rad=tilt_rad,
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


def distance_mm(x: np.ndarray, z: np.ndarray, depth: np.ndarray) -> np.ndarray:
    """Distance in mm of points from a curve, along its normal: positive where they lie deeper.

    Args:
        x: Place along the skin in mm, (1, beams) or (depths, beams), at least two beams.
        z: Depth in mm, broadcastable with x.
        depth: Depth of the curve at x, in mm.
    """
    slope = np.gradient(depth, axis=-1) / np.gradient(x, axis=-1)
    return (z - depth) / np.hypot(1, np.clip(slope, -STEEPEST, STEEPEST))


def lay_fibres(
    tissues: TissueMap, where: np.ndarray, across_mm: np.ndarray, along_mm: np.ndarray
) -> None:
    """Give the fibres of a region a course of their own, by its coordinates in mm."""
    shape = tissues.labels.shape
    tissues.across_mm[where] = np.broadcast_to(across_mm, shape)[where]
    tissues.along_mm[where] = np.broadcast_to(along_mm, shape)[where]


def paint_sheet(
    tissues: TissueMap, across_mm: np.ndarray, along_mm: np.ndarray, thickness_mm: float
) -> None:
    """Paint fascia into muscle within half its thickness of a sheet; its fibres run along it."""
    near = (np.abs(across_mm) < thickness_mm / 2) & (tissues.labels == MUSCLE)
    tissues.labels[near] = FASCIA
    lay_fibres(tissues, near, across_mm, along_mm)


def cast_shadow(tissues: TissueMap) -> None:
    """Label everything under the first bone on each beam as bone: no echo returns from there."""
    hit = np.maximum.accumulate(tissues.labels == BONE, axis=0)
    tissues.labels[hit] = BONE
