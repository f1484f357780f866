"""The tissue at any point of a three-dimensional limb, its volumes, and a plane cut through it."""

from dataclasses import replace

import numpy as np

from usseg.phantom.anatomy import (
    BACKGROUND,
    BONE,
    FASCIA,
    FAT,
    MUSCLE,
    SKIN,
    TENDON,
    Anatomy,
    TissueMap,
    cast_shadow,
    lay_fibres,
    new_map,
)
from usseg.phantom.limb3d import (
    LEAST_FAT_MM,
    MUSCLE_OVER_BONE_MM,
    Limb3d,
    depth_below_skin,
    outermost_mm,
    rod_level,
    wave_at,
)
from usseg.phantom.weaves import Look

TISSUES = 8
MM3_PER_ML = 1000.0


def labels_at(
    limb: Limb3d, x: np.ndarray, y: np.ndarray, z: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what lies at points of the world.

    Args:
        limb: The limb.
        x, y, z: Coordinates in mm, of shapes that broadcast to one.

    Returns:
        labels: Multiclass labels, uint8. Bone is bone through and through: no shadow here.
        unit: Number of the muscle between two septa, uint8, same shape.
        below_mm: Depth below the skin, same shape.
    """
    x, y, z = np.broadcast_arrays(x, y, z)
    turn, r = np.arctan2(y, x), np.hypot(x, y)
    below = depth_below_skin(limb, turn, r, z)
    fat = limb.fat_mm * (1 + wave_at(limb.fat_wave, turn, z))
    under_fat = below - limb.skin_mm - np.maximum(fat, LEAST_FAT_MM)
    labels = np.full(x.shape, MUSCLE, dtype=np.uint8)
    unit = np.zeros(x.shape, dtype=np.uint8)
    for at, twist, bend in limb.septa:
        away = turn - at - twist * z - bend * r / limb.radius_mm
        away = (away + np.pi) % (2 * np.pi) - np.pi
        unit[away > 0] += 1
        labels[np.abs(away) * r < limb.septum_mm / 2] = FASCIA
    paint_tendon(labels, limb, rod_level(limb.tendon, limb, x, y, z))
    labels[under_fat < limb.fascia_mm] = FASCIA
    for bone in limb.bones:
        inside = rod_level(bone, limb, x, y, z) < 1
        labels[inside & (under_fat > MUSCLE_OVER_BONE_MM)] = BONE
    labels[under_fat < 0] = FAT
    labels[below < limb.skin_mm] = SKIN
    labels[below < 0] = BACKGROUND
    return labels, unit, below


def paint_tendon(labels: np.ndarray, limb: Limb3d, level: np.ndarray) -> None:
    """Paint the tendon in its sheath, by the relative radius inside it."""
    labels[level < 1 + limb.sheath_mm / np.mean(limb.tendon.half_mm)] = FASCIA
    labels[level < 1] = TENDON


def true_volumes_ml(
    limb: Limb3d, z_mm: tuple[float, float], step_mm: float = 0.25, slice_mm: float = 2.0
) -> np.ndarray:
    """Return the volume of every tissue between two places along the limb.

    Counted on a fine grid of points; halving its steps changes muscle and fat by less than 0.1 %.

    Args:
        limb: The limb.
        z_mm: From where to where.
        step_mm: Distance of the points across the limb.
        slice_mm: Largest distance of the points along it.

    Returns:
        mL by label, float64, shape (8,); of the background no volume: 0.
    """
    count = max(1, int(np.ceil((z_mm[1] - z_mm[0]) / slice_mm)))
    thick = (z_mm[1] - z_mm[0]) / count
    reach = step_mm * np.ceil(outermost_mm(limb) / step_mm)
    across = np.arange(-reach + step_mm / 2, reach, step_mm, dtype=np.float32)
    x, y = across[None, :], across[:, None]
    total = np.zeros(TISSUES)
    for index in range(count):
        z = np.array(z_mm[0] + (index + 0.5) * thick, dtype=np.float32)
        total += np.bincount(labels_at(limb, x, y, z)[0].ravel(), minlength=TISSUES)
    total[BACKGROUND] = 0
    return total * step_mm**2 * thick / MM3_PER_ML


def cut(limb: Limb3d, plane: np.ndarray, look: Look | None = None) -> Anatomy:
    """Return the anatomy of a plane through a limb, as a probe on it sees it: bone casts shadow.

    Args:
        limb: The limb.
        plane: (4, 4), takes (mm off the plane, depth in mm, mm along the probe, 1) to the world.
        look: How the limb's tissues echo; None draws it anew for every frame.
    """

    def anatomy(x: np.ndarray, z: np.ndarray) -> TissueMap:
        world = [plane[axis, 1] * z + plane[axis, 2] * x + plane[axis, 3] for axis in range(3)]
        at = [coordinate.astype(np.float32) for coordinate in world]
        labels, unit, below = labels_at(limb, *at)
        tissues = replace(new_map(x, z, limb.seed, in_plane=False), look=look)
        tissues.labels[...] = labels
        tissues.unit[...] = unit
        around = np.arctan2(at[1], at[0]) * np.hypot(at[0], at[1])
        layered = np.isin(labels, (SKIN, FAT, FASCIA))
        lay_fibres(tissues, layered, below, around)
        cast_shadow(tissues)
        return tissues

    return anatomy
