"""A furnished screen holds the frame, follows its seed, and keeps to the promised size."""

import numpy as np
import pytest

from usseg.phantom.furniture import furnish
from usseg.phantom.furniture_text import Box

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
