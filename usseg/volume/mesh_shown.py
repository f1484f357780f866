"""Meshes light enough for a page: neighbouring points of a fine surface become one."""

import numpy as np

from usseg.volume.mesh import Mesh

CELLS = 60  # along the longest side of all surfaces: some 30,000 faces a tissue


def shown_meshes(meshes: list[Mesh]) -> list[Mesh]:
    """Return meshes for a screen: files hold the fine ones, which take tens of megabytes."""
    if not meshes:
        return []
    points = np.concatenate([mesh.points for mesh in meshes])
    cell_mm = float(np.ptp(points, axis=0).max()) / CELLS
    return [coarser(mesh, cell_mm) for mesh in meshes]


def coarser(mesh: Mesh, cell_mm: float) -> Mesh:
    """Join the points of a mesh that lie in one cube, and drop the faces that vanish.

    Thin layers keep a surface, which thinning out the voxels would tear.

    Args:
        mesh: The surface.
        cell_mm: Side of a cube.

    Source: vertex clustering, Rossignac J, Borrel P, in: Modeling in Computer Graphics, 455-465 (1993).
    """
    cells = np.floor((mesh.points - mesh.points.min(axis=0)) / cell_mm).astype(np.int64)
    _, cube, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
    cube = cube.reshape(-1)
    points = np.stack([np.bincount(cube, mesh.points[:, axis]) for axis in range(3)], axis=1)
    faces = np.sort(cube[mesh.faces], axis=1)
    real = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2])
    _, first = np.unique(faces[real], axis=0, return_index=True)
    kept = cube[mesh.faces][real][np.sort(first)]
    if not len(kept):  # smaller than a cube
        return mesh
    placed = (points / counts[:, None]).astype(np.float32)
    return Mesh(mesh.name, mesh.colour, placed, np.ascontiguousarray(kept, dtype=np.int32))
