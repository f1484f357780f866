"""The votes of all frames on the tissue of every voxel, and how they are counted.

A voxel is known only if the frames nearest to it see it: where these have it in the shadow of bone, the
tissue that a neighbouring frame shows would else creep into the bone.
"""

from dataclasses import dataclass

import numpy as np

from usseg.tissues import IGNORE
from usseg.volume.grid import Grid
from usseg.volume.slices import LEVELS

SAME_PLANE_MM = 0.5  # frames whose distances differ by less are equally near
ROUNDING = 1.001
NEVER = np.float32(np.inf)


@dataclass(frozen=True)
class Votes:
    """Sums of the votes so far; the arrays are added to, frame by frame.

    Attributes:
        grid: The voxels.
        sums: float32, shape (voxels, tissues + 1): weighted probabilities, then grey.
        weight: float32, shape (voxels,).
        nearest_seen: Distance in mm of the nearest frame that sees a voxel, float32, (voxels,).
        nearest: The same of the nearest frame that has it in its field, shadow or not.
        bridge_mm: Largest distance of a frame that votes.
    """

    grid: Grid
    sums: np.ndarray
    weight: np.ndarray
    nearest_seen: np.ndarray
    nearest: np.ndarray
    bridge_mm: float


def start_votes(grid: Grid, tissues: int, bridge_mm: float) -> Votes:
    """Return votes of nobody."""
    voxels = int(np.prod(grid.shape))
    sums = np.zeros((voxels, tissues + 1), dtype=np.float32)
    far = np.full(voxels, NEVER)
    return Votes(grid, sums, np.zeros(voxels, np.float32), far, far.copy(), bridge_mm)


def count_votes(votes: Votes) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what the frames have decided.

    Returns:
        labels: uint8, shape of the grid; 255 where no frame near it sees the voxel.
        shadow: bool, same shape: voxels in the field of a frame near it, all of which lie in shadow.
        grey: uint8, same shape: mean grey level of the frames that see it.
    """
    shape = votes.grid.shape
    reached = votes.nearest <= votes.bridge_mm / 2 * ROUNDING
    seen = reached & (votes.nearest_seen <= votes.nearest + SAME_PLANE_MM)
    labels = votes.sums[:, :-1].argmax(axis=1).astype(np.uint8)
    labels[~seen] = IGNORE
    grey = votes.sums[:, -1] / np.maximum(votes.weight, np.finfo(np.float32).tiny)
    levels = np.rint(np.where(seen, grey, 0) * LEVELS).astype(np.uint8)
    return labels.reshape(shape), (reached & ~seen).reshape(shape), levels.reshape(shape)
