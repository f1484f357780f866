"""Measurements as rows and JSON, without a scale and with bad input."""

import json

import numpy as np
import pytest
from known_shapes import everywhere, pennate

from usseg.errors import InputError
from usseg.measure import as_dict, measure_all, profile_rows, rows

SPACING_MM = (0.1, 0.25)
MASK, TOP, BOTTOM = pennate()
PIXELS = np.random.default_rng(0).integers(0, 255, MASK.shape).astype(np.uint8)
PHYSICAL = {"mm", "mm²"}


def all_rows(mask=MASK, spacing_mm=SPACING_MM) -> list[dict]:
    return rows(measure_all(mask, PIXELS, everywhere(mask), "multiclass", spacing_mm))


def test_every_row_has_the_agreed_keys_and_no_quantity_stands_twice():
    found = all_rows()
    assert {tuple(row) for row in found} == {
        ("tissue", "region", "quantity", "value", "unit", "note")
    }
    names = [(row["tissue"], row["region"], row["quantity"], row["unit"]) for row in found]
    assert len(names) == len(set(names))
    assert all(row["note"] for row in found if row["value"] is None)


def test_without_a_scale_nothing_is_in_mm_and_nothing_is_corrected():
    found = all_rows(spacing_mm=None)
    assert not {row["unit"] for row in found} & PHYSICAL
    corrected = [row["value"] for row in found if row["quantity"] == "echo_intensity_corrected"]
    assert corrected == [None, None]
    measured = measure_all(MASK, PIXELS, everywhere(MASK), "multiclass", None)
    assert "mm2" not in json.dumps(as_dict(measured)["tissues"])
    assert {row["mm"] for row in profile_rows(measured)} == {None}
    assert measured.spacing_source == "unknown"


def test_the_object_is_strict_json_with_numbers_under_name_and_unit():
    found = as_dict(measure_all(MASK, PIXELS, everywhere(MASK), "multiclass", SPACING_MM))
    again = json.loads(json.dumps(found, allow_nan=False))
    assert again == found
    skin = found["tissues"][0]
    assert skin["quantities"]["area_mm2"]["value"] == pytest.approx(4000 * 0.025)
    assert skin["profile_px"] == [10] * 400
    assert found["edges"][0]["side"] == "left"


def test_the_profile_has_a_row_per_column_where_a_tissue_is():
    found = profile_rows(measure_all(MASK, PIXELS, everywhere(MASK), "multiclass", SPACING_MM))
    skin = [row for row in found if row["tissue"] == "skin"]
    assert len(skin) == 400
    assert skin[7] == {"tissue": "skin", "column": 7, "px": 10, "mm": pytest.approx(1.0)}


def test_an_empty_mask_is_measured_as_nothing():
    found = all_rows(np.zeros_like(MASK))
    assert {row["value"] for row in found} == {0, None}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"mask": np.zeros((4, 4, 3), np.uint8)}, r"shape \(4, 4, 3\)"),
        ({"mask": MASK.astype(float)}, "whole numbers"),
        ({"mask": MASK + np.uint8(9)}, "values 0 to 7"),
        ({"pixels": PIXELS[:, 1:]}, "Mask and image"),
        ({"inside": everywhere(MASK)[1:]}, "Mask and field"),
        ({"inside": np.ones(MASK.shape)}, "array of bool"),
        ({"spacing_mm": (0.1, -0.1)}, "two positive numbers of mm"),
        ({"spacing_mm": (0.1,)}, "two positive numbers of mm"),
        ({"model": "ternary"}, "no model 'ternary'"),
    ],
)
def test_bad_input_is_refused_in_words(changed, message):
    given = {"mask": MASK, "pixels": PIXELS, "inside": everywhere(MASK)}
    given |= {"model": "multiclass", "spacing_mm": SPACING_MM, **changed}
    with pytest.raises(InputError, match=message):
        measure_all(**given)


def test_the_arrays_that_were_given_are_left_as_they_were():
    mask, pixels = MASK.copy(), PIXELS.copy()
    measure_all(mask, pixels, everywhere(mask), "multiclass", SPACING_MM)
    assert (mask == MASK).all()
    assert (pixels == PIXELS).all()
