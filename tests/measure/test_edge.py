"""Muscle thickness at the side of the field, through what real masks do to it."""

import re

import numpy as np
import pytest
from known_shapes import FASCIA, FAT, MUSCLE, TENDON, everywhere, pennate

from usseg.measure.edge import muscle_thickness_at_edge
from usseg.phantom.dataset import make_phantom

SLOPES = [(0.0, 0.0), (0.1, -0.05), (-0.08, 0.06), (0.2, 0.2)]


def at_left(mask: np.ndarray, inside=None, spacing_mm=None):
    field = everywhere(mask) if inside is None else inside
    return muscle_thickness_at_edge(mask, field, spacing_mm)


@pytest.mark.parametrize("slopes", SLOPES)
@pytest.mark.parametrize("side", ["left", "right"])
def test_the_distance_between_the_inner_edges_is_measured_along_depth(slopes, side):
    mask, top, bottom = pennate(slopes=slopes)
    column = 0 if side == "left" else -1
    found = muscle_thickness_at_edge(mask, everywhere(mask), (0.1, 0.25), side)
    assert found.px == pytest.approx(bottom[column] - top[column], abs=1)
    assert found.mm == pytest.approx(0.1 * found.px)
    assert found.column == column % mask.shape[1]
    assert (found.top, found.bottom) == pytest.approx((top[column], bottom[column]), abs=1)


def test_without_a_scale_there_is_no_mm():
    assert at_left(pennate()[0]).mm is None


@pytest.mark.parametrize(
    ("label", "columns"),
    [(FASCIA, slice(0, 180)), (TENDON, slice(50, 240)), (FASCIA, slice(215, None))],
)
def test_a_thin_tendon_inside_the_muscle_does_not_divide_it(label, columns):
    mask, top, bottom = pennate()
    mask[110:114, columns] = label  # less than half of the width
    assert at_left(mask).px == pytest.approx(bottom[0] - top[0], abs=1)


def test_wrong_labels_inside_and_beside_the_muscle_are_passed_over():
    mask, top, bottom = pennate()
    rng = np.random.default_rng(2)
    for row, col in zip(rng.integers(70, 170, 25), rng.integers(0, 380, 25), strict=True):
        mask[row : row + 8, col : col + 10] = rng.choice([FAT, FASCIA, TENDON, 0])
    assert at_left(mask).px == pytest.approx(bottom[0] - top[0], abs=2)


def test_an_unlabelled_edge_is_reached_by_straight_lines():
    mask, top, bottom = pennate(slopes=(0.2, -0.1))
    mask[:, :30] = 0
    found = at_left(mask)
    assert found.px == pytest.approx(bottom[0] - top[0], abs=2)
    assert "straight lines" in found.note


def test_ragged_labels_at_the_edge_are_not_believed():
    mask, top, bottom = pennate(slopes=(0.1, 0.0))
    mask[30:90, :8] = MUSCLE  # the fascia was lost there
    mask[150:180, :8] = FASCIA
    found = at_left(mask)
    assert found.px == pytest.approx(bottom[0] - top[0], abs=2)
    assert "straight lines" in found.note


def test_a_broken_aponeurosis_still_bounds_the_muscle():
    mask, top, bottom = pennate()
    for start in range(20, 400, 60):  # 20 of every 60 columns are lost
        strip = mask[140:200, start : start + 20]
        strip[strip == FASCIA] = MUSCLE
    assert at_left(mask).px == pytest.approx(bottom[0] - top[0], abs=2)


def test_a_muscle_under_fat_without_a_labelled_fascia_begins_where_the_fat_ends():
    mask, top, bottom = pennate()
    mask[(mask == FASCIA) & (np.arange(300)[:, None] < 110)] = FAT
    assert at_left(mask).px == pytest.approx(bottom[0] - top[0], abs=1)


def test_fascia_within_the_fat_is_not_the_superficial_aponeurosis():
    mask, top, bottom = pennate()
    mask[25:29] = FASCIA
    found = at_left(mask)
    assert found.top == pytest.approx(top[0], abs=1)
    assert found.px == pytest.approx(bottom[0] - top[0], abs=1)


def test_the_first_of_two_muscles_is_measured():
    mask, top, bottom = pennate()
    mask[250:256] = FASCIA
    assert at_left(mask).px == pytest.approx(bottom[0] - top[0], abs=1)


def test_a_thick_deep_fascia_with_holes_is_measured_to_its_upper_edge():
    mask, top, bottom = pennate(slopes=(0.0, 0.0))
    mask[180:230] = FASCIA
    mask[190:196, ::2] = MUSCLE
    mask[186:190, 3:40] = MUSCLE
    assert at_left(mask).px == pytest.approx(bottom[0] - top[0], abs=1)


def test_the_edge_is_that_of_the_field_and_labels_outside_do_not_count():
    mask, top, bottom = pennate(slopes=(0.2, -0.1))
    inside = everywhere(mask)
    inside[:, :50] = False
    found = at_left(mask, inside)
    assert found.column == 50
    assert found.px == pytest.approx(bottom[50] - top[50], abs=1)


def test_a_slanted_side_counts_where_half_of_the_height_is_seen():
    mask, _, _ = pennate()
    row, col = np.mgrid[:300, :400]
    inside = (col >= 60 - 0.2 * row) & (row < 300)  # a trapezoid: its side runs outwards
    found = at_left(mask, inside)
    assert found.column == pytest.approx(60 - 0.2 * 150, abs=1)


def rows_of_first_muscle(column: np.ndarray) -> float:
    """Rows of muscle and its vessels between the first two fasciae that enclose any; NaN without."""
    text = "".join({MUSCLE: "m", FASCIA: "f", 0: "m"}.get(int(label), ".") for label in column)
    found = re.search("f(m+)f", text)
    return len(found[1]) if found else np.nan


def test_simulated_muscles_are_measured_as_their_labels_say():
    errors = []
    for seed in range(12):
        phantom = make_phantom(seed, "limb-longitudinal")
        wanted = np.median([rows_of_first_muscle(phantom.mask[:, col]) for col in range(5)])
        if np.isfinite(wanted):
            errors.append(abs(at_left(phantom.mask).px - wanted))
    assert len(errors) >= 6
    assert max(errors) <= 1.5  # rows, of 256
