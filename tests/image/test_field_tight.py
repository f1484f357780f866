"""A rectangle's sides lie where its picture begins, not where JPEG's ringing does."""

import io

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from usseg.image.field import find_field
from usseg.image.field_tight import REACH, first_line, tightened
from usseg.image.preprocess import field_box, whole_field
from usseg.types import Field, Frame

BOX = (43, 91, 243, 310)  # on no border of JPEG's blocks


def screen_of(ground: int) -> np.ndarray:
    rng = np.random.default_rng(0)
    screen = np.full((300, 400), ground, dtype=np.uint8)
    row0, col0, row1, col1 = BOX
    screen[row0:row1, col0:col1] = rng.rayleigh(60, (row1 - row0, col1 - col0)).clip(1, 255)
    return screen


def wide(by: int) -> Field:
    row0, col0, row1, col1 = BOX[0] - by, BOX[1] - by, BOX[2] + by, BOX[3] + by
    corners = [(row0, col0), (row0, col1), (row1, col1), (row1, col0)]
    return Field("rectangle", np.array(corners, dtype=float))


@pytest.mark.parametrize("ground", [0, 12, 200])
@pytest.mark.parametrize("by", [0, 1, 7, REACH])
def test_sides_come_to_the_picture_from_a_few_lines_away(ground, by):
    assert field_box(tightened(screen_of(ground), wide(by)), (300, 400)) == BOX


def test_sides_that_are_farther_off_stay():
    found = tightened(screen_of(0), wide(REACH + 1))
    assert np.array_equal(found.outline, wide(REACH + 1).outline)


@pytest.mark.parametrize("quality", [40, 50, 75])
def test_the_field_of_a_jpeg_is_found_to_the_pixel(quality):
    screen = screen_of(0).astype(float)
    part = screen[BOX[0] : BOX[2], BOX[1] : BOX[3]]
    part[:] = 2 * ndimage.uniform_filter(part, 3)  # a probe's speckle is wider than a pixel
    screen[5:20:6, 10:390:8] = 250
    file = io.BytesIO()
    Image.fromarray(screen.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=quality)
    pixels = np.array(Image.open(file))
    assert field_box(find_field(Frame(pixels, 255)), pixels.shape) == pytest.approx(BOX, abs=1)


def test_echoes_that_fade_are_no_edge():
    ramp = np.repeat(np.arange(0, 120, 4, dtype=np.int16)[:, None], 50, axis=1)
    assert first_line(ramp, 3) == 3


def test_dim_echoes_before_a_bright_line_are_kept():
    lines = np.random.default_rng(0).rayleigh(25, (60, 200)).astype(np.int16)
    lines[:20] = 0
    lines[26:29] = 230
    assert first_line(lines, 20) == 20


def test_other_fields_stay_as_they_are():
    whole = whole_field((300, 400))
    assert tightened(screen_of(0), whole) is whole
