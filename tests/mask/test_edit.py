"""Corrections by hand, known by construction: what changes and what is counted."""

from pathlib import Path

import numpy as np
import pytest

from usseg.errors import InputError
from usseg.image.preprocess import whole_field
from usseg.mask.edit import apply_edit
from usseg.measure.counts import measure
from usseg.tissues import MULTICLASS
from usseg.types import Field, Frame, Release, Segmentation

RELEASE = Release("multiclass", "0.1.0", "bundled", None, "d" * 64, Path("model.keras"), {})
BOX = Field("rectangle", np.array([(2, 4), (2, 12), (8, 12), (8, 4)], dtype=float))


def segmentation(field=None):
    """Muscle in rows 2 to 7 and columns 4 to 11 of (10, 16), confidence 0.75."""
    mask = np.zeros((10, 16), dtype=np.uint8)
    mask[2:8, 4:12] = 3
    return Segmentation(
        Frame(np.full((10, 16), 100, dtype=np.uint8), 255),
        field or whole_field((10, 16)),
        mask,
        np.full((10, 16), 0.75, dtype=np.float32),
        RELEASE,
    )


def test_changed_pixels_are_counted_and_the_networks_mask_is_kept():
    before = segmentation()
    wanted = before.mask.copy()
    wanted[2:4, 4:12] = 2
    after = apply_edit(before, wanted.astype(np.int64))
    np.testing.assert_array_equal(after.mask, wanted)
    assert (after.mask.dtype, after.edited_pixels) == (np.uint8, 16)
    np.testing.assert_array_equal(after.network_mask, before.mask)
    assert (before.edited_pixels, before.network_mask) == (0, None)
    assert before.confidence.min() == np.float32(0.75)


def test_a_second_edit_is_counted_against_the_network_and_not_against_the_first():
    before = segmentation()
    first, second = before.mask.copy(), before.mask.copy()
    first[2, 4:12], second[2:4, 4:12] = 2, 4
    again = apply_edit(apply_edit(before, first), second)
    assert again.edited_pixels == 16
    np.testing.assert_array_equal(again.network_mask, before.mask)
    undone = apply_edit(again, before.mask)
    assert (undone.edited_pixels, undone.network_mask) == (0, None)


def test_nothing_changes_outside_the_field():
    before = segmentation(BOX)
    after = apply_edit(before, np.full((10, 16), 5))
    assert after.edited_pixels == 6 * 8
    outside = np.ones((10, 16), dtype=bool)
    outside[2:8, 4:12] = False
    assert not after.mask[outside].any()
    assert (after.mask[~outside] == 5).all()


def test_edited_pixels_have_no_part_in_the_mean_confidence():
    before = segmentation()
    wanted = before.mask.copy()
    wanted[2:5, 4:12] = 2
    wanted[0, 0] = 3
    after = apply_edit(before, wanted)
    assert set(np.unique(after.confidence)) == {0.0, 0.75}
    inside = np.ones((10, 16), dtype=bool)
    measured = measure(after.mask, after.confidence, inside, MULTICLASS, None)
    assert (measured[3].pixels, measured[3].mean_confidence) == (25, 0.75)
    assert (measured[2].pixels, measured[2].mean_confidence) == (24, None)


@pytest.mark.parametrize(
    ("mask", "sentence"),
    [
        (np.zeros((10, 15), int), r"shape \(10, 15\), but the image has \(10, 16\)"),
        (np.zeros((10, 16, 4), int), r"shape \(10, 16, 4\)"),
        (np.full((10, 16), 8), "no label of the multiclass model. Whole numbers from 0 to 7"),
        (np.full((10, 16), -1), "no label"),
        (np.full((10, 16), 255), "no label"),
        (np.zeros((10, 16)), "no label"),
    ],
)
def test_masks_that_are_none_of_the_image_and_the_model_are_refused(mask, sentence):
    with pytest.raises(InputError, match=sentence):
        apply_edit(segmentation(), mask)
