"""What a person set is drawn where it lies, in small frames and in those that are thinned out."""

import numpy as np
import pytest
from export_makers import segmentation

from usseg.errors import InputError
from usseg.render.marks import (
    BOX_COLOUR,
    COLUMN_COLOUR,
    POINT_COLOUR,
    column_picture,
    frame_point,
    setting_picture,
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


def test_a_click_on_a_thinned_picture_is_a_point_of_the_frame():
    assert frame_point((0, 0), (384, 384)) == (0.5, 0.5)
    assert frame_point((100, 200), LARGE) == (601.5, 301.5)


def test_a_point_is_marked_where_it_was_clicked():
    picture = setting_picture(segmentation(), (frame_point((30, 20), (40, 60)),))
    assert places(picture, POINT_COLOUR).mean(axis=0) == pytest.approx((20, 30), abs=0.5)


def test_in_a_thinned_picture_too(large):
    picture = setting_picture(large, (frame_point((700, 500), LARGE),))
    assert picture.shape == (1000, 1667, 3)
    assert places(picture, POINT_COLOUR).mean(axis=0) == pytest.approx((500, 700), abs=1)


def test_two_points_are_joined():
    apart = setting_picture(segmentation(), ((10.5, 10.5), (10.5, 50.5)))
    assert (apart[10, 10:51] == POINT_COLOUR).all()


def test_a_rectangle_covers_its_pixels_whichever_corner_came_first():
    for box in ((5, 12, 30, 40), (30, 40, 5, 12)):
        found = places(setting_picture(segmentation(), (), box), BOX_COLOUR)
        assert found.min(axis=0).tolist() == [5, 12]
        assert found.max(axis=0).tolist() == [29, 39]


def test_a_rectangle_without_area_is_not_drawn():
    assert not len(places(setting_picture(segmentation(), (), (5, 5, 5, 5)), BOX_COLOUR))


def test_the_column_is_where_it_is(large):
    picture = column_picture(segmentation(), 33)
    assert (picture[:, 33] == COLUMN_COLOUR).all()
    assert not (picture[:, 35] == COLUMN_COLOUR).all()
    assert (column_picture(large, 4999)[:, 1666] == COLUMN_COLOUR).all()


@pytest.mark.parametrize(
    "clicked", [None, 5, (1,), (1, 2, 3), ("a", 1), (-9, 0), (0, 999), (np.nan, 1)]
)
def test_a_click_that_is_none_is_told(clicked):
    with pytest.raises(InputError, match="outside the image"):
        frame_point(clicked, (40, 60))
