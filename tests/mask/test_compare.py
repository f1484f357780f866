"""Comparison of a mask with a truth: geometry, counts by hand, and SciPy as oracle."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage
from scipy.spatial.distance import cdist

from usseg.errors import InputError
from usseg.mask.borders import border, border_distances, border_points, hausdorff95
from usseg.mask.borders import mean_surface_distance_of as mean_distance
from usseg.mask.compare import as_dict, compare
from usseg.mask.metrics import dice, iou

SPACING = (0.5, 0.2)


def layered(*bottoms: int) -> np.ndarray:
    """Skin, fat, muscle one below the other across (60, 40), each ending at one of three rows."""
    mask = np.zeros((60, 40), dtype=np.uint8)
    for label, (top, bottom) in enumerate(zip((5, *bottoms), bottoms, strict=False), start=1):
        mask[top:bottom] = label
    return mask


def test_layers_of_known_borders_have_known_scores():
    truth, mask = layered(10, 20, 50), layered(10, 24, 50)  # fat 4 rows too thick at muscle's cost
    fat, muscle = compare(truth, mask, "multiclass", SPACING).scores[2:4]
    assert (fat.truth_pixels, fat.predicted_pixels) == (400, 560)
    assert (fat.true_positive, fat.false_positive, fat.false_negative) == (400, 160, 0)
    assert fat.dice == pytest.approx(800 / 960)
    assert fat.iou == pytest.approx(400 / 560)
    assert (fat.thickness_error_px, fat.thickness_columns) == (4, 40)
    assert fat.thickness_error_mm == pytest.approx(4 * 0.5)
    assert muscle.thickness_error_px == -4
    # Half of the border pixels, the upper border's, agree; the lower border is 4 rows away.
    assert fat.mean_surface_distance_px == pytest.approx(2)
    assert fat.mean_surface_distance_mm == pytest.approx(2 * 0.5)
    assert (fat.hd95_px, fat.hd95_mm) == (pytest.approx(4), pytest.approx(2))


def test_thickness_counts_only_columns_where_both_have_the_tissue():
    truth, mask = np.zeros((30, 10), np.uint8), np.zeros((30, 10), np.uint8)
    truth[5:15, :6] = 3
    mask[5:12, 4:] = 3  # two columns shared, three rows too thin there
    muscle = compare(truth, mask, "multiclass", SPACING).scores[3]
    assert (muscle.thickness_error_px, muscle.thickness_columns) == (-3, 2)
    apart = compare(truth, np.roll(mask, 2, axis=1) * (np.arange(10) > 5), "multiclass", None)
    assert math.isnan(apart.scores[3].thickness_error_px)
    assert apart.scores[3].thickness_columns == 0


def test_confusion_names_what_was_taken_for_what():
    truth, mask = layered(10, 20, 50), layered(10, 20, 50)
    mask[20:30, :20] = 5  # a third of the muscle's rows in half of its columns: tendon
    table = as_dict(compare(truth, mask, "multiclass", None))["confusion"]
    muscle, tendon = table["truth"].index("muscle"), table["predicted"].index("tendon")
    assert table["pixels"][muscle][tendon] == 200
    assert table["row_percent"][muscle][tendon] == pytest.approx(100 * 200 / 1200)
    assert table["row_percent"][tendon] == [None] * 8
    assert sum(map(sum, table["pixels"])) == truth.size
    assert table["ignored_pixels"] == 0


def test_ignored_pixels_count_nowhere():
    truth, mask = layered(10, 20, 50), layered(10, 24, 50)
    truth[:, 30:] = 255
    before = as_dict(compare(truth, mask, "multiclass", SPACING))
    assert before["confusion"]["ignored_pixels"] == 600
    assert before["scores"][2]["thickness_columns"] == 30
    mask[:, 30:] = 7
    assert as_dict(compare(truth, mask, "multiclass", SPACING)) == before


def test_what_is_undefined_is_null_and_without_spacing_nothing_is_in_mm():
    empty = np.zeros((20, 20), dtype=np.uint8)
    found = as_dict(compare(empty, empty, "binary", None))
    json.dumps(found, allow_nan=False)
    fat = found["scores"][1]
    undefined = {key for key, value in fat.items() if value is None}
    assert undefined == {
        "dice", "iou", "hd95_px", "hd95_mm", "mean_surface_distance_px",
        "mean_surface_distance_mm", "thickness_error_px", "thickness_error_mm",
    }  # fmt: skip
    whole = as_dict(compare(empty, empty, "binary", None))["scores"][0]
    assert {key for key, value in whole.items() if value is None} == {
        "hd95_mm", "mean_surface_distance_mm", "thickness_error_mm",
    }  # fmt: skip


def blobs(rng) -> np.ndarray:
    """Labels 0 to 3 in smooth patches, and a few ignored pixels."""
    noise = ndimage.gaussian_filter(rng.normal(size=(4, 24, 30)), (0, 2, 2))
    return noise.argmax(axis=0).astype(np.uint8)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_scores_agree_with_brute_force(seed):
    rng = np.random.default_rng(seed)
    truth, mask = blobs(rng), blobs(rng)
    truth[rng.random(truth.shape) < 0.02] = 255
    known = truth != 255
    for score in compare(truth, mask, "multiclass", SPACING).scores[:4]:
        wanted, found = (truth == score.label) & known, (mask == score.label) & known
        assert (score.truth_pixels, score.predicted_pixels) == (wanted.sum(), found.sum())
        assert score.false_negative == (wanted & ~found).sum()
        assert score.dice == pytest.approx(dice(truth, mask, score.label), nan_ok=True)
        assert score.iou == pytest.approx(iou(truth, mask, score.label), nan_ok=True)
        assert score.hd95_mm == pytest.approx(
            hausdorff95(truth, mask, score.label, SPACING), nan_ok=True
        )
        if not wanted.any() or not found.any():
            continue
        edges = [np.argwhere(border(region, known)) * SPACING for region in (wanted, found)]
        gaps = cdist(*edges)
        both_ways = np.concatenate([gaps.min(axis=1), gaps.min(axis=0)])
        assert score.mean_surface_distance_mm == pytest.approx(both_ways.mean())


def test_mean_surface_distance_agrees_with_a_distance_transform():
    truth, mask = np.zeros((50, 50), np.uint8), np.zeros((50, 50), np.uint8)
    truth[10:30, 10:40], mask[14:30, 8:36] = 1, 1
    known = np.ones(truth.shape, dtype=bool)
    edges = [border(plane == 1, known) for plane in (truth, mask)]
    far = [ndimage.distance_transform_edt(~edge, sampling=SPACING) for edge in edges]
    expected = np.concatenate([far[1][edges[0]], far[0][edges[1]]]).mean()
    found = mean_distance(border_distances(*border_points(truth, mask, 1), SPACING))
    assert found == pytest.approx(expected)


@pytest.mark.parametrize("value", [2, 200])
def test_values_that_are_no_label_are_refused(value):
    good, bad = np.zeros((4, 4), np.uint8), np.full((4, 4), value, np.uint8)
    for pair in ((good, bad), (bad, good)):
        with pytest.raises(InputError, match="no label of the binary model"):
            compare(*pair, "binary", None)


def test_other_shapes_and_models_are_refused():
    plane = np.zeros((4, 4), np.uint8)
    with pytest.raises(InputError, match=r"\(4, 4\) and \(4, 5\)"):
        compare(plane, np.zeros((4, 5), np.uint8), "binary", None)
    with pytest.raises(InputError, match="no model"):
        compare(plane, plane, "ternary", None)
