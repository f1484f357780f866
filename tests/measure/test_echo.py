"""Echo intensity on grey values that are known."""

import numpy as np
import pytest

from usseg.measure.echo import corrected_echo, echo_quantities, fat_above, subcutaneous_fat
from usseg.measure.regions import find_regions

PIXELS = np.array([[10, 20], [60, 200]], dtype=np.uint8)
INSIDE = np.array([[1, 1], [1, 0]], dtype=bool)


def test_mean_deviation_and_median_are_those_of_the_stored_values():
    numbers = {q.name: q.value for q in echo_quantities(PIXELS, INSIDE, 255)}
    assert numbers == {
        "echo_intensity_mean": 30.0,
        "echo_intensity_sd": pytest.approx(np.std([10, 20, 60])),
        "echo_intensity_median": 20.0,
    }


def test_twelve_bits_are_given_as_stored_and_on_the_usual_scale():
    deep = PIXELS.astype(np.uint16) * 16
    numbers = {q.name: (q.value, q.note) for q in echo_quantities(deep, INSIDE, 4095)}
    assert numbers["echo_intensity_mean"] == (480.0, "Stored grey values, 0 to 4095.")
    assert numbers["echo_intensity_mean_0_255"][0] == pytest.approx(480 * 255 / 4095)


def test_an_unknown_white_gives_the_stored_values_only():
    found = echo_quantities(PIXELS.astype(np.uint16), INSIDE, None)
    assert len(found) == 3
    assert "white unknown" in found[0].note


def test_nothing_has_no_echo():
    assert echo_quantities(PIXELS, ~INSIDE & INSIDE, 255) == []


def test_a_centimetre_of_fat_adds_what_the_paper_says():
    found = corrected_echo(mean=60.0, white=255, fat_rows=100, spacing_mm=(0.1, 0.7))
    assert found.value == pytest.approx(60 + 40.5278)
    assert "Young" in found.note
    assert "scanner" in found.note
    assert "not verified against the paper's text" in found.note


def test_the_correction_works_on_the_scale_of_the_paper():
    found = corrected_echo(mean=2047.5, white=4095, fat_rows=50, spacing_mm=(0.1, 0.7))
    assert found.value == pytest.approx(127.5 + 0.5 * 40.5278)


@pytest.mark.parametrize(
    ("white", "fat_rows", "spacing_mm", "reason"),
    [
        (255, 100, None, "scale is unknown"),
        (None, 100, (0.1, 0.1), "white is unknown"),
        (255, None, (0.1, 0.1), "No fat is labelled"),
    ],
)
def test_without_scale_white_or_fat_there_is_no_correction(white, fat_rows, spacing_mm, reason):
    found = corrected_echo(60.0, white, fat_rows, spacing_mm)
    assert found.value is None
    assert reason in found.note


def test_fat_between_muscles_is_not_subcutaneous():
    mask = np.array([[2, 2, 0], [2, 3, 2], [3, 2, 2], [2, 3, 0]], dtype=np.uint8)
    assert subcutaneous_fat(mask, muscle=3, fat=2).tolist() == [2, 1, 0]


def test_fat_is_averaged_over_the_muscles_own_columns():
    mask = np.zeros((20, 10), dtype=np.uint8)
    mask[:4, :5] = mask[:8, 5:] = 2
    mask[8:, 4:8] = 3
    (muscle,), _ = find_regions(mask, 3)
    fat_rows = subcutaneous_fat(mask, 3, 2)
    assert fat_above(fat_rows, muscle) == pytest.approx((4 + 8 + 8 + 8) / 4)
    assert fat_above(np.where(np.arange(10) == 4, 4, 0), muscle) is None
