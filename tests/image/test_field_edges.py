"""Where a rectangle on a black screen begins and ends although its echoes fade there."""

import numpy as np
import pytest

from usseg.image.field import find_field
from usseg.image.field_cut import ends_together
from usseg.image.field_extent import dim_rows
from usseg.image.field_sides import Side
from usseg.image.field_walk import Screen
from usseg.image.preprocess import field_box
from usseg.types import Frame

TOP, LEFT, BOTTOM, RIGHT = 70, 90, 290, 330
SCREEN = (360, 460)
ROW, COL = np.mgrid[: BOTTOM - TOP, : RIGHT - LEFT]
DOME = 20 + 0.004 * (COL - 120) ** 2  # rows of water above a curved skin


def speckle(seed: int = 0, brightness: float = 60.0) -> np.ndarray:
    """Rayleigh noise without a zero, float, as large as the field."""
    noise = np.random.default_rng(seed).rayleigh(brightness, size=ROW.shape)
    return np.clip(noise, 1, 255)


def limb_in_water() -> np.ndarray:
    """Echoes that begin over several rows, as that of the skin does, below water."""
    return speckle() * np.clip((ROW - DOME) / 8, 0, 1)


def on_black(field: np.ndarray) -> np.ndarray:
    """A black screen with a field on it, and letters above and left of it, uint8."""
    screen = np.zeros(SCREEN, dtype=np.uint8)
    screen[4:20:3, 110:190:2] = 220
    screen[100:220:4, 10:50:2] = 220
    screen[TOP:BOTTOM, LEFT:RIGHT] = field.clip(0, 255).astype(np.uint8)
    return screen


def box_in(pixels: np.ndarray) -> tuple[int, int, int, int]:
    return field_box(find_field(Frame(pixels, white=255)), pixels.shape)


def skin_that_begins_dimly() -> np.ndarray:
    return speckle() * np.clip(ROW / 14, 0.0, 1)


def test_top_of_a_field_is_where_its_dim_skin_begins_and_not_where_the_screen_does():
    row0, *others = box_in(on_black(skin_that_begins_dimly()))
    assert TOP <= row0 <= TOP + 4
    assert others == pytest.approx((LEFT, BOTTOM, RIGHT), abs=1)


def test_few_bright_pixels_are_no_row_of_the_skin_and_a_part_of_the_width_is():
    band = np.zeros((30, 100), dtype=np.uint8)
    band[:4, :8] = 40
    band[4:, :3] = 200
    assert dim_rows(band) == 4


def test_water_under_a_black_screen_is_left_out_and_no_skin_with_it():
    field = limb_in_water()
    row0, col0, row1, col1 = box_in(on_black(field))
    assert TOP + 15 <= row0 <= TOP + 24
    assert (col0, row1, col1) == pytest.approx((LEFT, BOTTOM, RIGHT), abs=1)


def test_water_below_the_echo_of_a_membrane_as_wide_as_the_field_is_kept():
    field = limb_in_water()
    field[2:4] = 180
    assert box_in(on_black(field))[0] == pytest.approx(TOP + 2, abs=1)


def test_line_of_the_screen_that_is_wider_than_the_field_is_no_membrane():
    screen = on_black(limb_in_water())
    screen[TOP + 2 : TOP + 4, LEFT - 20 : RIGHT + 20] = 180
    assert box_in(screen)[0] >= TOP + 15


def test_water_at_the_top_of_a_frame_without_a_screen_belongs_to_the_field():
    bare = limb_in_water().astype(np.uint8)
    assert find_field(Frame(bare, white=255)).kind == "whole"


def test_water_on_a_grey_screen_belongs_to_the_field():
    screen = on_black(limb_in_water())
    ground = np.ones(SCREEN, dtype=bool)
    ground[TOP:BOTTOM, LEFT:RIGHT] = False
    screen[ground & (screen == 0)] = 60
    assert box_in(screen) == pytest.approx((TOP, LEFT, BOTTOM, RIGHT), abs=1)


def lost_contact(from_row: int) -> np.ndarray:
    """Echoes that fade out towards the right from this row on, over many columns."""
    fades = np.clip((170 + 10 * np.sin(ROW / 9) - COL) / 30, 0, 1)
    return speckle() * np.where(from_row <= ROW, fades, 1)


@pytest.mark.parametrize("flip", [False, True])
def test_topmost_echoes_tell_how_wide_a_field_is_whose_end_lost_contact(flip):
    screen = on_black(lost_contact(from_row=30))
    screen = np.ascontiguousarray(screen[:, ::-1]) if flip else screen
    expected = (SCREEN[1] - RIGHT, SCREEN[1] - LEFT) if flip else (LEFT, RIGHT)
    _, col0, _, col1 = box_in(screen)
    assert (col0, col1) == pytest.approx(expected, abs=2)


def test_field_goes_on_over_black_where_even_the_topmost_echoes_fade():
    assert box_in(on_black(lost_contact(from_row=0)))[3] >= RIGHT


def test_text_below_a_field_does_not_hide_its_bottom():
    screen = on_black(speckle(brightness=12))
    screen[BOTTOM + 3 : BOTTOM + 15 : 3, 150:210:2] = 255
    assert box_in(screen)[2] == pytest.approx(BOTTOM, abs=1)


def test_bottom_is_found_where_dim_echoes_end_together_over_three_rows():
    depth = np.clip(1.2 - ROW / 170, 0.07, 1)
    field = np.maximum(speckle() * depth, 1)
    field[-2:] = np.maximum(field[-2:] * [[0.6], [0.35]], 1)
    assert box_in(on_black(field))[2] == pytest.approx(BOTTOM, abs=2)


def test_noise_of_one_grey_level_in_the_depths_is_no_bottom():
    bare = speckle() * np.clip((100 - ROW) / 10, 0, 1)
    noise = np.random.default_rng(2).random(ROW.shape) < 0.6
    bare = np.where((ROW > 98) & (ROW < 125), noise, bare).astype(np.uint8)
    assert find_field(Frame(bare, white=255)).kind == "whole"


@pytest.mark.parametrize(("screen_level", "expected"), [(3, True), (0, False)])
def test_black_that_is_darker_than_the_screen_ends_where_the_screen_begins(screen_level, expected):
    # Echoes fade to nothing, which only a brighter screen tells from more of nothing.
    inward = np.zeros((40, 100), dtype=np.uint8)
    inward[5:] = np.arange(35)[:, None]
    beyond = np.full((40, 100), screen_level, dtype=np.uint8)
    bottom = Side(edge=60, share=1.0, beyond=0.0, line=1.0, slope=0.0, start=60.0, fringe=0.0)
    screen = Screen(noise=0, enclosed=False)
    assert ends_together(bottom, inward, beyond, slice(0, 100), screen) is expected
