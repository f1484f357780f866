"""Brush strokes, known by construction: which colours mean which tissue, and where they count."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from usseg.errors import InputError
from usseg.mask.strokes import strokes_to_mask
from usseg.render.png import for_display
from usseg.tissues import BINARY, MULTICLASS

COLOURS = {tissue.name: tissue.colour for tissue in MULTICLASS}


def muscle():
    """Muscle in rows 2 to 7 and columns 4 to 11 of (10, 16)."""
    mask = np.zeros((10, 16), dtype=np.uint8)
    mask[2:8, 4:12] = 3
    return mask


def layer(shape=(10, 16)):
    return np.zeros((*shape, 4), dtype=np.uint8)


def brush(picture, where, tissue, alpha=255):
    picture[where] = (*COLOURS[tissue], alpha)
    return picture


@pytest.mark.parametrize("tissue", MULTICLASS, ids=lambda tissue: tissue.name)
def test_a_stroke_in_a_tissues_colour_gives_its_label_and_black_erases(tissue):
    base = muscle()
    mask = strokes_to_mask(base, [brush(layer(), np.s_[3:6, 5:9], tissue.name)], "multiclass")
    expected = base.copy()
    expected[3:6, 5:9] = tissue.label
    np.testing.assert_array_equal(mask, expected)
    assert mask is not base


def test_pixels_painted_by_less_than_half_keep_their_label():
    strokes = brush(layer(), np.s_[0, :8], "bone", alpha=128)
    brush(strokes, np.s_[0, 8:], "bone", alpha=127)
    mask = strokes_to_mask(np.full((10, 16), 2, np.uint8), [strokes], "multiclass")
    assert mask[0].tolist() == [7] * 8 + [2] * 8


def test_later_layers_cover_earlier_ones_and_none_change_nothing():
    base = muscle()
    layers = [brush(layer(), np.s_[:4], "fat"), brush(layer(), np.s_[2:6], "tendon"), layer()]
    mask = strokes_to_mask(base, layers, "multiclass")
    assert mask[:, 0].tolist() == [2, 2, 5, 5, 5, 5, 0, 0, 0, 0]
    np.testing.assert_array_equal(strokes_to_mask(base, [], "multiclass"), base)


@pytest.mark.parametrize("under", MULTICLASS[1:], ids=lambda tissue: tissue.name)
@pytest.mark.parametrize("over", MULTICLASS, ids=lambda tissue: tissue.name)
def test_where_two_strokes_blend_no_third_tissue_appears(under, over):
    # A disc drawn eight times as large and scaled down has edges as a browser's canvas draws them.
    large = Image.new("RGB", (480, 480), under.colour)
    ImageDraw.Draw(large).ellipse((93, 101, 388, 391), fill=over.colour)
    colour = np.asarray(large.resize((60, 60), Image.Resampling.BOX))
    strokes = np.dstack([colour, np.full((60, 60), 255, np.uint8)])
    mask = strokes_to_mask(np.zeros((60, 60), np.uint8), [strokes], "multiclass")
    assert set(np.unique(mask)) == {under.label, over.label}


def test_the_binary_model_has_its_own_labels():
    strokes = brush(layer(), np.s_[:2], "fat")
    mask = strokes_to_mask(np.zeros((10, 16), np.uint8), [strokes], "binary")
    assert mask[:3, 0].tolist() == [BINARY[1].label] * 2 + [0]


def test_strokes_on_a_picture_that_was_shown_thinned_out_cover_the_pixels_they_stand_for():
    shown = for_display(np.zeros((11, 16, 3)), longest=6)
    strokes = brush(layer(shown.shape[:2]), np.s_[1, 2], "skin")
    mask = strokes_to_mask(np.zeros((11, 16), np.uint8), [strokes], "multiclass")
    expected = np.zeros((11, 16))
    expected[3:6, 6:9] = 1
    np.testing.assert_array_equal(mask, expected)


@pytest.mark.parametrize(
    "drawing",
    [layer((16, 10)), layer()[..., :3], layer().astype(float), layer()[..., 0], layer((0, 16))],
)
def test_drawings_of_another_size_or_kind_are_refused(drawing):
    with pytest.raises(InputError, match="but the image has 10 x 16 pixels"):
        strokes_to_mask(muscle(), [drawing], "multiclass")
