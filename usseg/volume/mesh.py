"""Surfaces of tissues: triangles by marching cubes, in world mm."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from usseg.tissues import tissues_of
from usseg.volume.grid import transform
from usseg.volume.result import Volume

SMOOTH_VOXELS = 0.7  # standard deviation of the blur that takes the steps off a label map
MOST_VOXELS = 4_000_000  # of a mesh; finer volumes are thinned out, so that a browser can show them
FEWEST_VOXELS = 8  # less of a tissue has no surface worth a mesh
PAD = 2  # voxels around a tissue, so that its surface closes at the volume's edge


@dataclass(frozen=True)
class Mesh:
    """The surface of one tissue.

    Attributes:
        name: The tissue.
        colour: (red, green, blue), 0 to 255.
        points: World mm, float32, shape (points, 3).
        faces: Indices of three points each, int32, shape (faces, 3), anticlockwise seen from outside.
    """

    name: str
    colour: tuple[int, int, int]
    points: np.ndarray
    faces: np.ndarray


def meshes_of(volume: Volume) -> list[Mesh]:
    """Return the surface of every tissue of a volume that is there; of bone, that of its cortex."""
    found = []
    for tissue in tissues_of(volume.model)[1:]:
        inside = volume.labels == tissue.label
        if np.count_nonzero(inside) >= FEWEST_VOXELS:
            surface = surface_of(inside, volume.grid.to_world)
            if surface is not None:
                found.append(Mesh(tissue.name, tissue.colour, *surface))
    return found


def surface_of(inside: np.ndarray, to_world: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Return points and faces of a surface, as in `Mesh`; None where blurring leaves nothing.

    Args:
        inside: bool, shape (slices, rows, cols).
        to_world: (4, 4), from voxels to the world.
    """
    from skimage.measure import marching_cubes

    box = ndimage.find_objects(inside.view(np.uint8))[0]
    step = int(np.ceil((inside[box].size / MOST_VOXELS) ** (1 / 3)))
    solid = np.pad(inside[box][::step, ::step, ::step].astype(np.float32), PAD)
    smooth = ndimage.gaussian_filter(solid, SMOOTH_VOXELS)
    if (
        smooth.max() <= 0.5
    ):  # a sheet thinner than the blur: its own steps are better than no surface
        smooth = solid
    points, faces, _, _ = marching_cubes(smooth, 0.5)
    corner = np.array([span.start for span in box], dtype=float)
    placed = transform(to_world, (points - PAD) * step + corner)
    if (
        np.linalg.det(to_world[:3, :3]) > 0
    ):  # scikit-image's faces look outwards in a left-handed frame
        faces = faces[:, ::-1]
    return placed.astype(np.float32), np.ascontiguousarray(faces, dtype=np.int32)
