"""Frames and labels are bent together."""

import numpy as np
import pytest

from usseg.train.warp import STEEREST_DEG, curve, steer, stretch, turn, warp


def halves(rows: int = 128, cols: int = 128) -> tuple[np.ndarray, np.ndarray]:
    """A frame with a bright patch off its centre, and bits that are 8 exactly there, else 2."""
    grey = np.full((rows, cols), 0.1, np.float32)
    bits = np.full((rows, cols), 2, np.uint8)
    grey[20:70, 10:60], bits[20:70, 10:60] = 0.9, 8
    return grey, bits


@pytest.mark.parametrize("bend", [turn, curve, steer, warp])
@pytest.mark.parametrize("seed", range(8))
def test_labels_move_with_what_they_label(bend, seed):
    grey, bits = bend(*halves(), 1, np.random.default_rng(seed))
    assert set(np.unique(bits)) <= {1, 2, 8}
    bright = grey > 0.5
    # Linear and nearest resampling part by at most a pixel along the patch's border.
    assert np.mean(bright != (bits == 8)) < 0.02
    assert bright.any()


@pytest.mark.parametrize("bend", [turn, curve, steer])
def test_what_comes_from_beyond_the_frame_is_dark_background(bend):
    for seed in range(8):
        grey, bits = bend(*halves(), 1, np.random.default_rng(seed))
        outside = bits == 1
        assert grey[outside].mean() < 0.1 if outside.any() else True
    assert outside.any()


def test_steered_beams_leave_a_parallelogram_with_the_whole_skin_side_of_one_width():
    slopes = []
    for seed in range(12):
        grey, bits = np.full((128, 128), 0.5, np.float32), np.full((128, 128), 2, np.uint8)
        cut, moved = steer(grey, bits, 1, np.random.default_rng(seed))
        inside = cut > 0
        np.testing.assert_array_equal(inside, moved == 2)
        widths, starts = inside.sum(axis=1), inside.argmax(axis=1)
        assert np.ptp(widths) <= 1
        slope, start = np.polyfit(np.arange(128), starts, 1)
        assert np.abs(starts - slope * np.arange(128) - start).max() < 1
        slopes.append(np.rad2deg(np.arctan(slope)))
    assert max(np.abs(slopes)) <= STEEREST_DEG
    assert min(slopes) < -5 < 5 < max(slopes)


def test_turning_is_about_the_centre():
    grey = np.zeros((65, 65), np.float32)
    grey[31:34, 31:34] = 1
    bits = np.where(grey > 0, 8, 2).astype(np.uint8)
    for seed in range(5):
        turned, moved = turn(grey, bits, 1, np.random.default_rng(seed))
        assert turned[32, 32] > 0.9
        assert moved[32, 32] == 8


def test_stretching_moves_layers_in_depth_alone_and_their_labels_with_them():
    grey, bits = np.full((128, 64), 0.1, np.float32), np.full((128, 64), 2, np.uint8)
    grey[40:], bits[40:] = 0.9, 8
    borders = []
    for seed in range(6):
        stretched, moved = stretch(grey, bits, np.random.default_rng(seed))
        assert (np.ptp(stretched, axis=1) == 0).all()
        borders.append(int(np.argmax(moved[:, 0] == 8)))
        assert (moved[borders[-1] :] == 8).all()
        assert int(np.argmax(stretched[:, 0] > 0.5)) == pytest.approx(borders[-1], abs=1)
    assert np.ptp(borders) > 20
