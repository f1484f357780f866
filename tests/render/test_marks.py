"""What a person set is drawn where it lies, in small frames and in those that are thinned out."""

import numpy as np
import pytest
from export_makers import segmentation

from usseg.errors import InputError
from usseg.render.marks import (
    BOX_COLOUR,
    COLUMN_COLOUR,
    LEAST_SHOWN,
    POINT_COLOUR,
    clickable,
    column_picture,
    frame_point,
    setting_picture,
    shown_scale,
)
from usseg.types import Field, Frame

LARGE = (3000, 5000)  # shown with every third row and column


@pytest.fixture(scope="module")
def large():
    frame = Frame(np.full(LARGE, 90, np.uint8), 255)
    whole = Field("whole", np.array([(0, 0), (0, 5000), (3000, 5000), (3000, 0)], dtype=float))
    return segmentation(frame, field=whole)


def places(picture: np.ndarray, colour) -> np.ndarray:
    """(row, col) of all pixels of a colour."""
    return np.argwhere((picture == colour).all(axis=-1))


def test_a_click_is_a_point_of_the_frame_whether_it_is_enlarged_or_thinned():
    assert frame_point((0, 0), (1000, 1200)) == (0.5, 0.5)
    assert frame_point((4, 7), (500, 500)) == (3.75, 2.25)  # every pixel twice
    assert frame_point((100, 200), LARGE) == (601.5, 301.5)  # every third pixel


@pytest.mark.parametrize("shape", [(40, 60), (384, 384), (900, 1400), (2048, 2049)])
def test_the_clickable_picture_is_never_enlarged_by_a_page(shape):
    assert LEAST_SHOWN <= max(clickable(np.zeros((*shape, 3), np.uint8)).shape) <= 2048


def test_a_point_is_marked_where_it_lies():
    picture = setting_picture(segmentation(), ((20.5, 30.5),))
    zoom = shown_scale((40, 60))
    middle = places(picture, POINT_COLOUR).mean(axis=0)
    assert middle == pytest.approx((20.5 * zoom, 30.5 * zoom), abs=2)


def test_a_click_is_marked_under_the_mouse(large):
    for made, shape in ((segmentation(), (40, 60)), (large, LARGE)):
        picture = setting_picture(made, (frame_point((700, 500), shape),))
        assert places(picture, POINT_COLOUR).mean(axis=0) == pytest.approx((500, 700), abs=2)


def test_two_points_are_joined():
    apart = setting_picture(segmentation(), ((10.5, 10.5), (10.5, 50.5)))
    zoom = shown_scale((40, 60))
    line = apart[int(10.5 * zoom), int(10.5 * zoom) : int(50.5 * zoom)]
    assert (line == POINT_COLOUR).all()


def test_a_rectangle_covers_its_pixels_whichever_corner_came_first():
    zoom = shown_scale((40, 60))
    for box in ((5, 12, 30, 40), (30, 40, 5, 12)):
        found = places(setting_picture(segmentation(), (), box), BOX_COLOUR)
        assert found.min(axis=0).tolist() == [5 * zoom, 12 * zoom]
        assert found.max(axis=0).tolist() == [30 * zoom - 1, 40 * zoom - 1]


def test_a_rectangle_without_area_is_not_drawn():
    assert not len(places(setting_picture(segmentation(), (), (5, 5, 5, 5)), BOX_COLOUR))


def test_the_column_is_where_it_is(large):
    marked = column_picture(segmentation(), 33) == COLUMN_COLOUR
    columns = np.flatnonzero(marked.all(axis=(0, 2))) // int(shown_scale((40, 60)))
    assert set(columns.tolist()) == {33}
    assert (column_picture(large, 4999)[:, 1666] == COLUMN_COLOUR).all()


@pytest.mark.parametrize(
    "clicked", [None, 5, (1,), (1, 2, 3), ("a", 1), (-9, 0), (0, 999), (np.nan, 1)]
)
def test_a_click_that_is_none_is_told(clicked):
    with pytest.raises(InputError, match="outside the image"):
        frame_point(clicked, (40, 60))
