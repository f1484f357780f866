"""The length of an outline, where it can be measured at all."""

import numpy as np
import pytest
from known_shapes import disc

from usseg.measure.outline import perimeter
from usseg.measure.regions import find_regions


def outline_of(mask: np.ndarray, spacing_mm):
    return perimeter(find_regions(mask, 1)[0][0], spacing_mm)


def test_a_circle_is_as_long_around_as_its_radius_says():
    mask = disc(8.0, 200, 0.1, 0.1)
    assert outline_of(mask, (0.1, 0.1)).value == pytest.approx(2 * np.pi * 8.0, rel=0.01)


def test_a_hole_has_an_outline_too():
    mask = disc(8.0, 200, 0.1, 0.1) - disc(4.0, 200, 0.1, 0.1)
    assert outline_of(mask, (0.1, 0.1)).value == pytest.approx(2 * np.pi * 12.0, rel=0.01)


def test_pixels_that_are_nearly_square_count_as_square():
    mask = disc(8.0, 200, 0.1, 0.1)
    assert outline_of(mask, (0.1, 0.1009)).value == pytest.approx(2 * np.pi * 8.0, rel=0.015)


@pytest.mark.parametrize("spacing_mm", [(0.1, 0.102), None])
def test_elsewhere_there_is_none_and_the_reason_is_said(spacing_mm):
    quantity = outline_of(disc(8.0, 200, 0.1, 0.1), spacing_mm)
    assert quantity.value is None
    assert "only where the pixels are square" in quantity.note
    assert quantity.unit == ("mm" if spacing_mm else "px")
