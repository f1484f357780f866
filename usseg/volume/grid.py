"""Where the voxels of a volume lie in the world.

The world is that of DICOM, ITK and NRRD's "left-posterior-superior", in mm. Arrays of a volume have
the shape (slices, rows, cols), and so do spacings, directions and the columns of every matrix here.
"""

import math
from dataclasses import dataclass

import numpy as np

from usseg.errors import InputError

MOST_VOXELS = 16_000_000  # each holds one sum per tissue while frames vote: some 700 MB
MM3_PER_ML = 1000.0


@dataclass(frozen=True)
class Grid:
    """A regular grid of voxels.

    Attributes:
        shape: (slices, rows, cols).
        to_world: float (4, 4): from (slice, row, col, 1) of voxel centres to the world in mm.
    """

    shape: tuple[int, int, int]
    to_world: np.ndarray

    @property
    def spacing_mm(self) -> tuple[float, float, float]:
        """Distance of neighbouring voxels (slice, row, col) in mm."""
        slice_mm, row_mm, col_mm = np.linalg.norm(self.to_world[:3, :3], axis=0)
        return float(slice_mm), float(row_mm), float(col_mm)

    @property
    def origin_mm(self) -> tuple[float, float, float]:
        """World position of the centre of voxel (0, 0, 0)."""
        x, y, z = self.to_world[:3, 3]
        return float(x), float(y), float(z)

    @property
    def voxel_ml(self) -> float:
        """Volume of one voxel in mL."""
        return abs(float(np.linalg.det(self.to_world[:3, :3]))) / MM3_PER_ML


def grid_from_itk(
    size: tuple[int, int, int],
    spacing_mm: tuple[float, float, float],
    origin_mm: tuple[float, float, float],
    direction: np.ndarray,
) -> Grid:
    """Make the grid of an ITK image, whose axes run (col, row, slice).

    Args:
        size: Voxels along (col, row, slice).
        spacing_mm: The same order.
        origin_mm: World position of the first voxel's centre.
        direction: (3, 3), its columns the unit vectors of (col, row, slice).

    >>> grid = grid_from_itk((4, 3, 2), (0.1, 0.2, 5.0), (1.0, 2.0, 3.0), np.eye(3))
    >>> grid.shape, grid.spacing_mm, grid.origin_mm
    ((2, 3, 4), (5.0, 0.2, 0.1), (1.0, 2.0, 3.0))
    """
    to_world = np.eye(4)
    to_world[:3, :3] = (np.asarray(direction, dtype=float).reshape(3, 3) * spacing_mm)[:, ::-1]
    to_world[:3, 3] = origin_mm
    cols, rows, slices = size
    return Grid((int(slices), int(rows), int(cols)), to_world)


def stacked_grid(
    shape: tuple[int, int, int], spacing_mm: tuple[float, float], slice_mm: float
) -> Grid:
    """Make the grid of parallel slices at equal distance, the first one at the world's origin.

    Columns run to the left, rows, which run with depth, to the back, slices upwards.
    """
    row_mm, col_mm = spacing_mm
    sizes = (col_mm, row_mm, slice_mm)
    cols_first = (shape[2], shape[1], shape[0])
    return grid_from_itk(cols_first, sizes, (0.0, 0.0, 0.0), np.eye(3))


def transform(matrix: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Take points, shape (n, 3), through a (4, 4) matrix."""
    return points @ matrix[:3, :3].T + matrix[:3, 3]


def check_room(shape: tuple[int, int, int], spacing_mm: tuple[float, float, float]) -> None:
    """Refuse a grid that would not fit into memory, and say which voxel would.

    Raises:
        InputError: It has more than `MOST_VOXELS`.
    """
    voxels = math.prod(shape)
    if voxels > MOST_VOXELS:
        larger = (voxels / MOST_VOXELS) ** (1 / 3) * max(spacing_mm)
        raise InputError(
            f"The volume would have {' x '.join(map(str, shape))} voxels; at most "
            f"{MOST_VOXELS // 10**6} million fit into memory. Choose voxels of {larger:.2g} mm or "
            "more, or check that the poses are in mm."
        )
