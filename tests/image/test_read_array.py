"""Arrays and spacings that come from Python."""

import numpy as np
import pytest
from image_makers import colours, ramp, rec601, wide_ramp

from usseg.errors import InputError
from usseg.image.read import frame_from_array, read_frame
from usseg.image.spacing import check_spacing


@pytest.mark.parametrize(
    ("given", "expected", "white"),
    [
        (ramp(), ramp(), 255),
        (wide_ramp(), wide_ramp(), 65535),
        (wide_ramp(4000), wide_ramp(4000), 4095),
        (ramp() > 99, (ramp() > 99) * 255, 255),
        (wide_ramp() / 65535, wide_ramp(), 65535),
        ((ramp() / 255).astype(np.float32), ramp().astype(int) * 257, 65535),
        (np.dstack([ramp()] * 3), ramp(), 255),
        (np.dstack([ramp()] * 3 + [np.full_like(ramp(), 255)]), ramp(), 255),
    ],
)
def test_arrays_keep_their_levels(given, expected, white):
    frame = frame_from_array(given)
    np.testing.assert_array_equal(frame.pixels, expected)
    assert frame.white == white
    assert frame.pixels.dtype in (np.uint8, np.uint16)


def test_colour_array_turns_to_grey_by_luma():
    np.testing.assert_allclose(frame_from_array(colours()).pixels, rec601(colours()), atol=0.51)


def test_the_callers_array_is_not_kept():
    given = ramp()
    frame = frame_from_array(given)
    given[:] = 0
    np.testing.assert_array_equal(frame.pixels, ramp())


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (np.zeros((0, 5), np.uint8), "0 x 5 pixels"),
        (np.zeros((1, 1), np.uint8), "1 x 1 pixels; .* at least 16 x 16"),
        (np.zeros(400, np.uint8), r"shape \(400,\); \(rows, cols\)"),
        (np.zeros((20, 20, 2), np.uint8), r"shape \(20, 20, 2\)"),
        (np.zeros((2, 20, 20, 3), np.uint8), r"shape \(2, 20, 20, 3\)"),
        (np.full((20, 20), 7, np.uint8), "constant: every pixel has the value 7"),
        (np.full((20, 20), np.nan), "contains NaN"),
        (np.full((20, 20), np.inf), "contains NaN or infinite"),
        (ramp().astype(float), "floats from 0 to 25"),
        (ramp() / 255 - 0.5, "floats from -0.5"),
        (ramp().astype(np.int64), "holds int64 values"),
        (np.array([["a"] * 20] * 20), "holds <U1 values"),
        (np.broadcast_to(np.uint8(1), (5000, 4001)), "20.0 megapixels; at most 20"),
    ],
)
def test_unusable_arrays_get_their_own_sentence(given, sentence):
    with pytest.raises(InputError, match=sentence):
        frame_from_array(given)


def test_typed_spacing_is_row_then_col():
    frame = frame_from_array(ramp(), spacing_mm=(0.1, 0.3))
    assert (frame.spacing_mm, frame.spacing_source) == ((0.1, 0.3), "typed")


@pytest.mark.parametrize(
    "spacing",
    [
        *((0, 1), (1, -0.1), (float("nan"), 1), (1, float("inf")), (1,), (1, 1, 1), "ab", 5),
        *((1e308, 1e308), (1e-308, 1), (10**400, 1), (True, True)),
    ],
)
def test_impossible_spacings_are_refused(spacing):
    with pytest.raises(
        InputError, match=r"cannot be used: .* Two positive numbers were expected, 0\.001 to 5:"
    ):
        check_spacing(spacing)
    with pytest.raises(InputError, match="cannot be used"):
        frame_from_array(ramp(), spacing_mm=spacing)


def test_spacing_is_checked_before_the_file_is_opened(tmp_path):
    with pytest.raises(InputError, match="spacing"):
        read_frame(tmp_path / "missing.png", spacing_mm=(0, 0))
