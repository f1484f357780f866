"""Where two masks differ, each kind in its colour."""

import numpy as np

from usseg.render.compare import DIFFERENCE_LEGEND
from usseg.render.versus import VERSUS_LEGEND, versus_picture

FIRST, SECOND = np.array([[0, 2, 2, 0, 2]]), np.array([[0, 2, 0, 2, 3]])


def test_every_kind_of_difference_has_its_colour():
    names = {entry.colour: entry.name for entry in VERSUS_LEGEND}
    seen = [names[tuple(pixel)] for pixel in versus_picture(FIRST, SECOND)[0].tolist()]
    assert seen == ["nothing", "agree", "only in A", "only in B", "another tissue"]


def test_the_colours_are_those_of_the_difference_to_a_truth():
    assert {one.colour for one in VERSUS_LEGEND} < {one.colour for one in DIFFERENCE_LEGEND}
    assert "truth" not in " ".join(entry.meaning for entry in VERSUS_LEGEND)
