"""Augmentation changes how a frame looks, and nothing else."""

import numpy as np
import pytest

from usseg.train.augment import (
    EFFECTS,
    augment,
    cover,
    depth_gain,
    fading,
    jpeg,
    lost_contact,
    shadows,
)
from usseg.train.picture import OPENING_SHARE, open_late


def ramp(rows: int = 96, cols: int = 80) -> np.ndarray:
    return np.linspace(0.2, 0.8, rows * cols, dtype=np.float32).reshape(rows, cols)


@pytest.mark.parametrize("effect", [effect for _, effect in EFFECTS])
def test_every_effect_changes_the_frame_and_keeps_its_shape(effect):
    frame = ramp() + np.random.default_rng(0).normal(0, 0.05, ramp().shape).astype(np.float32)
    changed = effect(frame, np.random.default_rng(3))
    assert changed.shape == frame.shape
    assert np.isfinite(changed).all()
    assert np.abs(changed - frame).max() > 0.01


@pytest.mark.parametrize("seed", range(20))
def test_augmented_frames_stay_in_range_and_follow_from_the_seed(seed):
    first, again = (augment(ramp(), np.random.default_rng(seed)) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert first.dtype == np.float32
    assert 0 <= first.min() <= first.max() <= 1


def test_effects_leave_the_frame_they_were_given_alone():
    frame = ramp()
    for _, effect in EFFECTS:
        effect(frame, np.random.default_rng(0))
    np.testing.assert_array_equal(frame, ramp())


def test_a_gain_error_depends_on_depth_alone():
    ratio = depth_gain(ramp(), np.random.default_rng(1)) / ramp()
    assert np.ptp(ratio, axis=1).max() < 1e-5
    assert np.ptp(ratio[:, 0]) > 0.05


def test_shadows_only_darken():
    assert (shadows(ramp(), np.random.default_rng(2)) <= ramp() + 1e-6).all()


def test_fading_takes_depth_and_leaves_the_skin_side():
    for seed in range(10):
        left = fading(np.full((96, 80), 0.5, np.float32), np.random.default_rng(seed))
        assert left[:3].min() > 0.3
        assert (np.diff(left, axis=0) <= 1e-6).all()
    deep = [
        fading(np.full((96, 80), 0.5, np.float32), np.random.default_rng(seed))[-1].min()
        for seed in range(10)
    ]
    assert min(deep) < 0.02


def test_lost_contact_darkens_one_side_from_top_to_bottom():
    sides = set()
    for seed in range(20):
        left = lost_contact(np.full((96, 80), 0.5, np.float32), np.random.default_rng(seed))
        assert np.ptp(left, axis=0).max() == 0
        dark = left[0] < 0.1
        assert dark[0] != dark[-1]
        assert 0 < dark.mean() < 0.4
        sides.add(bool(dark[0]))
    assert sides == {True, False}


def test_jpeg_keeps_the_picture_but_not_its_values():
    stored = jpeg(ramp(), np.random.default_rng(5))
    assert 0 < np.abs(stored - ramp()).mean() < 0.02


def test_covers_are_patches_of_one_grey():
    covered = cover(ramp(), np.random.default_rng(4))
    changed = covered != ramp()
    assert 0 < changed.mean() < 3 * 0.16**2
    assert len(np.unique(covered[changed])) <= 3


def test_a_receiver_that_opens_late_dims_the_first_rows_of_the_field_alone():
    inside = np.zeros((200, 60), bool)
    inside[20:, 5:50] = True
    inside[20:40, 5:15] = False  # a field that begins deeper at one side, as a fan's does
    for seed in range(20):
        grey = np.full(inside.shape, 0.9, np.float32)
        late = open_late(grey, inside, np.random.default_rng(seed))
        lost = grey - late
        assert late.dtype == np.float32
        assert (lost[~inside] == 0).all()
        for first, column in ((40, 10), (20, 30)):
            along = lost[first:, column]
            assert along[0] == lost.max() >= 0.1
            assert (np.diff(along) <= 1e-6).all()
            assert (along[int(np.ceil(OPENING_SHARE[1] * 180)) :] == 0).all()


def test_a_receiver_that_opens_late_leaves_black_black():
    black = np.zeros((50, 20), np.float32)
    assert (open_late(black, np.ones(black.shape, bool), np.random.default_rng(0)) == 0).all()
