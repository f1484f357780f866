"""Directions of layers, known by construction or from scikit-image."""

import numpy as np
import pytest
from known_shapes import between
from skimage.measure import LineModelND

from usseg.measure.angles import angle_quantities, fold, total_least_squares
from usseg.measure.regions import find_regions

SPACING_MM = (0.1, 0.25)


def band(degrees: float, spacing=SPACING_MM, cols: int = 200):
    """A region, 1 mm along depth, at an angle in mm to the horizontal."""
    z = 10.0 + np.tan(np.radians(degrees)) * (np.arange(cols) + 0.5) * spacing[1]
    z -= min(0.0, z.min() - 5)
    mask = between(z / spacing[0], (z + 1.0) / spacing[0], rows=800)
    return find_regions(mask, 1)[0][0]


@pytest.mark.parametrize("degrees", [0, 3, -12, 40])
def test_a_straight_fascia_has_the_angle_it_was_drawn_with(degrees):
    # Unequal spacing: an angle in pixels cannot pass.
    found = {q.key: q.value for q in angle_quantities(band(degrees), SPACING_MM)}
    assert found["angle_deg"] == pytest.approx(degrees, abs=0.1)
    assert found["angle_residual_mm"] < 0.05
    assert found["straightness"] > 0.999


def test_an_angle_without_a_scale_says_that_it_needs_square_pixels():
    angle, residual, _ = angle_quantities(band(10, (1.0, 1.0)), None)
    assert angle.value == pytest.approx(10, abs=0.1)
    assert "only if the pixels are square" in angle.note
    assert residual.unit == "px"


def test_a_stub_has_no_direction():
    (angle,) = angle_quantities(band(0, cols=7), SPACING_MM)
    assert angle.value is None
    assert "too short" in angle.note


def test_the_line_is_that_of_scikit_images_total_least_squares():
    rng = np.random.default_rng(5)
    x = rng.uniform(0, 40, 300)
    z = 0.3 * x + 4 + rng.normal(0, 1.5, x.size)
    model = LineModelND.from_estimate(np.stack([x, z], axis=1))
    distances = model.residuals(np.stack([x, z], axis=1))
    line = total_least_squares(x, z)
    assert np.tan(np.radians(line.angle_deg)) == pytest.approx(
        model.direction[1] / model.direction[0], rel=1e-6
    )
    assert line.residual == pytest.approx(np.sqrt(np.mean(distances**2)), rel=1e-6)


def test_a_steep_line_is_found_too():
    z = np.linspace(0, 30, 50)
    assert total_least_squares(np.zeros(50), z).angle_deg == 90.0
    assert total_least_squares(0.1 * z, -z).angle_deg == pytest.approx(-84.2894, abs=1e-3)


@pytest.mark.parametrize(("angle", "same"), [(0, 0), (90, 90), (91, -89), (-90, 90), (360, 0)])
def test_a_line_has_one_angle(angle, same):
    assert fold(angle) == same
