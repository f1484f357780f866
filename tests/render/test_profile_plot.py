"""The plot of thickness is SVG that a parser reads, in the right unit, with a line per tissue."""

from xml.etree import ElementTree

import numpy as np
import pytest
from export_makers import segmentation

from usseg.image.preprocess import field_mask
from usseg.measure import measure_frame
from usseg.render.profile_plot import BOTTOM, HEIGHT, LEFT, RIGHT, WIDTH, profile_svg, ticks_up_to

SVG = "{http://www.w3.org/2000/svg}"


def measured(spacing_mm=None, mask=None):
    made = segmentation()
    frame = made.frame
    frame = frame.__class__(frame.pixels, 255, spacing_mm)
    labels = made.mask if mask is None else mask
    return measure_frame(labels, frame, field_mask(made.field, made.mask.shape), "multiclass")


def lines(text: str) -> list[list[tuple[float, float]]]:
    """The vertices of each tissue's line."""
    root = ElementTree.fromstring(
        text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    )
    paths = [one.get("d") for one in root.iter(f"{SVG}path") if one.get("fill") == "none"]
    split = [path.replace("M", "L").split("L")[1:] for path in paths]
    return [[tuple(map(float, point.split())) for point in points] for points in split]


@pytest.mark.parametrize("spacing_mm", [None, (0.5, 0.1)])
def test_a_line_is_as_high_as_its_tissue_is_thick(spacing_mm):
    mask = np.zeros((40, 60), np.uint8)
    mask[10:20, 20:40] = 2
    mask[20:25, 20:40] = 3
    fat, muscle = lines(profile_svg(measured(spacing_mm, mask), 30))
    floor = HEIGHT - BOTTOM
    heights = {round(floor - y, 1) for _, y in fat}, {round(floor - y, 1) for _, y in muscle}
    assert [len(one) for one in heights] == [1, 1]
    (thick,), (thin,) = heights
    assert thick == pytest.approx(2 * thin, abs=0.2)
    across = (WIDTH - LEFT - RIGHT) / 60
    assert [fat[0][0], fat[-1][0]] == pytest.approx(
        [LEFT + 20.5 * across, LEFT + 39.5 * across], abs=0.06
    )


def test_the_unit_is_mm_only_with_a_scale():
    assert ">mm<" in profile_svg(measured((0.5, 0.1)), 0)
    assert ">px<" in profile_svg(measured(), 0)
    assert ">mm<" not in profile_svg(measured(), 0)


def test_each_tissue_has_a_dash_of_its_own():
    text = profile_svg(measured(), 0)
    assert len(lines(text)) == 7
    dashes = {part.split('"')[0] for part in text.split('stroke-dasharray="')[1:]}
    assert len(dashes) == 7


def test_where_nothing_is_there_is_no_plot():
    assert profile_svg(measured(mask=np.zeros((40, 60), np.uint8)), 0) == ""


@pytest.mark.parametrize("largest", [0.003, 1, 7.2, 99, 12345])
def test_ticks_are_few_and_round_and_within(largest):
    ticks = ticks_up_to(largest)
    assert 2 <= len(ticks) <= 6
    assert ticks[0] == 0
    assert ticks[-1] <= largest
