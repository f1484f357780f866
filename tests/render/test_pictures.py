"""Colours of single pixels, computed by hand."""

import numpy as np
import pytest

from usseg.render import overlay, panels
from usseg.render.colour import colour_mask, grey_picture
from usseg.tissues import MULTICLASS
from usseg.types import Frame

GREY, WHITE = [100, 100, 100], [255, 255, 255]


def test_overlay_mixes_four_tenths_of_the_tissue_colour_into_the_grey(sample):
    picture = overlay(sample())
    assert picture.dtype == np.uint8
    assert picture.shape == (10, 16, 3)
    assert picture[3, 6].tolist() == [145, 98, 60]  # 60 + 0.4 * (213, 94, 0)
    assert picture[0, 0].tolist() == GREY


def test_overlay_outlines_the_field_on_its_outermost_pixels(sample, box):
    white = (overlay(sample(field=box)) == 255).all(axis=-1)
    expected = np.zeros((10, 16), dtype=bool)
    expected[2:8, 4:12] = True
    expected[3:7, 5:11] = False
    assert np.array_equal(white, expected)


def test_a_field_as_large_as_the_frame_gets_no_outline(sample):
    assert not (overlay(sample()) == 255).any()


def test_drawing_leaves_the_segmentation_alone(sample, box):
    segmentation = sample(field=box)
    overlay(segmentation)
    assert np.all(segmentation.frame.pixels == 100)


@pytest.mark.parametrize(("dtype", "white"), [("uint8", 255), ("uint16", 4095), ("uint16", 65535)])
def test_grey_scales_white_to_white_at_every_bit_depth(dtype, white):
    frame = Frame(np.array([[0, white // 2, white]], dtype=dtype), white)
    assert grey_picture(frame)[0].tolist() == [[0] * 3, [127] * 3, WHITE]


def test_masks_wear_the_colours_of_the_one_table_of_tissues():
    labels = np.arange(8, dtype=np.uint8)[None]
    assert [tuple(c) for c in colour_mask(labels, "multiclass")[0].tolist()] == [
        tissue.colour for tissue in MULTICLASS
    ]


def test_without_a_truth_the_last_two_panels_are_missing(sample):
    drawn = panels(sample())
    assert drawn.truth is None
    assert drawn.difference is None
    assert drawn.input[0, 0].tolist() == GREY
    assert drawn.prediction[3, 6].tolist() == [213, 94, 0]


def test_with_a_truth_there_are_four_panels_of_one_shape(sample):
    truth = np.zeros((10, 16), dtype=np.uint8)
    truth[0, 0] = 255
    drawn = panels(sample(truth=truth))
    shapes = {drawn.input.shape, drawn.prediction.shape, drawn.truth.shape, drawn.difference.shape}
    assert shapes == {(10, 16, 3)}
    assert drawn.truth[0, 0].tolist() == [128, 128, 128]
    assert drawn.difference[3, 6].tolist() == [240, 228, 66]  # muscle where truth has background
