"""Perpendicular thickness of layers whose geometry is known."""

import numpy as np
import pytest
from known_shapes import between, everywhere

from usseg.measure.layers import layer_quantities, longest_run, perpendicular_thickness
from usseg.measure.regions import cut_columns, field_edges, find_regions

SPACING_MM = (0.1, 0.25)


def measured(mask: np.ndarray, spacing_mm=SPACING_MM) -> dict:
    """Quantities of the only region of label 1, by key, with their notes."""
    (region,), _ = find_regions(mask, 1)
    cut = cut_columns(region, field_edges(everywhere(mask)), reaches_probe=False)
    return {q.key: q for q in layer_quantities(region, cut, spacing_mm)}


@pytest.mark.parametrize("degrees", [0, 5, 15, 30, -30, 45])
def test_a_tilted_slab_is_as_thick_as_it_was_drawn(degrees):
    # 4 mm across its own direction, on pixels that are not square.
    slope = np.tan(np.radians(degrees))
    x = (np.arange(160) + 0.5) * SPACING_MM[1]
    down = 4.0 / np.cos(np.radians(degrees))
    top = 5.0 + slope * x - min(0.0, slope * x[-1])
    mask = between(top / SPACING_MM[0], (top + down) / SPACING_MM[0], rows=600)
    found = measured(mask)
    for key in ("perpendicular_mean_mm", "perpendicular_median_mm"):
        assert found[key].value == pytest.approx(4.0, rel=0.01)
    assert found["perpendicular_max_mm"].value == pytest.approx(4.0, abs=0.2)  # two rows of steps


def test_a_layer_that_follows_an_arc_is_as_thick_as_its_radii_differ():
    spacing = (0.05, 0.05)
    x = (np.arange(800) + 0.5) * spacing[1] - 20.0
    outer, inner = np.sqrt(30.0**2 - x**2), np.sqrt(26.0**2 - x**2)
    mask = between((35 - outer) / spacing[0], (35 - inner) / spacing[0], rows=600)
    assert measured(mask, spacing)["perpendicular_median_mm"].value == pytest.approx(4.0, rel=0.01)
    along_depth = np.count_nonzero(mask, axis=0).max() * spacing[0]
    assert along_depth > 5.0  # what a vertical measure would have said at the sides


def test_a_wedge_is_measured_between_its_sides():
    x = np.arange(300) * 0.1
    half = 2 + 0.05 * x  # both sides open by the same angle, the mid-line is level
    lengths = perpendicular_thickness((20 - half) / 0.1, (20 + half) / 0.1, (0.1, 0.1))
    assert lengths.min() == pytest.approx(4.0, abs=0.02)
    assert lengths.max() == pytest.approx(7.0, abs=0.05)


def test_without_a_scale_pixels_are_taken_as_square_and_that_is_said():
    found = measured(between(np.full(90, 20), np.full(90, 30), rows=60), None)
    assert found["perpendicular_mean_px"].value == pytest.approx(10)
    assert "square" in found["perpendicular_mean_px"].note
    assert not any(key.endswith("_mm") for key in found)


@pytest.mark.parametrize(
    ("mask", "reason"),
    [
        (between(np.full(90, 20), np.full(90, 60), rows=60), "a border is not seen"),
        (between(np.full(4, 20), np.full(4, 30), rows=60), "too narrow"),
        (between(np.full(20, 5), np.full(20, 55), rows=60), "taller than it is wide"),
        (np.pad(1 - np.pad(np.ones((10, 50), np.uint8), 5), 5, constant_values=0), "holes"),
    ],
)
def test_what_is_no_layer_has_no_thickness_but_a_reason(mask, reason):
    if reason == "holes":
        mask = np.zeros((40, 90), dtype=np.uint8)
        mask[5:35, 5:85] = 1
        mask[10:30, 10:80] = 0
    for quantity in measured(mask, (0.1, 0.1)).values():
        assert quantity.value is None
        assert reason in quantity.note


def test_columns_where_a_border_is_out_of_sight_do_not_count():
    bottom = np.where(np.arange(100) < 70, 30, 60)  # the last 30 columns reach the frame's end
    found = measured(between(np.full(100, 20), bottom, rows=60), (0.1, 0.1))
    assert found["perpendicular_max_mm"].value == pytest.approx(1.0)


def test_the_longest_run_is_taken():
    assert longest_run(np.array([1, 1, 0, 1, 1, 1, 0], dtype=bool)) == slice(3, 6)
    assert longest_run(np.zeros(3, dtype=bool)) == slice(0, 0)
