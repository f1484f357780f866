"""Fields whose place is known by construction, one difficulty at a time."""

import numpy as np
import pytest

from usseg.image.field import find_field
from usseg.image.field_score import field_iou
from usseg.image.preprocess import field_box, field_mask, whole_field
from usseg.types import Field, Frame


def speckle(rows: int, cols: int, seed: int = 0, brightness: float = 60.0) -> np.ndarray:
    """Rayleigh noise, uint8, without a zero: every pixel is an echo."""
    noise = np.random.default_rng(seed).rayleigh(brightness, size=(rows, cols))
    return np.clip(noise, 1, 255).astype(np.uint8)


def screen_with(frame: np.ndarray, ground: int) -> np.ndarray:
    """A screen (300, 400) of one grey with a frame at row 40, column 90."""
    screen = np.full((300, 400), ground, dtype=np.uint8)
    screen[40 : 40 + frame.shape[0], 90 : 90 + frame.shape[1]] = frame
    return screen


def box_in(pixels: np.ndarray) -> tuple[int, int, int, int]:
    return field_box(find_field(Frame(pixels, white=255)), pixels.shape)


@pytest.mark.parametrize("ground", [0, 30, 128, 255])
def test_rectangle_is_found_to_the_pixel_on_any_ground(ground):
    screen = screen_with(speckle(200, 220), ground)
    assert find_field(Frame(screen, white=255)).kind == "rectangle"
    assert box_in(screen) == pytest.approx((40, 90, 240, 310), abs=1)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_turned_screen_has_its_field_turned(turns):
    screen = screen_with(speckle(200, 220), 30)
    marked = np.zeros(screen.shape, dtype=bool)
    marked[40:240, 90:310] = True
    rows, cols = np.nonzero(np.rot90(marked, turns))
    expected = (rows.min(), cols.min(), rows.max() + 1, cols.max() + 1)
    assert box_in(np.ascontiguousarray(np.rot90(screen, turns))) == pytest.approx(expected, abs=1)


def test_black_depths_are_not_cut_off_on_a_grey_ground():
    frame = speckle(200, 220)
    frame[90:] = 0
    assert box_in(screen_with(frame, 50)) == pytest.approx((40, 90, 240, 310), abs=1)


def test_black_depths_are_kept_when_the_echoes_fade_into_a_black_screen():
    fading = speckle(200, 220) * np.linspace(1, -0.3, 200)[:, None]
    row0, col0, row1, col1 = box_in(screen_with(np.clip(fading, 0, 255).astype(np.uint8), 0))
    assert (row0, col0, col1) == pytest.approx((40, 90, 310), abs=2)
    assert row1 >= 240


def test_depths_one_level_above_the_screen_belong_to_the_field():
    row, col = np.mgrid[:300, :400]
    inside = np.abs(col - 200) < 40 + 0.5 * row
    frame = np.where(row < 120, speckle(300, 400), 1)
    screen = np.where(inside & (row >= 30) & (row < 270), frame, 0).astype(np.uint8)
    truth = screen > 0
    screen[:16] = 58  # a header along most of the frame's edge
    found = field_mask(find_field(Frame(screen, white=255)), screen.shape)
    assert (found & truth).sum() / (found | truth).sum() > 0.97


def test_white_page_around_a_grey_screen_is_peeled_off():
    page = np.full((420, 560), 255, dtype=np.uint8)
    page[60:360, 80:480] = screen_with(speckle(200, 220), 54)
    assert box_in(page) == pytest.approx((100, 170, 300, 390), abs=1)


def test_letters_and_rulers_are_not_field():
    screen = screen_with(speckle(200, 220), 0)
    screen[5:25:3, 10:390:2] = 255  # strokes of a header
    screen[40:240, 320] = 200  # a ruler's spine
    screen[40:240:20, 320:328] = 200  # and its ticks
    assert box_in(screen) == pytest.approx((40, 90, 240, 310), abs=1)


def test_cropped_frame_is_taken_whole():
    assert find_field(Frame(speckle(256, 256), white=255)).kind == "whole"


def test_water_above_curved_skin_belongs_to_the_field():
    frame = speckle(300, 400)
    row, col = np.mgrid[:300, :400]
    frame[row < 60 - 0.001 * (col - 200) ** 2] = 0
    frame[2:5] = speckle(3, 400, seed=1, brightness=150)  # the echo of the probe's face
    assert find_field(Frame(frame, white=255)).kind == "whole"


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (5, 9), (15, 400), (16, 16), (20, 3000)])
def test_tiny_and_thin_frames_give_a_field_within_them(shape):
    for pixels in (np.zeros(shape, np.uint8), speckle(*shape)):
        row0, col0, row1, col1 = box_in(pixels)
        assert 0 <= row0 < row1 <= shape[0]
        assert 0 <= col0 < col1 <= shape[1]


@pytest.mark.parametrize("seed", range(40))
def test_any_picture_gives_a_field_within_it(seed):
    rng = np.random.default_rng(seed)
    picture = np.full(rng.integers(16, 200, size=2), rng.integers(256), dtype=np.uint8)
    for _ in range(rng.integers(1, 9)):
        row, col = rng.integers(0, picture.shape)
        patch = picture[row : row + rng.integers(1, 120), col : col + rng.integers(1, 120)]
        patch[:] = rng.integers(0, rng.integers(1, 257), size=patch.shape)
    outline = find_field(Frame(picture, white=255)).outline
    assert len(outline) >= 3
    assert (outline >= 0).all()
    assert (outline <= picture.shape).all()


@pytest.mark.parametrize("level", [0, 1, 128, 255])
def test_constant_frame_is_taken_whole(level):
    assert find_field(Frame(np.full((200, 300), level, np.uint8), white=255)).kind == "whole"


def test_speck_of_texture_is_not_a_field():
    screen = np.zeros((300, 400), dtype=np.uint8)
    screen[100:145, 100:145] = speckle(45, 45)  # 1.7 % of the screen
    assert find_field(Frame(screen, white=255)).kind == "whole"


@pytest.mark.parametrize(("white", "factor"), [(65535, 257), (4095, 16)])
def test_sixteen_bits_show_the_same_field_as_eight(white, factor):
    screen = screen_with(speckle(200, 220), 30)
    deep = Frame(screen.astype(np.uint16) * factor, white=white)
    assert field_box(find_field(deep), screen.shape) == box_in(screen)


def test_finding_is_repeatable_and_leaves_the_frame_alone():
    screen = screen_with(speckle(200, 220), 30)
    before = screen.copy()
    outlines = [find_field(Frame(screen, white=255)).outline for _ in range(2)]
    assert np.array_equal(*outlines)
    assert np.array_equal(screen, before)


def test_overlap_of_two_fields_is_that_of_their_areas():
    left = Field("rectangle", np.array([(0, 0), (0, 30), (40, 30), (40, 0)], dtype=float))
    right = Field("rectangle", np.array([(0, 10), (0, 40), (40, 40), (40, 10)], dtype=float))
    assert field_iou(left, right, (40, 60)) == pytest.approx(20 / 40)
    assert field_iou(left, left, (40, 60)) == 1.0
    assert field_iou(left, whole_field((40, 60)), (40, 60)) == pytest.approx(0.5)
