"""Contours cover the labelled pixels exactly, whatever their shape; other libraries read them."""

import json

import numpy as np
import pytest
from contour_readers import exported, opened, redrawn_from_coco, redrawn_from_geojson
from export_makers import segmentation
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from usseg.export.bundle import NotApplicableError, make_export
from usseg.export.coco import encode_coco
from usseg.export.contours import contours
from usseg.export.geojson import encode_geojson
from usseg.tissues import tissues_of

# A frame with a hole, one with an island in its hole, corners that touch, runs through the bottom
# of one column into the top of the next, and nothing at all.
RING = np.zeros((7, 8), dtype=np.uint8)
RING[1:6, 1:6] = 3
RING[2:5, 2:5] = 0
ISLAND = RING.copy()
ISLAND[3, 3] = 3
CORNERS = np.array([[2, 2, 0, 0], [0, 0, 2, 0], [0, 2, 0, 0]], dtype=np.uint8)
FULL = np.full((4, 5), 1, dtype=np.uint8)
FULL[2, 2] = 0
MIXED = np.array([[1, 2, 2], [1, 2, 3], [4, 4, 3]], dtype=np.uint8)
EMPTY = np.zeros((4, 5), dtype=np.uint8)
MASKS = {
    "ring": RING, "island": ISLAND, "corners": CORNERS, "full": FULL, "mixed": MIXED, "empty": EMPTY,
}  # fmt: skip


@pytest.mark.parametrize("mask", MASKS.values(), ids=MASKS)
def test_shapely_finds_every_labelled_pixel_in_the_geojson_and_no_other(mask):
    np.testing.assert_array_equal(redrawn_from_geojson(exported(mask), mask.shape), mask)


@pytest.mark.parametrize("mask", MASKS.values(), ids=MASKS)
def test_pycocotools_draws_the_same_mask_from_the_coco_file(mask):
    np.testing.assert_array_equal(redrawn_from_coco(exported(mask), mask.shape), mask)


@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, 12), st.integers(1, 7))
def test_any_mask_survives_both_ways(seed, rows, cols, highest):
    drawn = np.random.default_rng(seed).integers(0, highest, (rows, cols), endpoint=True)
    mask = drawn.astype(np.uint8)
    np.testing.assert_array_equal(redrawn_from_geojson(exported(mask), mask.shape), mask)
    np.testing.assert_array_equal(redrawn_from_coco(exported(mask), mask.shape), mask)


def test_a_smooth_mask_has_the_area_of_its_contours_without_any_error():
    smooth = ndimage.gaussian_filter(np.random.default_rng(4).random((300, 400)), 9)
    mask = np.digitize(smooth, np.quantile(smooth, [0.4, 0.6, 0.8])).astype(np.uint8)
    area = dict.fromkeys(range(1, 4), 0.0)
    for contour in contours(mask, "multiclass"):
        area[contour.tissue.label] += contour.outline.area
    assert area == {label: np.count_nonzero(mask == label) for label in area}


def test_a_disc_has_the_area_of_its_radius():
    rows, cols = np.indices((200, 200)) + 0.5
    disc = ((rows - 100) ** 2 + (cols - 90) ** 2 <= 70**2).astype(np.uint8)
    (contour,) = contours(disc, "binary")
    assert contour.outline.area == pytest.approx(np.pi * 70**2, rel=2e-3)
    assert contour.outline.centroid.coords[0] == pytest.approx((90, 100))


def test_rings_turn_as_rfc_7946_asks():
    (contour,) = contours(RING, "multiclass")
    assert contour.outline.exterior.is_ccw
    assert not contour.outline.interiors[0].is_ccw


def test_collinear_points_are_left_out():
    (contour,) = contours(FULL[:2], "binary")
    assert len(contour.outline.exterior.coords) == 5


def test_areas_in_mm2_come_with_their_source_and_only_with_a_scale():
    features = json.loads(encode_geojson(exported(RING)))["features"]
    assert features[0]["properties"]["area_mm2"] == pytest.approx(16 * 0.1 * 0.25)
    assert features[0]["properties"]["scale_source"] == "typed"
    annotation = json.loads(encode_coco(exported(RING)))["annotations"][0]
    assert annotation["attributes"]["area_mm2"] == pytest.approx(16 * 0.1 * 0.25)
    assert annotation["attributes"]["scale_source"] == "typed"


def test_without_a_scale_there_are_no_millimetres(no_scale):
    geojson = json.loads(encode_geojson(no_scale))
    coco = json.loads(encode_coco(no_scale))
    assert geojson["spacing_mm"] is None
    assert not [f for f in geojson["features"] if "area_mm2" in f["properties"]]
    assert not [a for a in coco["annotations"] if "attributes" in a]


@pytest.mark.parametrize("model", ["binary", "multiclass"])
def test_names_and_colours_are_those_of_the_table(model):
    export = make_export(segmentation(model=model), None, "calf")
    tissues = {tissue.label: tissue for tissue in tissues_of(model)[1:]}
    for feature in json.loads(encode_geojson(export))["features"]:
        tissue = tissues.pop(feature["properties"]["label"])
        assert feature["properties"]["classification"] == {
            "name": tissue.name, "color": list(tissue.colour),
        }  # fmt: skip
    assert tissues == {}
    dataset = opened(export)
    names = [category["name"] for category in dataset.loadCats(dataset.getCatIds())]
    assert names == [tissue.name for tissue in tissues_of(model)[1:]]


@pytest.mark.parametrize("encode", [encode_geojson, encode_coco])
def test_noise_is_refused_at_once_and_not_drawn_for_minutes(encode):
    noise = np.random.default_rng(5).integers(0, 8, (400, 400), dtype=np.uint8)
    with pytest.raises(NotApplicableError, match="too ragged"):
        encode(exported(noise))
