"""A choice of scale from Python may be anything: it is a scale, or gets a sentence."""

import numpy as np
import pytest

from usseg.errors import InputError
from usseg.image.field_given import rectangle
from usseg.image.read import frame_from_array
from usseg.image.scale_choice import ScaleChoice, check_choice, settle_scale

NO_SUCH, INCOMPLETE = "There is no scale", "Two points and the length between them"


@pytest.mark.parametrize(
    ("choice", "words"),
    [(7, NO_SUCH), ((0.1, 0.1), NO_SUCH), (ScaleChoice("points", None, ((1, 2),), 5), INCOMPLETE)],
)
def test_what_is_no_choice_gets_a_sentence(choice, words):
    with pytest.raises(InputError, match=words):
        check_choice(choice)


def test_numbers_in_quotes_are_numbers_as_on_the_command_line():
    assert check_choice(ScaleChoice("ruler", "10")).tick_mm == 10.0
    frame = frame_from_array(np.arange(200 * 240, dtype=np.uint16).reshape(200, 240))
    asked = ScaleChoice("points", None, ((10, 10), (110, 10)), "12.5")
    placed = settle_scale(frame, rectangle((0, 0, 200, 240), (200, 240)), asked)
    assert placed.spacing_mm == (0.125, 0.125)
    assert placed.spacing_source == "two points 100.0 pixels apart, given as 12.5 mm"
