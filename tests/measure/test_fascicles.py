"""Direction of fascicles: stripes that were drawn, scikit-image."""

import numpy as np
import pytest
from known_shapes import FASCIA, MUSCLE, between
from skimage.feature import structure_tensor

from usseg.measure.fascicles import (
    LEAST_COHERENCE,
    Direction,
    bordering_line,
    fascicle_direction,
    pennation,
    pennation_quantities,
)
from usseg.measure.regions import Region, find_regions

SPACING_MM = (0.1, 0.2)
SHAPE = (300, 200)  # 30 mm by 40 mm


def stripes(degrees: float, spacing=SPACING_MM, shape=SHAPE, period_mm: float = 2.5) -> np.ndarray:
    """Grey stripes along a direction in mm; positive runs deeper to the right."""
    z, x = np.arange(shape[0])[:, None] * spacing[0], np.arange(shape[1]) * spacing[1]
    across = z * np.cos(np.radians(degrees)) - x * np.sin(np.radians(degrees))
    return np.round(100 + 60 * np.sin(2 * np.pi * across / period_mm)).astype(np.uint8)


def muscle_over_fascia(slope_degrees: float = 0.0) -> tuple[Region, list[Region]]:
    """A muscle 20 mm thick on a fascia of 1 mm that slopes."""
    x = (np.arange(SHAPE[1]) + 0.5) * SPACING_MM[1]
    z = 22 + np.tan(np.radians(slope_degrees)) * (x - 20)
    mask = between(np.full(x.size, 10), z / SPACING_MM[0], SHAPE[0], MUSCLE)
    mask += between(z / SPACING_MM[0], (z + 1) / SPACING_MM[0], SHAPE[0], FASCIA)
    return find_regions(mask, MUSCLE)[0][0], find_regions(mask, FASCIA)[0]


@pytest.mark.parametrize("degrees", [0, 8, 25, -17, 60])
def test_stripes_have_the_direction_they_were_drawn_in(degrees):
    muscle, _ = muscle_over_fascia()
    found = fascicle_direction(stripes(degrees), muscle, SPACING_MM)
    assert found.angle_deg == pytest.approx(degrees, abs=1.0)
    assert found.coherence > 0.95


@pytest.mark.parametrize("degrees", [12, -30])
def test_the_direction_is_that_of_scikit_images_structure_tensor(degrees):
    rng = np.random.default_rng(3)
    grey = stripes(degrees, (0.2, 0.2), (150, 200)) + rng.normal(0, 25, (150, 200))
    whole = find_regions(np.ones((150, 200), dtype=np.uint8), 1)[0][0]
    rows, rows_cols, cols = structure_tensor(grey, sigma=2.5)
    core = (slice(6, -6), slice(6, -6))
    a, b, c = (part[core].sum() for part in (rows, rows_cols, cols))
    wanted = np.degrees(np.arctan2(2 * b, c - a)) / 2 + 90
    found = fascicle_direction(grey.astype(np.float32), whole, (0.2, 0.2))
    assert (found.angle_deg - wanted + 90) % 180 - 90 == pytest.approx(0, abs=1.0)


def test_pennation_is_the_angle_to_the_fascia_below():
    muscle, fasciae = muscle_over_fascia(slope_degrees=-4)
    fascicle, angle, quality = pennation_quantities(stripes(14), muscle, fasciae, SPACING_MM)
    assert fascicle.value == pytest.approx(14, abs=1)
    assert angle.value == pytest.approx(18, abs=1)
    assert "below" in angle.note
    assert quality.value > LEAST_COHERENCE


def test_the_fascia_above_serves_where_there_is_none_below_and_that_is_said():
    mask = np.zeros(SHAPE, dtype=np.uint8)
    mask[20:30], mask[30:250] = FASCIA, MUSCLE
    muscle, fasciae = find_regions(mask, MUSCLE)[0][0], find_regions(mask, FASCIA)[0]
    _, angle, _ = pennation_quantities(stripes(14), muscle, fasciae, SPACING_MM)
    assert angle.value == pytest.approx(14, abs=1)
    assert "above" in angle.note


def test_without_a_fascia_there_is_no_pennation_but_a_direction():
    muscle, _ = muscle_over_fascia()
    fascicle, angle, _ = pennation_quantities(stripes(14), muscle, [], SPACING_MM)
    assert fascicle.value == pytest.approx(14, abs=1)
    assert angle.value is None
    assert "No fascia borders" in angle.note


def test_a_fascia_that_touches_a_corner_only_does_not_count():
    muscle, _ = muscle_over_fascia()
    mask = np.zeros(SHAPE, dtype=np.uint8)
    mask[220:226, 170:] = FASCIA
    assert bordering_line(muscle, find_regions(mask, FASCIA)[0], SPACING_MM) is None


def test_noise_has_no_direction_and_the_reason_is_said():
    muscle, fasciae = muscle_over_fascia()
    noise = np.random.default_rng(1).integers(0, 255, SHAPE).astype(np.uint8)
    fascicle, angle, quality = pennation_quantities(noise, muscle, fasciae, (0.2, 0.2))
    assert (fascicle.value, angle.value) == (None, None)
    assert "not seen well enough" in angle.note
    assert quality.value < LEAST_COHERENCE


@pytest.mark.parametrize("grey", [0, 200])
def test_an_even_grey_has_no_direction(grey):
    muscle, _ = muscle_over_fascia()
    pixels = np.full(SHAPE, grey, dtype=np.uint8)
    assert fascicle_direction(pixels, muscle, SPACING_MM).coherence < LEAST_COHERENCE


def test_a_small_region_has_no_direction():
    mask = np.zeros(SHAPE, dtype=np.uint8)
    mask[100:150, 100:125] = MUSCLE
    (small,), _ = find_regions(mask, MUSCLE)
    _, angle, quality = pennation_quantities(stripes(10), small, [], SPACING_MM)
    assert (angle.value, quality.value) == (None, None)
    assert "too small" in angle.note


def test_without_a_scale_the_angle_needs_square_pixels():
    mask = np.zeros((250, 250), dtype=np.uint8)
    mask[20:200], mask[200:206] = MUSCLE, FASCIA
    muscle, fasciae = find_regions(mask, MUSCLE)[0][0], find_regions(mask, FASCIA)[0]
    pixels = stripes(20, (0.2, 0.2), (250, 250))
    fascicle, angle, _ = pennation_quantities(pixels, muscle, fasciae, None)
    assert angle.value == pytest.approx(20, abs=1)
    assert "only if the pixels are square" in angle.note
    assert "only if the pixels are square" in fascicle.note


def test_the_smaller_of_the_two_angles_between_lines_is_taken():
    muscle, fasciae = muscle_over_fascia(slope_degrees=0)
    border = bordering_line(muscle, fasciae, SPACING_MM)
    assert pennation(Direction(-80.0, 1.0), border, "").value == pytest.approx(80, abs=0.5)
