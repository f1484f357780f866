"""A furnished screen holds the frame, follows its seed, and keeps to the promised size."""

import numpy as np
import pytest
from PIL import Image

from usseg.phantom.furniture import furnish
from usseg.phantom.furniture_parts import PARTS, PLAIN_PARTS, depth_ruler, width_ruler
from usseg.phantom.furniture_text import Box, ticks

SCREENS = 60


def noisy_frame(seed: int, shape: tuple[int, int] = (120, 90)) -> np.ndarray:
    """A frame of random grey, so that a shifted or resampled copy cannot match it."""
    return np.random.default_rng(seed).integers(1, 255, size=shape, dtype=np.uint8)


def test_same_seed_gives_the_same_bytes_and_another_seed_another_screen():
    frame = noisy_frame(0)
    first, offset = furnish(frame, None, np.random.default_rng(5))
    again, offset_again = furnish(frame, None, np.random.default_rng(5))
    other, _ = furnish(frame, None, np.random.default_rng(6))
    assert first.tobytes() == again.tobytes()
    assert offset == offset_again
    assert first.shape != other.shape or first.tobytes() != other.tobytes()


@pytest.mark.parametrize("shape", [(256, 256), (120, 90), (16, 200)])
def test_screen_is_one_to_two_point_two_times_the_frame_and_contains_it(shape):
    for seed in range(SCREENS):
        screen, (row, col) = furnish(noisy_frame(seed, shape), None, np.random.default_rng(seed))
        assert screen.dtype == np.uint8
        for length, offset, size in zip(screen.shape, (row, col), shape, strict=True):
            assert size <= length <= 2.2 * size
            assert 0 <= offset <= length - size


def test_frame_lies_at_the_reported_offset_in_nearly_all_its_pixels():
    # Overlaid text and JPEG change some pixels; a wrong offset would decorrelate all of them.
    for seed in range(SCREENS):
        frame = noisy_frame(seed)
        screen, (row, col) = furnish(frame, None, np.random.default_rng(seed))
        shown = screen[row : row + 120, col : col + 90]
        assert np.corrcoef(shown.ravel(), frame.ravel())[0, 1] > 0.75


def test_frame_outside_the_fan_is_replaced_by_one_ground_level():
    inside = np.zeros((120, 90), dtype=bool)
    inside[:, 30:60] = True
    for seed in range(SCREENS):
        screen, (row, col) = furnish(noisy_frame(seed), inside, np.random.default_rng(seed))
        beside = screen[row : row + 120, col : col + 20].astype(int)
        commonest = np.bincount(beside.ravel()).argmax()
        assert (np.abs(beside - commonest) <= 12).mean() > 0.6  # the rest is furniture and JPEG


def test_screens_differ_in_their_ground():
    grounds = []
    for seed in range(SCREENS):
        screen, _ = furnish(
            noisy_frame(seed), np.zeros((120, 90), bool), np.random.default_rng(seed)
        )
        grounds.append(int(np.median(screen)))
    assert sum(ground < 10 for ground in grounds) >= 10
    assert sum(14 <= ground < 180 for ground in grounds) >= 10
    assert sum(ground >= 220 for ground in grounds) >= 2


def test_box_grows_towards_the_edges_of_the_screen():
    box = Box(top=10, left=20, bottom=30, right=60)
    assert box.grown(0, (50, 100)) == (20, 10, 59, 29)
    assert box.grown(1, (50, 100)) == (0, 0, 99, 49)


@pytest.mark.parametrize("spacing_mm", [0.05, 0.1, 0.23, 0.6])
def test_ticks_stand_every_five_or_ten_millimetres_of_a_known_pixel_size(spacing_mm):
    seen = set()
    for seed in range(20):
        at = np.array(ticks(30, 430, spacing_mm, np.random.default_rng(seed)))
        steps_mm = np.diff(at) * spacing_mm
        length = 5 if steps_mm.mean() < 7.5 else 10
        seen.add(length)
        assert at[0] == 30
        assert steps_mm == pytest.approx(length, abs=spacing_mm)
        assert (at[-1] - at[0]) * spacing_mm == pytest.approx(
            length * len(steps_mm), abs=spacing_mm
        )
    assert seen == {5, 10}


@pytest.mark.parametrize(("ruler", "axis"), [(depth_ruler, 0), (width_ruler, 1)])
def test_a_ruler_obeys_the_pixel_size_of_its_own_axis(ruler, axis):
    spacing_mm = (0.2, 0.5)
    for seed in range(20):
        screen = Image.new("L", (400, 400))
        ruler(screen, Box(50, 50, 350, 350, spacing_mm), 255, np.random.default_rng(seed))
        drawn = np.array(screen) > 0
        places = np.flatnonzero(drawn.sum(axis=1 - axis) > 1)  # one pixel is the spine
        every_5, every_10 = (50 + np.arange(0, 300, step / spacing_mm[axis]) for step in (5, 10))
        assert np.isin(every_10.astype(int), places).all()
        if ruler is width_ruler:  # which has no numbers
            assert np.isin(places, every_5.astype(int)).all()


@pytest.mark.parametrize("part", [part for part, _ in PARTS], ids=lambda part: part.__name__)
@pytest.mark.parametrize("box", [(0, 0, 90, 120), (40, 60, 130, 180), (3, 100, 93, 220)])
def test_every_piece_can_be_drawn_anywhere_and_follows_its_seed(part, box):
    field = Box(*box)
    for seed in range(10):
        screens = [Image.new("L", (240, 150), 60) for _ in range(2)]
        for screen in screens:
            part(screen, field, 255, np.random.default_rng(seed))
        assert screens[0].size == (240, 150)
        assert screens[0].tobytes() == screens[1].tobytes()


@pytest.mark.parametrize("part", [part for part, _ in PARTS], ids=lambda part: part.__name__)
def test_every_piece_leaves_a_mark_and_most_of_the_field(part):
    field = Box(60, 120, 160, 240)
    changed = 0
    for seed in range(10):
        screen = Image.new("L", (360, 260), 60)
        screen.paste(Image.fromarray(noisy_frame(seed, (100, 120))), (120, 60))
        before = np.array(screen)
        part(screen, field, 255, np.random.default_rng(seed))
        differs = before != np.array(screen)
        changed += differs.any()
        assert differs[60:160, 120:240].mean() < 0.15
    assert changed >= 8


def test_plain_pieces_are_some_of_all_pieces_with_the_same_shares():
    assert set(PLAIN_PARTS) < set(PARTS)


def whitewash(screen: Image.Image, field: Box, ink: int, rng: np.random.Generator) -> None:
    """A piece that no screen has: it hides all there is."""
    screen.paste(200, (0, 0, *screen.size))


@pytest.mark.parametrize("seed", range(5))
def test_a_screen_shows_the_pieces_it_was_given_and_no_others(seed):
    frame = noisy_frame(seed)
    every, offset = furnish(frame, None, np.random.default_rng(seed))
    hidden, same = furnish(frame, None, np.random.default_rng(seed), ((whitewash, 1.0),))
    assert offset == same
    assert every.shape == hidden.shape
    assert (np.abs(hidden.astype(int) - 200) <= 2).all()  # JPEG moves a level by one or two
