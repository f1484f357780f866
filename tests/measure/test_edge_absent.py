"""Where a muscle has no thickness at the side of the field, and input that has none."""

import numpy as np
import pytest
from known_shapes import FASCIA, FAT, MUSCLE, everywhere, pennate

from usseg.errors import InputError
from usseg.measure.edge import muscle_thickness_at_edge


def at_left(mask: np.ndarray):
    return muscle_thickness_at_edge(mask, everywhere(mask), None)


@pytest.mark.parametrize("loss", ["deep", "all", "muscle"])
def test_what_is_not_there_is_not_measured_and_the_reason_is_said(loss):
    mask, _, _ = pennate()
    row = np.arange(300)[:, None]
    if loss == "deep":
        mask[(mask == FASCIA) & (row > 120)] = MUSCLE
    elif loss == "all":
        mask[:] = 0
    else:
        mask[mask == MUSCLE] = FAT
    found = at_left(mask)
    assert (found.px, found.mm, found.top, found.bottom) == (None, None, None, None)
    assert "No muscle between two aponeuroses" in found.note


def test_a_muscle_whose_left_quarter_is_missing_is_not_guessed():
    mask, _, _ = pennate()
    mask[:, :110] = 0
    found = at_left(mask)
    assert found.px is None
    assert "nearest quarter" in found.note


def test_bad_input_is_refused_in_words():
    mask, _, _ = pennate()
    with pytest.raises(InputError, match="left and right, not 'top'"):
        muscle_thickness_at_edge(mask, everywhere(mask), None, "top")
    with pytest.raises(InputError, match="Mask and field"):
        muscle_thickness_at_edge(mask, everywhere(mask[1:]), None)
    with pytest.raises(InputError, match="values 0 to 7"):
        muscle_thickness_at_edge(mask + 5, everywhere(mask), None)
    with pytest.raises(InputError, match="two positive numbers"):
        muscle_thickness_at_edge(mask, everywhere(mask), (0.0, 0.1))
