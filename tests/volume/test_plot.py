"""The plot of cross-sections: heights are areas, places are mm, bone has no line."""

import re

import pytest
from volume_makers import SHAPE, block_volume

from usseg.render.profile_plot import LEFT, RIGHT, TOP, WIDTH
from usseg.volume.amounts import sections
from usseg.volume.plot import FLOOR, sections_svg


def line(svg: str) -> list[tuple[float, float]]:
    """The places of the one tissue's line."""
    (path,) = re.findall(r'<path d="M([^"]*)" fill="none"', svg)
    return [tuple(map(float, point.split())) for point in path.split("L")]


def test_the_line_of_muscle_is_its_area_and_bone_has_none():
    svg = sections_svg(sections(block_volume()), "multiclass", 0)
    points = line(svg)
    assert len(points) == SHAPE[0]
    assert [y for _, y in points[2:6]] == [TOP] * 4, "the largest area reaches the top"
    assert [y for _, y in points[:2] + points[6:]] == [FLOOR] * 4
    assert points[0][0] == LEFT
    assert points[-1][0] == WIDTH - RIGHT
    assert "muscle</text>" in svg
    assert "bone" not in svg


def test_the_area_is_said_in_numbers():
    """8 x 10 pixels of 1 x 0.5 mm are 40 mm²."""
    assert ">40</text>" in sections_svg(sections(block_volume()), "multiclass", 0)


def test_the_marker_stands_at_its_slice():
    for index in (0, 3):
        svg = sections_svg(sections(block_volume()), "multiclass", index)
        x = float(re.search(r'<path d="M([\d.]+) \d+V\d+" stroke="#fff"', svg)[1])
        assert x == pytest.approx(line(svg)[index][0], abs=0.06)


def test_without_any_tissue_nothing_is_drawn():
    rows = [{"slice": 0, "place_mm": 0.0, "muscle_mm2": 0.0}]
    assert sections_svg(rows, "multiclass", 0) == ""
