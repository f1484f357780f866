"""Surfaces enclose what they should, face outwards, and other programs read them."""

import io

import numpy as np
import pytest
import trimesh
from sweep_makers import BONE, MUSCLE

from usseg.tissues import tissues_of
from usseg.volume.amounts import measure_volume, sections
from usseg.volume.grid import Grid
from usseg.volume.mesh import meshes_of
from usseg.volume.mesh_files import encode_glb, encode_stl
from usseg.volume.result import Volume

RADIUS_MM, MIDDLE_MM = 12.0, np.array([100.0, -20.0, 40.0])
SPACING = (1.0, 0.5, 0.5)


def ball_volume(mirrored: bool = False) -> Volume:
    """A ball of muscle around MIDDLE_MM, with a cube of bone beside it."""
    shape = (32, 60, 60)
    to_world = np.zeros((4, 4))
    to_world[[2, 1, 0, 3], [0, 1, 2, 3]] = *SPACING, 1
    to_world[2, 0] *= -1 if mirrored else 1
    corner = to_world @ (*((np.array(shape) - 1) / 2), 1)
    to_world[:3, 3] = MIDDLE_MM - corner[:3]
    grid = Grid(shape, to_world)
    index = np.indices(shape).reshape(3, -1)
    points = (to_world[:3, :3] @ index).T + to_world[:3, 3]
    inside = np.linalg.norm(points - MIDDLE_MM, axis=1) < RADIUS_MM
    labels = np.where(inside, MUSCLE, 0).astype(np.uint8).reshape(shape)
    labels[:4, :8, :8] = BONE
    nothing = np.zeros(shape, dtype=bool)
    return Volume(labels, nothing, labels, grid, "multiclass", "linear", "typed", 32, 32)


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_mesh_encloses_the_ball_and_faces_outwards(mirrored):
    muscle = meshes_of(ball_volume(mirrored))[0]
    solid = trimesh.Trimesh(muscle.points, muscle.faces)
    assert solid.is_watertight
    assert solid.volume == pytest.approx(4 / 3 * np.pi * RADIUS_MM**3, rel=0.03)  # not negative
    assert solid.area == pytest.approx(4 * np.pi * RADIUS_MM**2, rel=0.05)
    away = np.linalg.norm(muscle.points - MIDDLE_MM, axis=1)
    assert np.abs(away - RADIUS_MM).max() < 0.7


def test_a_scene_has_a_node_and_a_colour_per_tissue_in_metres():
    meshes = meshes_of(ball_volume())
    scene = trimesh.load(io.BytesIO(encode_glb(meshes)), file_type="glb")
    assert set(scene.geometry) == {"muscle", "bone"}
    muscle = scene.geometry["muscle"]
    assert muscle.volume == pytest.approx(4 / 3 * np.pi * (RADIUS_MM / 1000) ** 3, rel=0.03)
    assert muscle.bounds.mean(axis=0) == pytest.approx(
        MIDDLE_MM[[0, 2, 1]] * (1, 1, -1) / 1000, abs=1e-3
    )
    linear = np.array(muscle.visual.material.baseColorFactor[:3]) / 255
    srgb = np.array(tissues_of("multiclass")[MUSCLE].colour) / 255
    assert linear == pytest.approx(srgb**2.2, abs=0.03)


def test_tissues_can_be_left_out_even_all():
    meshes = meshes_of(ball_volume())
    alone = trimesh.load(io.BytesIO(encode_glb(meshes[1:])), file_type="glb")
    assert set(alone.geometry) == {"bone"}
    assert len(trimesh.load(io.BytesIO(encode_glb([])), file_type="glb").geometry) == 0


def test_stl_is_in_mm_of_the_world():
    muscle = meshes_of(ball_volume())[0]
    solid = trimesh.load(io.BytesIO(encode_stl(muscle)), file_type="stl")
    assert solid.volume == pytest.approx(4 / 3 * np.pi * RADIUS_MM**3, rel=0.03)
    assert solid.bounds.mean(axis=0) == pytest.approx(MIDDLE_MM, abs=0.6)


def test_sheets_thinner_than_the_smoothing_have_a_surface_too():
    volume = ball_volume()
    volume.labels[...] = 0
    volume.labels[:, 30, :] = MUSCLE
    (sheet,) = meshes_of(volume)
    assert len(sheet.faces) > 1000


def test_a_large_volume_is_thinned_out_and_stays_where_it_is(monkeypatch):
    monkeypatch.setattr("usseg.volume.mesh.MOST_VOXELS", 20_000)
    muscle = meshes_of(ball_volume())[0]
    whole = 4 / 3 * np.pi * RADIUS_MM**3
    assert len(muscle.faces) < 6_000
    assert trimesh.Trimesh(muscle.points, muscle.faces).volume == pytest.approx(whole, rel=0.05)
    assert (muscle.points.min(axis=0) + muscle.points.max(axis=0)) / 2 == pytest.approx(
        MIDDLE_MM, abs=0.6
    )


def test_volumes_and_sections_are_counts_times_the_size_of_a_voxel():
    volume = ball_volume()
    amounts = measure_volume(volume)
    muscle = next(each for each in amounts.tissues if each.name == "muscle")
    assert muscle.volume_ml == pytest.approx(muscle.voxels * np.prod(SPACING) / 1000)
    assert muscle.volume_ml == pytest.approx(4 / 3 * np.pi * RADIUS_MM**3 / 1000, rel=0.01)
    rows = sections(volume)
    areas = sum(row["muscle_mm2"] for row in rows)
    assert areas * SPACING[0] / 1000 == pytest.approx(muscle.volume_ml)
    assert [row["place_mm"] for row in rows[:3]] == [0.0, 1.0, 2.0]
    assert amounts.unseen_share == 0
    assert next(each for each in amounts.tissues if each.name == "bone").volume_ml is None
