"""Three views cut where they say, show what is unknown as unknown, and are linked by clicks."""

from dataclasses import replace

import numpy as np
import pytest
from volume_makers import HEAD_DOWN, MUSCLE, SHAPE, block_volume, grid

from usseg.errors import InputError
from usseg.render.blend import TISSUE_WEIGHT
from usseg.tissues import MULTICLASS
from usseg.volume.grid import Grid
from usseg.volume.planes import (
    LONGEST,
    MARK,
    NOT_SCANNED,
    SHADOW,
    SHOWN,
    STRIPE,
    clicked,
    middle,
    picture_shape,
    plane_picture,
    voxels_of,
)

PLACE = (4, 7, 9)


def pixel_of(where: Grid, view: int, voxel: tuple[int, int, int]) -> tuple[int, int]:
    """Row and column in the middle of what a view shows of a voxel."""
    down, across = SHOWN[view]
    rows, cols = voxels_of(where, view)
    middle_of = [np.flatnonzero(rows == voxel[down]), np.flatnonzero(cols == voxel[across])]
    return int(np.median(middle_of[0])), int(np.median(middle_of[1]))


def test_all_views_have_one_scale_and_square_pixels():
    """24 mm of slices, 20 mm of rows and 15 mm of columns: the longest takes all pixels."""
    assert picture_shape(grid(), 0) == (500, 375)
    assert picture_shape(grid(), 1) == (LONGEST, 375)
    assert picture_shape(grid(), 2) == (LONGEST, 500)


@pytest.mark.parametrize("view", range(3))
def test_a_view_shows_the_plane_that_its_place_names(view):
    volume = block_volume()
    picture = plane_picture(volume, view, PLACE)
    voxel = [2, 4, 5]  # a corner of the muscle, off the lines
    voxel[view] = PLACE[view]
    row, col = pixel_of(volume.grid, view, tuple(voxel))
    grey = volume.grey[tuple(voxel)]
    colour = np.array(MULTICLASS[MUSCLE].colour)
    expected = np.rint(grey * (1 - TISSUE_WEIGHT) + colour * TISSUE_WEIGHT)
    assert picture[row, col].tolist() == expected.tolist()
    voxel[SHOWN[view][1]] = 0  # gel beside it keeps its grey
    row, col = pixel_of(volume.grid, view, tuple(voxel))
    assert picture[row, col].tolist() == [volume.grey[tuple(voxel)]] * 3


def test_what_is_unknown_is_neither_grey_nor_a_tissue():
    volume = block_volume()
    picture = plane_picture(volume, 0, PLACE)
    rows, cols = voxels_of(volume.grid, 0)
    away = (rows != PLACE[1])[:, None] & (cols != PLACE[2])[None]
    shadow = (rows >= 16)[:, None] & ((cols >= 5) & (cols < 15))[None] & away
    found = {tuple(colour) for colour in picture[shadow].tolist()}
    assert found == {SHADOW, STRIPE}
    unscanned = np.broadcast_to((cols >= 25)[None], picture.shape[:2]) & away
    assert {tuple(colour) for colour in picture[unscanned].tolist()} == {NOT_SCANNED}


def test_lines_mark_where_the_other_views_cut():
    volume = block_volume()
    for view in range(3):
        picture = plane_picture(volume, view, PLACE)
        row, col = pixel_of(volume.grid, view, PLACE)
        assert (picture[row] == MARK).all()
        assert (picture[:, col] == MARK).all()


@pytest.mark.parametrize("direction", [None, HEAD_DOWN], ids=["up", "down"])
@pytest.mark.parametrize("view", range(3))
def test_a_click_moves_the_other_two_views_to_the_voxel_that_was_seen_there(view, direction):
    where = grid(direction)
    wanted = [1, 17, 3]
    wanted[view] = PLACE[view]
    row, col = pixel_of(where, view, tuple(wanted))
    assert clicked(where, view, PLACE, (col, row)) == tuple(wanted)


def test_the_head_is_up_whichever_way_the_slices_run():
    top_of_up, top_of_down = (
        clicked(grid(direction), 1, PLACE, (10, 0))[0] for direction in (None, HEAD_DOWN)
    )
    assert (top_of_up, top_of_down) == (SHAPE[0] - 1, 0)


@pytest.mark.parametrize("pixel", [(-1, 0), (0, 501), (376, 0), (np.nan, 1), None, ("a", 1), (1,)])
def test_a_click_outside_is_refused(pixel):
    with pytest.raises(InputError, match="outside the picture"):
        clicked(grid(), 0, PLACE, pixel)


@pytest.mark.parametrize("place", [(8, 0, 0), (-1, 0, 0), (0, 0, 30)])
def test_a_voxel_that_is_not_there_is_refused(place):
    with pytest.raises(InputError, match="8 x 20 x 30 voxels"):
        plane_picture(block_volume(), 0, place)


def test_more_voxels_than_pixels_are_thinned_out_and_still_marked():
    wide = Grid((2, 2, 4000), np.diag([1.0, 1.0, 0.1, 1.0]))
    zeros = np.zeros(wide.shape, dtype=np.uint8)
    volume = replace(block_volume(), labels=zeros, grey=zeros, shadow=zeros > 0, grid=wide)
    picture = plane_picture(volume, 0, (0, 0, 3999))
    assert picture.shape == (3, LONGEST, 3)
    assert (picture[:, -1] == MARK).all()
    assert middle(wide) == (1, 1, 2000)
