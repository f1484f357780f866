"""Overlap and border distance, against geometry, brute force and scikit-image."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.spatial.distance import cdist
from skimage.metrics import hausdorff_distance

from usseg.errors import InputError
from usseg.mask.borders import border, hausdorff95
from usseg.mask.metrics import confusion_counts, count, dice, iou


def box(row: int, col: int, rows: int, cols: int, value: int = 1) -> np.ndarray:
    """A map (100, 100) of 0 with one box of `value`."""
    mask = np.zeros((100, 100), dtype=np.uint8)
    mask[row : row + rows, col : col + cols] = value
    return mask


def disc(radius: float) -> np.ndarray:
    row, col = np.mgrid[:100, :100] - 50
    return (np.hypot(row, col) <= radius).astype(np.uint8)


def test_dice_and_iou_of_shifted_boxes_follow_from_their_areas():
    truth, mask = box(10, 10, 20, 40), box(15, 10, 20, 40)  # 15 of 20 rows shared
    assert count(truth, mask, 1) == (600, 200, 200)
    assert dice(truth, mask, 1) == pytest.approx(1200 / 1600)
    assert iou(truth, mask, 1) == pytest.approx(600 / 1000)


def test_nothing_in_truth_and_mask_is_no_score():
    empty = np.zeros((5, 5), dtype=np.uint8)
    for score in (dice, iou, hausdorff95):
        assert math.isnan(score(empty, empty, 1))


def test_a_tissue_found_where_there_is_none_scores_zero():
    empty = np.zeros((100, 100), dtype=np.uint8)
    assert dice(empty, box(0, 0, 2, 2), 1) == 0.0
    assert dice(box(0, 0, 2, 2), empty, 1) == 0.0
    assert math.isnan(hausdorff95(empty, box(0, 0, 2, 2), 1))


def test_ignored_pixels_change_no_score():
    truth, mask = box(10, 10, 20, 40), box(15, 10, 20, 40)
    truth[60:] = 255
    before = [score(truth, mask, 1) for score in (dice, iou, hausdorff95)]
    mask[60:] = 1
    assert [score(truth, mask, 1) for score in (dice, iou, hausdorff95)] == before


@given(
    arrays.arrays(np.uint8, (6, 7), elements=st.sampled_from([0, 1, 2, 255])),
    arrays.arrays(np.uint8, (6, 7), elements=st.integers(0, 2)),
)
def test_counts_agree_with_the_confusion_matrix(truth, mask):
    table = confusion_counts(truth, mask, 3)
    assert table.sum() == np.count_nonzero(truth != 255)
    for label in range(3):
        both, extra, missed = count(truth, mask, label)
        assert both == table[label, label]
        assert extra == table[:, label].sum() - both
        assert missed == table[label].sum() - both


def test_border_distance_of_nested_discs_is_the_difference_of_their_radii():
    assert hausdorff95(disc(30), disc(20), 1) == pytest.approx(10, abs=1)


def test_border_distance_follows_the_spacing_of_each_axis():
    # Layers across the whole frame: only rows separate them.
    truth, mask = box(0, 0, 40, 100), box(0, 0, 46, 100)
    assert hausdorff95(truth, mask, 1) == pytest.approx(6)
    assert hausdorff95(truth, mask, 1, spacing=(0.5, 7.0)) == pytest.approx(3)


def test_a_stray_speck_below_five_percent_does_not_move_the_95th_percentile():
    truth, mask = box(20, 20, 40, 40), box(20, 20, 40, 40)
    mask[90, 90] = 1
    assert hausdorff95(truth, mask, 1) == 0.0
    assert hausdorff_distance(truth.astype(bool), mask.astype(bool)) > 30


@given(st.integers(0, 2**32 - 1))
def test_border_distance_agrees_with_brute_force(seed):
    rng = np.random.default_rng(seed)
    truth, mask = (np.zeros((24, 30), dtype=np.uint8) for _ in range(2))
    for plane in (truth, mask):
        row, col = rng.integers(1, 12, size=2)
        plane[row : row + rng.integers(2, 11), col : col + rng.integers(2, 14)] = 1
    known = np.ones(truth.shape, dtype=bool)
    edges = [np.argwhere(border(plane == 1, known)) * (0.3, 0.7) for plane in (truth, mask)]
    gaps = cdist(*edges)
    expected = max(np.percentile(gaps.min(1), 95), np.percentile(gaps.min(0), 95))
    assert hausdorff95(truth, mask, 1, (0.3, 0.7)) == pytest.approx(expected)


def test_a_region_has_no_border_where_it_leaves_the_frame_or_runs_into_ignored_pixels():
    region, known = box(0, 0, 40, 100) == 1, np.ones((100, 100), dtype=bool)
    known[:, 90:] = False
    edge = border(region & known, known)
    assert np.argwhere(edge).tolist() == [[39, col] for col in range(90)]


def test_a_region_that_fills_the_frame_keeps_the_frame_as_its_border():
    full = np.ones((100, 100), dtype=np.uint8)
    assert hausdorff95(full, full, 1) == 0.0


def test_shapes_that_differ_are_refused_with_both():
    with pytest.raises(InputError, match=r"\(5, 5\) and \(5, 6\)"):
        dice(np.zeros((5, 5), np.uint8), np.zeros((5, 6), np.uint8), 0)
