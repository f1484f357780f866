"""The way to the network and back: what it sees at a place comes back at that place."""

import numpy as np
import pytest

from usseg.image.headroom import headroom_rows
from usseg.image.preprocess import field_box, field_mask, to_frame, to_input, whole_field
from usseg.types import Field, Frame

NETWORK = (256, 256)
CASES = {
    "odd frame": ((401, 533), (0, 0, 401, 533)),
    "odd box at odd offsets": ((401, 533), (13, 27, 390, 501)),
    "smaller than the network": ((97, 131), (3, 5, 94, 120)),
    "much larger": ((1200, 900), (101, 7, 1111, 803)),
    "as large": ((256, 256), (0, 0, 256, 256)),
}


def box_field(box: tuple[int, int, int, int]) -> Field:
    """A rectangle along pixel edges: (row0, col0, row1, col1), half open."""
    row0, col0, row1, col1 = box
    return Field("rectangle", np.array([(row0, col0), (row0, col1), (row1, col1), (row1, col0)]))


def seen_as_mask(frame: Frame, field: Field, headroom: int = 0) -> np.ndarray:
    """The mask of a network that calls a pixel tissue where it sees white."""
    seen = to_input(frame, field, NETWORK, headroom=headroom)[0, headroom:, :, 0]
    mask, _ = to_frame(np.stack([1 - seen, seen], axis=-1), field, frame.pixels.shape)
    return mask


def centroid(region: np.ndarray) -> np.ndarray:
    """Mean (row, col) of a region's pixel centres."""
    return np.argwhere(region).mean(axis=0) + 0.5


@pytest.mark.parametrize("headroom", [0, headroom_rows(NETWORK)])
@pytest.mark.parametrize("case", CASES)
def test_a_mask_lies_where_the_network_saw_it_to_a_tenth_of_a_pixel(case, headroom):
    shape, box = CASES[case]
    centre = (box[0] + box[2]) / 2 + 0.3, (box[1] + box[3]) / 2 - 0.2
    radius = 0.3 * min(box[2] - box[0], box[3] - box[1])
    rows, cols = np.indices(shape) + 0.5
    disc = np.clip(radius + 0.5 - np.hypot(rows - centre[0], cols - centre[1]), 0, 1)
    frame = Frame(np.round(disc * 255).astype(np.uint8), 255)
    mask = seen_as_mask(frame, box_field(box), headroom)
    # Half a pixel of offset, as from aligning pixel centres to corners, would show in both.
    assert centroid(mask) == pytest.approx(centre, abs=0.1)
    assert mask.sum() == pytest.approx(np.pi * radius**2, rel=0.01)


def test_borders_of_a_stripe_come_back_within_a_network_pixel():
    frame = Frame(np.zeros((1024, 768), dtype=np.uint8), 255)
    frame.pixels[400:600] = 255
    mask = seen_as_mask(frame, whole_field(frame.pixels.shape))
    assert np.flatnonzero(mask.any(axis=1))[[0, -1]] == pytest.approx([400, 599], abs=2)
    assert mask.any(axis=1).sum() == pytest.approx(200, abs=2)


def test_above_the_field_the_headroom_is_black_whatever_the_screen_shows():
    frame = Frame(np.full((100, 120), 255, dtype=np.uint8), 255)
    seen = to_input(frame, box_field((40, 0, 100, 120)), NETWORK, headroom=26)[0, :, :, 0]
    # A pixel of the frame is four rows here, and neighbours blend.
    assert not seen[:23].any()
    assert (seen[29:] == 1).all()


def test_above_a_part_the_headroom_shows_what_the_cut_left_out():
    rows = np.linspace(0, 255, 200).astype(np.uint8)  # rows tell their depth
    frame = Frame(np.tile(rows[:, None], (1, 80)), 255)
    field = whole_field(frame.pixels.shape)
    seen = to_input(frame, field, NETWORK, (100, 0, 180, 80), headroom=26)[0, :, 0, 0]
    depth = seen * 200
    assert depth[26] == pytest.approx(100, abs=2)
    assert depth[0] == pytest.approx(100 - 80 * 26 / 230, abs=2)
    assert depth[-1] == pytest.approx(180, abs=2)


def test_what_lies_outside_the_field_is_black_to_the_network_and_background_after():
    frame = Frame(np.full((100, 120), 255, dtype=np.uint8), 255)
    triangle = Field("sector", np.array([(10, 60), (90, 110), (90, 10)], dtype=float))
    inside = field_mask(triangle, (100, 120))
    mask = seen_as_mask(frame, triangle)
    assert not mask[~inside].any()
    assert mask[inside].mean() > 0.95  # the slanted border is blurred by a pixel
    assert to_input(frame, triangle, (80, 100))[0, 0, 0, 0] == 0


def test_confidence_is_the_probability_of_the_label_and_certain_outside_the_field():
    probabilities = np.full((8, 8, 3), 0.2, dtype=np.float32)
    probabilities[..., 2] = 0.6
    mask, confidence = to_frame(probabilities, box_field((2, 3, 10, 11)), (12, 15))
    inside = field_mask(box_field((2, 3, 10, 11)), (12, 15))
    assert (mask == np.where(inside, 2, 0)).all()
    assert confidence == pytest.approx(np.where(inside, 0.6, 1.0))


@pytest.mark.parametrize(
    ("outline", "box"),
    [
        ([(1.5, 2.2), (1.5, 7.9), (6.1, 7.9), (6.1, 2.2)], (1, 2, 7, 8)),
        ([(-3, -2), (-3, 40), (50, 40), (50, -2)], (0, 0, 9, 10)),
        ([(20, 30), (20, 31), (21, 31), (21, 30)], (8, 9, 9, 10)),  # beyond the frame: one pixel
    ],
)
def test_the_box_of_a_field_holds_whole_pixels_of_the_frame(outline, box):
    assert field_box(Field("rectangle", np.array(outline, dtype=float)), (9, 10)) == box


def test_a_pixel_belongs_to_the_field_when_its_centre_does():
    edges = box_field((0, 0, 4, 6)).outline + np.array([0.4, 0.6])
    inside = field_mask(Field("rectangle", edges), (5, 8))
    assert np.flatnonzero(inside.any(axis=1)).tolist() == [0, 1, 2, 3]
    assert np.flatnonzero(inside.any(axis=0)).tolist() == [1, 2, 3, 4, 5, 6]
