"""Wide fields are seen whole and in parts, and every pixel's answer lands where it belongs."""

from itertools import pairwise

import numpy as np
import pytest

from usseg.image.preprocess import field_box, resize, to_frame, to_input, whole_field
from usseg.image.windows import MOST_PARTS, merge, spans, windows
from usseg.types import Frame


@pytest.mark.parametrize("shape", [(100, 150), (300, 200), (64, 64)])
def test_a_field_of_usual_sides_is_looked_at_once(shape):
    assert windows((0, 0, *shape)) == ((0, 0, *shape),)


@pytest.mark.parametrize(("length", "part"), [(301, 100), (1330, 640), (5000, 64), (90, 59)])
def test_spans_cover_the_length_with_parts_of_one_size_that_overlap(length, part):
    found = spans(length, part)
    assert found[0][0] == 0
    assert found[-1][1] == length
    assert len({stop - start for start, stop in found}) == 1
    assert len(found) <= MOST_PARTS
    for (_, stop), (start, _) in pairwise(found):
        assert start < stop


@pytest.mark.parametrize("shape", [(120, 400), (500, 130)])
def test_what_each_view_says_of_a_place_is_joined_at_that_place(shape):
    """A network that returns what it is shown must, joined, return the frame."""
    rows, cols = np.mgrid[: shape[0], : shape[1]]
    pattern = 0.5 + 0.25 * np.sin(rows / 17) + 0.25 * np.sin(cols / 23)
    frame = Frame(np.round(pattern * 255).astype(np.uint8), 255)
    field = whole_field(shape)
    boxes = windows(field_box(field, shape))
    views = [to_input(frame, field, (128, 128), box) for box in boxes]
    parts = [np.concatenate([1 - view[0], view[0]], axis=-1) for view in views]
    joined = merge(parts, boxes)
    seen = resize(joined[..., 1], shape)
    assert np.abs(seen - pattern)[4:-4, 4:-4].max() < 0.04
    np.testing.assert_allclose(joined.sum(axis=-1), 1, atol=1e-5)


def test_a_thin_layer_that_the_whole_view_blurs_away_is_kept_by_the_parts():
    shape = (200, 1600)
    pixels = np.zeros(shape, np.uint8)
    pixels[:, 796:804] = 255  # across two of the 128 pixels that see the whole, filling neither
    frame, field = Frame(pixels, 255), whole_field(shape)
    boxes = windows(field_box(field, shape))

    def certain(view: np.ndarray) -> np.ndarray:
        bright = (view[0, :, :, 0] > 0.6).astype(np.float32)
        return np.stack([1 - bright, bright], axis=-1)

    parts = [certain(to_input(frame, field, (128, 128), box)) for box in boxes]
    alone, _ = to_frame(parts[0], field, shape)
    joined, _ = to_frame(merge(parts, boxes) * [1, 1.01], field, shape)
    truth = pixels > 0
    assert (alone[truth] == 1).mean() < 0.1
    assert (joined[truth] == 1).mean() > 0.4


def test_memory_of_the_joined_answer_stays_bounded_for_an_absurdly_long_field():
    boxes = windows((0, 0, 64, 20_000))
    assert len(boxes) == MOST_PARTS + 1
    parts = [np.full((64, 64, 2), 0.5, np.float32) for _ in boxes]
    assert merge(parts, boxes).shape[1] <= 64 * MOST_PARTS
