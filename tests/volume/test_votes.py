"""Who votes on a voxel, with what weight, and when nobody may say anything."""

import numpy as np
import pytest
from sweep_makers import BONE, MUSCLE, pose, straight, sweep_over, volume_of

from usseg.errors import InputError
from usseg.tissues import IGNORE
from usseg.volume.builder import finish, start
from usseg.volume.compound import say
from usseg.volume.layout import MOST_BRIDGED_MM, bridge_of, gaps_mm, grid_around

SHAPE, SPACING = (40, 40), (0.5, 0.5)
VOXEL = (1.0, 0.5, 0.5)


def planes(places, spacing_mm=SPACING):
    poses = [pose((0, 0, z), np.eye(3), spacing_mm) for z in places]
    return sweep_over(poses, SHAPE, spacing_mm, "freehand")


def filled(count: int, label: int) -> np.ndarray:
    return np.full((count, *SHAPE), label, dtype=np.uint8)


def test_a_gap_that_is_too_wide_stays_unknown_and_is_no_background():
    places = [0, 2, 4, 6, 50, 52, 54, 56]
    volume = volume_of(planes(places), filled(8, MUSCLE), VOXEL)
    z = volume.grid.origin_mm[2] + np.arange(volume.grid.shape[0]) * volume.grid.to_world[2, 0]
    middle = volume.labels[:, 20, 20]
    reach = MOST_BRIDGED_MM / 2
    assert (middle[(z > 6 + reach + 1) & (z < 50 - reach - 1)] == IGNORE).all()
    assert (middle[z < 6 + reach - 1] == MUSCLE).all()
    assert not volume.shadow.any()  # nobody scanned it, which is another reason


def test_beside_the_frames_nothing_is_known():
    moved = [pose((10 * index, 0, 2 * index), np.eye(3), SPACING) for index in range(4)]
    volume = volume_of(sweep_over(moved, SHAPE, SPACING, "freehand"), filled(4, 0), VOXEL)
    assert set(np.unique(volume.labels)) == {0, IGNORE}  # water that was seen, and the rest
    assert 0.2 < (volume.labels == IGNORE).mean() < 0.9


def test_between_two_frames_the_border_lies_half_way():
    masks = np.concatenate([filled(1, MUSCLE), filled(1, 0)])
    volume = volume_of(planes([0, 8]), masks, VOXEL)
    z = volume.grid.origin_mm[2] + np.arange(volume.grid.shape[0]) * volume.grid.to_world[2, 0]
    middle = volume.labels[:, 20, 20]
    assert (middle[z < 4] == MUSCLE).all()
    assert (middle[z > 4] == 0).all()


def test_more_and_surer_frames_outvote_others():
    """Three frames in one plane, two of them of one mind."""
    sweep = planes([0, 0, 0, 3])
    masks = np.concatenate([filled(2, MUSCLE), filled(1, 0), filled(1, MUSCLE)])
    assert (volume_of(sweep, masks, VOXEL).labels == MUSCLE).all()


def test_what_lies_in_the_shadow_of_bone_is_unknown_even_if_the_next_frame_shows_tissue():
    masks = filled(3, MUSCLE)
    masks[1, 10:, 15:25] = BONE
    volume = volume_of(planes([0, 4, 8]), masks, VOXEL)
    z = volume.grid.origin_mm[2] + np.arange(volume.grid.shape[0]) * volume.grid.to_world[2, 0]
    deep = volume.labels[:, 30, 20]
    assert (deep[np.abs(z - 4) < 1.9] == IGNORE).all()
    assert (deep[np.abs(z - 4) > 2.1] == MUSCLE).all()
    assert (volume.shadow[:, 30, 20] == (deep == IGNORE)).all()
    assert volume.labels[np.argmin(np.abs(z - 4)), 10, 20] == BONE


def test_a_frame_counts_most_under_its_middle_and_near_the_probe():
    row, col = np.array([0.0, 0.0, 99.0]), np.array([49.5, 5.0, 49.5])
    middle, side, deep = say(row, col, (100, 100))
    assert middle > deep > side > 0


def test_the_bridge_is_the_widest_gap_and_rings_are_one_plane():
    assert gaps_mm(planes([0, 0, 2, 2, 5])) == pytest.approx([2, 3])
    assert bridge_of(planes([0, 0, 2, 2, 5]), 1.0) == pytest.approx(3 * 1.05)
    assert bridge_of(planes([0, 100]), 1.0) == MOST_BRIDGED_MM


def test_frames_of_one_plane_are_no_volume():
    with pytest.raises(InputError, match="one plane"):
        start(planes([3, 3, 3]), "multiclass")


def test_an_absurd_grid_is_refused_with_a_voxel_that_fits():
    with pytest.raises(InputError, match="Choose voxels of"):
        grid_around(planes([0, 9000]), (0.1, 0.1, 0.1))
    chosen = grid_around(
        planes(range(0, 9000, 10))
    )  # nobody asked for a voxel: a larger one is taken
    assert np.prod(chosen.shape) < 9e6


def test_nothing_segmented_is_nothing_to_put_together():
    with pytest.raises(InputError, match="nothing to put together"):
        finish(start(planes([0, 2]), "multiclass"), 0)


def test_the_grey_levels_are_compounded_too():
    sweep = planes([0, 2, 4])
    sweep.pixels[:] = 100
    volume = volume_of(sweep, filled(3, MUSCLE), VOXEL)
    assert set(np.unique(volume.grey)) == {100}


def test_straight_poses_are_what_the_grid_says():
    poses = straight(5, 2.0, SHAPE, SPACING)
    grid = grid_around(sweep_over(poses, SHAPE, SPACING, "freehand"), (2.0, 0.5, 0.5))
    assert grid.shape == (5, 40, 40)
    assert grid.to_world == pytest.approx(
        np.array([(0, 0, 0.5, poses[0, 0, 3]), (0, 0.5, 0, poses[0, 1, 3]), (2, 0, 0, -4),
                  (0, 0, 0, 1)])
    )  # fmt: skip


def test_voxels_that_are_taken_in_parts_get_the_same_votes(monkeypatch):
    masks = np.random.default_rng(1).choice([0, MUSCLE], (4, *SHAPE)).astype(np.uint8)
    whole = volume_of(planes([0, 2, 4, 6]), masks, VOXEL)
    monkeypatch.setattr("usseg.volume.compound.MOST_AT_ONCE", 3000)
    parts = volume_of(planes([0, 2, 4, 6]), masks, VOXEL)
    assert (parts.labels == whole.labels).all()
    assert (parts.grey == whole.grey).all()
