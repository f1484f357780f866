"""Thickness along depth, known by construction."""

import numpy as np
import pytest

from usseg.errors import InputError
from usseg.measure.thickness import thickness_at, thickness_profile, thickness_quantities


def step() -> np.ndarray:
    """A mask (40, 50): 10 rows of label 2 in columns 5 to 24, 30 rows in columns 25 to 44."""
    mask = np.zeros((40, 50), dtype=np.uint8)
    mask[5:15, 5:25] = mask[5:35, 25:45] = 2
    return mask


def test_thickness_is_measured_along_depth_not_across():
    # Unequal sides and unequal spacing: a swapped axis or spacing cannot pass.
    found = thickness_at(step(), label=2, column=30, spacing_mm=(0.1, 0.3))
    assert found == pytest.approx((30, 3.0))


def test_without_a_scale_there_is_no_mm():
    assert thickness_at(step(), label=2, column=10, spacing_mm=None) == (10, None)


def test_an_absent_tissue_has_no_thickness():
    assert thickness_at(step(), label=2, column=0, spacing_mm=(0.1, 0.3)) == (0, 0.0)
    assert thickness_quantities(thickness_profile(step(), 7), None) == ()


def test_holes_do_not_count():
    mask = step()
    mask[10:13, 30] = 0
    assert thickness_profile(mask, 2)[30] == 27


def test_mean_median_and_maximum_are_over_the_columns_where_the_tissue_is():
    mask = step()
    mask[:, 5] = 0
    numbers = {q.key: q.value for q in thickness_quantities(thickness_profile(mask, 2), (0.1, 0.3))}
    assert numbers["thickness_mean_px"] == pytest.approx((19 * 10 + 20 * 30) / 39)
    assert numbers["thickness_median_mm"] == pytest.approx(3.0)
    assert numbers["thickness_max_mm"] == pytest.approx(3.0)


@pytest.mark.parametrize("column", [-1, 50])
def test_a_column_outside_is_refused(column):
    with pytest.raises(InputError, match=rf"Column {column} .* 0 to 49"):
        thickness_at(step(), 2, column, None)


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
def test_a_spacing_that_is_none_is_refused(bad):
    with pytest.raises(InputError, match="two positive numbers of mm"):
        thickness_at(step(), 2, 0, (0.1, bad))


def test_what_is_no_mask_is_refused():
    with pytest.raises(InputError, match=r"shape \(4, 4, 3\)"):
        thickness_profile(np.zeros((4, 4, 3), np.uint8), 1)
    with pytest.raises(InputError, match="whole numbers"):
        thickness_profile(np.zeros((4, 4)), 1)
