"""Simulated limbs for the accuracy of volumes: three scans of each, and what is true of them."""

from dataclasses import dataclass

import numpy as np

from usseg.phantom.limb3d import Limb3d, rod_level
from usseg.phantom.limb3d_draw import draw_limb
from usseg.phantom.limb3d_paint import TISSUES, labels_at, true_volumes_ml
from usseg.phantom.scan3d import Scan3d, scan_limb
from usseg.phantom.scan3d_paths import draw_path
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED
from usseg.tissues import IGNORE
from usseg.volume.grid import Grid, transform
from usseg.volume.result import Volume
from usseg.volume.sweep import LINEAR, ROTATIONAL, Sweep

SOURCE = "simulation"
SUB_SLICES = 3  # planes of points per slice at which the truth is looked up
PROBE_STEP_MM = 0.05  # for the slope of a bone's level


@dataclass(frozen=True)
class LimbScan:
    """A limb, one scan of it, and that scan as a sweep."""

    limb: Limb3d
    scan: Scan3d
    sweep: Sweep


def limb_scan(number: int, kind: str, echoes: bool = True) -> LimbScan:
    """Simulate one scan of one limb; limbs are held out from training as seeds of phantoms are.

    Args:
        number: Which limb, from 0.
        kind: "linear", "freehand" or "rotational".
        echoes: False leaves the frames black, where only true masks are used.
    """
    seed = FIRST_HELD_OUT_SEED + number
    limb = draw_limb(np.random.default_rng([seed, 1]))
    path = draw_path(kind, limb, np.random.default_rng([seed, 2]))
    scan = scan_limb(limb, path, seed, echoes=echoes)
    return LimbScan(limb, scan, sweep_of(scan))


def sweep_of(scan: Scan3d) -> Sweep:
    """Return a simulated scan as a sweep."""
    grid = None
    if scan.path.kind == LINEAR:
        to_world = scan.poses[0].copy()
        to_world[:3, 0] = scan.poses[1, :3, 3] - scan.poses[0, :3, 3]
        slices, rows, cols = scan.pixels.shape
        grid = Grid((slices, rows, cols), to_world)
    kind = scan.path.kind
    return Sweep(scan.pixels, 255, scan.spacing_mm, SOURCE, scan.poses, kind, grid)


def true_ml(limb: Limb3d, volume: Volume) -> np.ndarray:
    """Return what a volume should hold, in mL by label, float64 (8,).

    A scan around a limb shows all of it. One from one side shows a part: of that, the truth is what
    the limb holds in the voxels that were seen when every mask was true.

    Args:
        limb: The limb.
        volume: The volume made of true masks.
    """
    if volume.kind == ROTATIONAL:
        return true_volumes_ml(limb, (0.0, limb.length_mm))
    total = np.zeros(TISSUES)
    for index, plane in enumerate(volume.labels):
        rows, cols = np.nonzero(plane != IGNORE)
        for part in range(SUB_SLICES):
            place = index + (part + 0.5) / SUB_SLICES - 0.5
            points = np.stack([np.full(rows.shape, place), rows, cols], axis=1)
            x, y, z = transform(volume.grid.to_world, points).astype(np.float32).T
            total += np.bincount(labels_at(limb, x, y, z)[0], minlength=TISSUES)
    return total * volume.grid.voxel_ml / SUB_SLICES


def bone_distance_mm(limb: Limb3d, points: np.ndarray) -> np.ndarray:
    """Distance of points from the nearest surface of a bone, to first order: |level - 1| / slope.

    Args:
        limb: The limb.
        points: World mm, shape (n, 3).
    """
    nearest = np.full(len(points), np.inf)
    for bone in limb.bones:
        level = rod_level(bone, limb, *points.T)
        slopes = [
            rod_level(bone, limb, *(points + step).T) - rod_level(bone, limb, *(points - step).T)
            for step in np.eye(3) * PROBE_STEP_MM
        ]
        slope = np.linalg.norm(slopes, axis=0) / (2 * PROBE_STEP_MM)
        nearest = np.minimum(nearest, np.abs(level - 1) / slope)
    return nearest
