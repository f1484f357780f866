"""Counts, areas and confidences known by construction."""

import numpy as np
import pytest

from usseg.errors import InputError
from usseg.measure.counts import measure
from usseg.tissues import BINARY, MULTICLASS

EVERYWHERE = np.ones((10, 20), dtype=bool)


def slab(label: int, rows: int, cols: int) -> np.ndarray:
    """A mask (10, 20) with one slab of a label in its corner."""
    mask = np.zeros((10, 20), dtype=np.uint8)
    mask[:rows, :cols] = label
    return mask


def even(value: float) -> np.ndarray:
    return np.full((10, 20), value, dtype=np.float32)


def test_area_is_pixels_times_both_spacings():
    # Unequal spacing: squaring either one cannot pass.
    muscle = measure(slab(3, 4, 5), even(0.5), EVERYWHERE, MULTICLASS, (0.1, 0.3))[3]
    assert (muscle.name, muscle.pixels) == ("muscle", 20)
    assert muscle.area_mm2 == pytest.approx(20 * 0.03)


def test_unknown_spacing_gives_no_area():
    for tissue in measure(slab(3, 4, 5), even(0.5), EVERYWHERE, MULTICLASS, None):
        assert tissue.area_mm2 is None


def test_absent_tissue_has_no_pixels_zero_area_and_no_confidence():
    bone = measure(slab(3, 4, 5), even(0.5), EVERYWHERE, MULTICLASS, (0.1, 0.3))[7]
    assert (bone.pixels, bone.fraction, bone.area_mm2, bone.mean_confidence) == (0, 0.0, 0.0, None)


def test_every_tissue_of_the_model_has_its_row_in_label_order():
    measures = measure(slab(3, 4, 5), even(0.5), EVERYWHERE, MULTICLASS, None)
    assert [tissue.label for tissue in measures] == list(range(8))


def test_fractions_speak_of_the_field_and_add_up_to_one():
    inside = EVERYWHERE.copy()
    inside[:, 10:] = False
    rest, fat = measure(slab(1, 10, 5), even(1.0), inside, BINARY, None)
    assert (rest.pixels, fat.pixels) == (50, 50)  # not 150 and 50
    assert (rest.fraction, fat.fraction) == (0.5, 0.5)


def test_confidence_is_averaged_where_the_label_was_chosen_and_only_inside_the_field():
    confidence = even(0.2)
    confidence[:, :5] = 0.6
    confidence[5:, :] = 1.0
    inside = EVERYWHERE.copy()
    inside[5:, :] = False
    rest, fat = measure(slab(1, 10, 5), confidence, inside, BINARY, None)
    assert fat.mean_confidence == pytest.approx(0.6)
    assert rest.mean_confidence == pytest.approx(0.2)


def test_an_empty_field_is_measured_as_nothing():
    fat = measure(slab(1, 10, 5), even(0.5), ~EVERYWHERE, BINARY, (1.0, 1.0))[1]
    assert (fat.pixels, fat.fraction, fat.area_mm2) == (0, 0.0, 0.0)


def test_arrays_of_different_shapes_are_refused():
    with pytest.raises(InputError, match=r"\(10, 20\), \(10, 19\), \(10, 20\)"):
        measure(slab(1, 4, 5), even(0.5)[:, 1:], EVERYWHERE, BINARY, None)
