"""Filling polygons: analytic shapes, a brute-force oracle, and outlines that no image needs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skimage.measure import points_in_poly

from usseg.errors import InputError
from usseg.image import polygon
from usseg.image.polygon import effort, fill
from usseg.image.truth_outlines import MOST_OUTLINES, paint
from usseg.image.truth_regions import Outline, ellipse, rectangle

SHAPE = (40, 60)


def filled(*rings, shape=SHAPE):
    inside = np.zeros(shape, dtype=bool)
    window, part = fill(rings, shape)
    inside[window] = part
    return inside


def centres(shape=SHAPE):
    row, col = np.mgrid[: shape[0], : shape[1]]
    return row + 0.5, col + 0.5


def test_a_square_from_edge_to_edge_holds_side_times_side_pixels():
    expected = np.zeros(SHAPE, dtype=bool)
    expected[2:5, 7:17] = True
    np.testing.assert_array_equal(filled(rectangle(2, 7, 5, 17)), expected)


@pytest.mark.parametrize(("shift", "rows"), [(0.49, (2, 5)), (0.51, (3, 6)), (0.5, (2, 5))])
def test_a_pixel_belongs_to_the_outline_that_holds_its_centre(shift, rows):
    found = filled(rectangle(2 + shift, 7, 5 + shift, 17))
    assert np.flatnonzero(found.any(axis=1)).tolist() == list(range(*rows))


def test_a_disc_holds_the_pixels_whose_centres_lie_within_its_radius():
    row, col = centres()
    expected = np.hypot(row - 20.2, col - 30.4) < 13.3
    np.testing.assert_array_equal(filled(ellipse(6.9, 17.1, 33.5, 43.7)), expected)


def test_a_triangle_follows_its_three_half_planes():
    row, col = centres()
    expected = (row > 3.3) & (col > 5.2) & ((row - 3.3) / 30 + (col - 5.2) / 50 < 1)
    triangle = np.array([(3.3, 5.2), (33.3, 5.2), (3.3, 55.2)])
    np.testing.assert_array_equal(filled(triangle), expected)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_filling_agrees_with_scikit_image_also_where_the_outline_crosses_itself(seed):
    rng = np.random.default_rng(seed)
    ring = rng.uniform((-5, -5), (45, 65), size=(rng.integers(3, 12), 2))
    points = np.stack(centres(), axis=-1).reshape(-1, 2)
    np.testing.assert_array_equal(filled(ring), points_in_poly(points, ring).reshape(SHAPE))


def test_outlines_that_share_an_edge_share_no_pixel_and_leave_no_gap():
    bend = [(10, 0), (14.5, 20.5), (9.5, 40.5), (12, 60)]
    above = np.array([(0, 0), *bend, (0, 60)], dtype=float)
    below = np.array([(40, 0), *bend, (40, 60)], dtype=float)
    assert (filled(above).astype(int) + filled(below) == 1).all()


def test_a_ring_inside_another_is_a_hole():
    found = filled(rectangle(2, 2, 30, 50), rectangle(10, 10, 20, 20))
    assert found.sum() == 28 * 48 - 100
    assert not found[10:20, 10:20].any()


def test_an_outline_beyond_the_frame_is_cut_at_it():
    assert filled(rectangle(-5, -9, 3, 4)).sum() == 12
    assert filled(rectangle(-5, -9, -1, 4)).sum() == 0


def test_an_outline_of_too_many_crossings_is_refused_before_memory_is_taken(monkeypatch):
    monkeypatch.setattr(polygon, "MOST_CROSSINGS", 100)
    zigzag = np.array([(row, col) for col in range(60) for row in (0, 40)], dtype=float)
    with pytest.raises(InputError, match="fewer corners"):
        fill([zigzag], SHAPE)


def test_effort_grows_with_window_and_crossings():
    assert effort([rectangle(2, 2, 6, 12)], SHAPE) == 40 + 32 * 8
    assert effort([rectangle(-99, -99, 999, 999)], SHAPE) == 40 * 60 + 32 * 80


def test_later_outlines_cover_earlier_ones_and_the_rest_is_background():
    labels = paint(
        [
            Outline("Muscle", (rectangle(0, 0, 20, 20),)),
            Outline("subcutaneous fat", (rectangle(10, 10, 30, 30),)),
            Outline("unknown", (rectangle(0, 0, 2, 60),)),
        ],
        SHAPE,
        "calf.zip",
    )
    expected = np.zeros(SHAPE, dtype=np.uint8)
    expected[:20, :20], expected[10:30, 10:30], expected[:2] = 3, 2, 255
    np.testing.assert_array_equal(labels, expected)


def test_names_that_are_no_tissue_are_listed_with_those_that_are_known():
    drawn = [Outline(name, (rectangle(0, 0, 9, 9),)) for name in ("fat", "nerve", "0012-0345")]
    with pytest.raises(InputError, match=r"'nerve', '0012-0345'.*background, skin, fat, muscle"):
        paint(drawn, SHAPE, "calf.zip")


@pytest.mark.parametrize(
    ("ring", "sentence"),
    [
        (np.array([(0, 0), (5, 5)], dtype=float), "fewer than three corners"),
        (np.array([(0, 0), (5, 5), (np.nan, 3)]), "no number"),
        (np.array([(0, 0), (5, 5), (np.inf, 3)]), "no number"),
        (rectangle(0, 0, 80, 60), r"to row 80, column 60, but the image has 40 x 60 pixels"),
        (rectangle(-30, 0, 40, 60), r"from row -30, column 0 .* 40 x 60 pixels"),
    ],
)
def test_outlines_that_are_none_of_this_image_are_refused(ring, sentence):
    with pytest.raises(InputError, match=sentence):
        paint([Outline("fat", (ring,))], SHAPE, "calf.zip")


def test_none_and_far_too_many_outlines_are_refused():
    one = Outline("fat", (rectangle(0, 0, 2, 2),))
    for count in (0, MOST_OUTLINES + 1):
        with pytest.raises(InputError, match=f"holds {count} outlines; 1 to {MOST_OUTLINES}"):
            paint([one] * count, SHAPE, "calf.zip")


def test_outlines_that_would_keep_the_server_busy_are_refused_at_once():
    large = Outline("fat", (rectangle(0, 0, 4000, 5000),))
    with pytest.raises(InputError, match="take too long"):
        paint([large] * 50, (4000, 5000), "calf.zip")


def test_a_corner_that_is_absurdly_far_is_told_in_few_digits():
    far = np.array([(0.0, 0.0), (1e300, 1.0), (5.0, 5.0)])
    with pytest.raises(InputError, match=r"column 0 to row 1e\+300") as refused:
        paint([Outline("fat", (far,))], SHAPE, "calf.zip")
    assert len(str(refused.value)) < 300
