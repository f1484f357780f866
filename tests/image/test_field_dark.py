"""A screen that is nearly black, and a field whose own black differs from it by a level or two."""

import numpy as np
import pytest

from usseg.image.field import find_field
from usseg.image.preprocess import field_box
from usseg.types import Frame

TOP, LEFT, BOTTOM, RIGHT = 40, 90, 240, 310


def screen_of(ground: int, floor: int) -> np.ndarray:
    """A screen of one level with speckle that ends halfway: below a bone, the field is its floor."""
    screen = np.full((300, 400), ground, dtype=np.uint8)
    noise = np.random.default_rng(0).rayleigh(60, size=(BOTTOM - TOP, RIGHT - LEFT))
    screen[TOP:BOTTOM, LEFT:RIGHT] = np.clip(noise, floor + 1, 255)
    row, col = np.mgrid[TOP:BOTTOM, LEFT:RIGHT]
    shadow = row > 130 + 0.002 * (col - 200) ** 2
    screen[TOP:BOTTOM, LEFT:RIGHT][shadow] = floor
    return screen


def box_in(screen: np.ndarray) -> tuple[int, int, int, int]:
    return field_box(find_field(Frame(screen, white=255)), screen.shape)


@pytest.mark.parametrize(("ground", "floor"), [(1, 0), (2, 0), (5, 0), (0, 2), (4, 1)])
def test_shadow_of_another_level_than_the_screen_belongs_to_the_field(ground, floor):
    assert box_in(screen_of(ground, floor)) == pytest.approx((TOP, LEFT, BOTTOM, RIGHT), abs=2)


def test_a_black_panel_on_a_black_screen_is_peeled_off_too():
    screen = np.zeros((400, 520), dtype=np.uint8)
    screen[50:350, 60:460] = screen_of(3, 0)
    assert box_in(screen) == pytest.approx((TOP + 50, LEFT + 60, BOTTOM + 50, RIGHT + 60), abs=2)


def test_text_on_a_dark_screen_is_not_field():
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.fromarray(screen_of(2, 0))
    draw = ImageDraw.Draw(picture)
    for line in range(9):
        draw.text((RIGHT + 3, TOP + 16 * line), "Frq 10 MHz", 200, ImageFont.load_default(12))
    assert box_in(np.array(picture)) == pytest.approx((TOP, LEFT, BOTTOM, RIGHT), abs=2)


@pytest.mark.parametrize("level", [0, 1, 3])
def test_echoes_that_fade_into_black_do_not_end_the_field(level):
    frame = np.random.default_rng(0).rayleigh(60, size=(256, 256))
    frame *= np.clip((140 - np.arange(256)) / 25, 0, 1)[:, None]
    pixels = np.clip(frame, level, 255).astype(np.uint8)
    assert box_in(pixels) == (0, 0, 256, 256)
