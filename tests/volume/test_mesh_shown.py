"""Light surfaces keep size and place, and close thin layers."""

import numpy as np
import pytest

from usseg.volume.mesh import Mesh, surface_of
from usseg.volume.mesh_shown import CELLS, coarser, shown_meshes

RADIUS = 30.0


def shell(inner: float) -> Mesh:
    """The surface of a ball, or of the layer around a hollow one, of voxels of 1 mm."""
    at = np.indices((70, 70, 70)) - 34.5
    away = np.sqrt((at**2).sum(axis=0))
    return Mesh("fat", (1, 2, 3), *surface_of((away < RADIUS) & (away >= inner), np.eye(4)))


def volume_mm3(mesh: Mesh) -> float:
    a, b, c = (mesh.points[mesh.faces[:, corner]].astype(float) for corner in range(3))
    return abs(float((np.cross(a, b) * c).sum() / 6))


def test_a_ball_keeps_its_volume_with_far_fewer_faces():
    fine = shell(0)
    light = coarser(fine, 3.0)
    assert len(light.faces) < len(fine.faces) / 5
    assert volume_mm3(light) == pytest.approx(4 / 3 * np.pi * RADIUS**3, rel=0.03)
    assert np.abs(light.points.min(axis=0) - fine.points.min(axis=0)).max() < 3.0


def test_a_layer_thinner_than_a_cube_is_not_torn():
    """Every direction from the middle still meets the layer within a cube's diagonal."""
    light = coarser(shell(RADIUS - 2), 3.0)
    middles = light.points[light.faces].mean(axis=1) - 34.5
    directions = middles / np.linalg.norm(middles, axis=1, keepdims=True)
    rays = np.random.default_rng(1).normal(size=(500, 3))
    rays /= np.linalg.norm(rays, axis=1, keepdims=True)
    nearest = (rays @ directions.T).max(axis=1)
    assert np.rad2deg(np.arccos(np.clip(nearest, -1, 1))).max() < 10


def test_no_face_is_a_line_and_none_is_drawn_twice():
    light = coarser(shell(RADIUS - 2), 3.0)
    ordered = np.sort(light.faces, axis=1)
    assert (np.diff(ordered, axis=1) > 0).all()
    assert len(np.unique(ordered, axis=0)) == len(ordered)
    assert light.faces.max() < len(light.points)


def test_what_is_smaller_than_a_cube_stays_as_it_is():
    tiny = shell(0)
    assert coarser(tiny, 1000.0) is tiny
    assert shown_meshes([]) == []
    (light,) = shown_meshes([tiny])
    assert len(light.faces) < CELLS**2 * 12
