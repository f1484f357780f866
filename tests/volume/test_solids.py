"""Bodies of known volume, through every way in which frames can lie."""

import numpy as np
import pytest
from sweep_makers import (
    BONE,
    MUSCLE,
    ball,
    cut_masks,
    muscle_ml,
    pose,
    straight,
    sweep_over,
    tube,
    turned,
    volume_of,
)

from usseg.tissues import IGNORE
from usseg.volume.amounts import measure_volume, sections, surface_points
from usseg.volume.grid import transform
from usseg.volume.linear import linear
from usseg.volume.sweep import Pictures

SPACING = (0.4, 0.5)
SHAPE = (100, 80)
BALL_ML = 4 / 3 * np.pi * 15**3 / 1000


def linear_sweep(count=30, step=1.5):
    """A straight sweep through the reader's own door; its grid begins at the world's origin."""
    pixels = np.zeros((count, *SHAPE), dtype=np.uint8)
    return linear(Pictures(pixels, 255), SPACING, step, "made up")


def freehand_sweep(step=1.5, count=30, jitter=0.3, tilt=0.05, seed=0):
    rng = np.random.default_rng(seed)
    poses = []
    for each in straight(count, step, SHAPE, SPACING):
        angle = rng.normal(0, tilt, 3)
        skew = np.array(
            [(0, -angle[2], angle[1]), (angle[2], 0, -angle[0]), (-angle[1], angle[0], 0)]
        )
        turn = np.linalg.qr(np.eye(3) + skew)[0]
        turn *= np.sign(np.diag(turn))
        middle = transform(each, np.array([[0, (SHAPE[0] - 1) / 2, (SHAPE[1] - 1) / 2]]))[0]
        rows, cols = turn[:, 1] * SPACING[0], turn[:, 0] * SPACING[1]
        origin = middle + rng.normal(0, jitter, 3) - rows * (SHAPE[0] - 1) / 2
        poses.append(pose(origin - cols * (SHAPE[1] - 1) / 2, turn, SPACING))
    return sweep_over(poses, SHAPE, SPACING, "freehand")


def rotational_sweep(rings=20, turns=6, step=2.0, depth=30.0):
    """Frames of 50 mm depth and 40 mm width around the z axis, whose distance is `depth`."""
    shape, poses = (125, 80), []
    for ring in range(rings):
        for turn in range(turns):
            axes = turned(360 * turn / turns)
            z = (ring - (rings - 1) / 2) * step
            origin = (0, 0, z) - depth * axes[:, 1] - (shape[1] - 1) / 2 * SPACING[1] * axes[:, 0]
            poses.append(pose(origin, axes, SPACING))
    return sweep_over(poses, shape, SPACING, "rotational")


def test_a_ball_in_a_straight_sweep_has_its_volume():
    sweep = linear_sweep()
    middle = transform(sweep.grid.to_world, (np.array([sweep.grid.shape]) - 1) / 2)[0]
    volume = volume_of(sweep, cut_masks(ball(15, tuple(middle)), sweep))
    assert muscle_ml(volume) == pytest.approx(BALL_ML, rel=0.01)


def test_a_ball_under_a_probe_moved_by_hand_has_its_volume():
    sweep = freehand_sweep()
    volume = volume_of(sweep, cut_masks(ball(15), sweep))
    assert muscle_ml(volume) == pytest.approx(BALL_ML, rel=0.015)


def test_a_ball_inside_a_ring_of_frames_has_its_volume():
    sweep = rotational_sweep()
    volume = volume_of(sweep, cut_masks(ball(15), sweep), (1.0, 0.5, 0.5))
    assert muscle_ml(volume) == pytest.approx(BALL_ML, rel=0.015)


def test_a_ball_scanned_along_another_axis_of_the_world_is_as_large():
    turn = np.linalg.qr(np.random.default_rng(3).normal(size=(3, 3)))[0]
    turn *= np.sign(np.linalg.det(turn))
    oblique = np.eye(4)
    oblique[:3, :3], oblique[:3, 3] = turn, (100, -50, 30)
    sweep = freehand_sweep()
    moved = sweep_over([oblique @ each for each in sweep.poses], SHAPE, SPACING, "freehand")
    volume = volume_of(moved, cut_masks(ball(15, (100, -50, 30)), moved))
    assert muscle_ml(volume) == pytest.approx(BALL_ML, rel=0.015)
    points = transform(volume.grid.to_world, np.argwhere(volume.labels == MUSCLE).astype(float))
    assert points.mean(axis=0) == pytest.approx((100, -50, 30), abs=0.3)


@pytest.mark.parametrize("make", [freehand_sweep, rotational_sweep])
def test_a_cylinder_has_its_cross_section_in_every_slice(make):
    sweep = make(jitter=0, tilt=0) if make is freehand_sweep else make()
    volume = volume_of(sweep, cut_masks(tube(15), sweep), (1.0, 0.4, 0.4))
    areas = [row["muscle_mm2"] for row in sections(volume)]
    assert areas == pytest.approx([np.pi * 15**2] * len(areas), rel=0.02)
    (muscle,) = (each for each in measure_volume(volume).tissues if each.name == "muscle")
    assert muscle.mean_area_mm2 == pytest.approx(np.pi * 15**2, rel=0.02)
    assert muscle.length_mm == pytest.approx(len(areas) * volume.grid.spacing_mm[0])


def test_each_frame_stands_for_half_a_gap_to_both_sides_and_no_more():
    sweep = rotational_sweep(rings=10, step=3.0)
    volume = volume_of(sweep, cut_masks(tube(10), sweep), (1.1, 0.5, 0.5))
    assert volume.grid.shape[0] * volume.grid.spacing_mm[0] == pytest.approx(30.0)


def test_the_surface_of_bone_lies_where_it_is_and_its_inside_is_unknown():
    sweep = rotational_sweep(turns=8)
    masks = cut_masks(tube(15), sweep)
    bone = cut_masks(tube(6), sweep) > 0
    masks[np.maximum.accumulate(bone, axis=1)] = BONE  # with its shadow, as every phantom has it
    volume = volume_of(sweep, masks, (1.0, 0.4, 0.4))
    points = surface_points(volume, BONE)
    away = np.abs(np.hypot(points[:, 0], points[:, 1]) - 6)
    assert np.median(away) < 0.2
    centre = np.hypot(*transform(volume.grid.to_world, np.argwhere(volume.shadow) + 0.0)[:, :2].T)
    assert centre.max() < 6.0
    assert (volume.labels[volume.shadow] == IGNORE).all()
    amounts = {each.name: each for each in measure_volume(volume).tissues}
    assert amounts["bone"].volume_ml is None
    assert amounts["bone"].voxels > 0
    length = volume.grid.shape[0] * volume.grid.spacing_mm[0]
    ring_ml = np.pi * (15**2 - 6**2) * length / 1000
    assert amounts["muscle"].volume_ml == pytest.approx(ring_ml, rel=0.02)
