"""Ground truths as LabelMe and COCO JSON: outlines, run lengths, and JSON that would fill memory."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycocotools import mask as coco_mask
from truth_makers import SHAPE, coco, labelme, layers, packed, plain, write

from usseg.errors import InputError
from usseg.image import truth_json
from usseg.image.truth import read_truth
from usseg.image.truth_coco import unpack_runs

BOXES = [("skin", 1, 2, 3, 30), ("fat", 3, 2, 8, 30), ("Fascia", 8, 4, 10, 30),
         ("muscle", 10, 4, 20, 20), ("bone", 20, 6, 23, 15)]  # fmt: skip
BOX = [[4, 10], [20, 10], [20, 20], [4, 20]]
FLAT = [value for point in BOX for value in point]


def read(tmp_path, content, model="multiclass"):
    return read_truth(write(tmp_path / "calf.json", content), SHAPE, model)


def test_labelme_polygons_become_the_layers(tmp_path):
    shapes = [
        (name, "polygon", [[left, top], [right, top], [right, bottom], [left, bottom]])
        for name, top, left, bottom, right in BOXES
    ]
    np.testing.assert_array_equal(read(tmp_path, labelme(shapes)), layers())
    np.testing.assert_array_equal(read(tmp_path, labelme(shapes), "binary"), layers() == 2)
    marked = b"\xef\xbb\xbf\n" + labelme(shapes).encode()  # as Windows programs begin a file
    np.testing.assert_array_equal(read(tmp_path, marked), layers())


def test_labelme_rectangles_in_any_direction_and_circles(tmp_path):
    content = labelme(
        [("fat", "rectangle", [[20, 18], [4, 2]]), ("muscle", "circle", [[12, 10], [12, 15.5]])]
    )
    row, col = np.mgrid[: SHAPE[0], : SHAPE[1]] + 0.5
    expected = np.zeros(SHAPE)
    expected[2:18, 4:20] = 2
    expected[np.hypot(row - 10, col - 12) < 5.5] = 3
    np.testing.assert_array_equal(read(tmp_path, content), expected)


def test_labelme_without_a_size_is_read(tmp_path):
    content = labelme([("muscle", "polygon", BOX)], rows=None, cols=None)
    np.testing.assert_array_equal(read(tmp_path, content) == 3, layers() == 3)


@pytest.mark.parametrize("kind", ["line", "linestrip", "point", "points", "mask"])
def test_labelme_shapes_that_are_no_area_are_refused(tmp_path, kind):
    with pytest.raises(InputError, match=rf"'fat' is of the kind '{kind}'"):
        read(tmp_path, labelme([("fat", kind, BOX)]))


def test_coco_polygons_of_one_annotation_are_united(tmp_path):
    content = coco([("fat", [FLAT]), ("muscle", [FLAT, [0, 0, 8, 0, 8, 12, 0, 12]])])
    expected = np.zeros(SHAPE)
    expected[10:20, 4:20] = expected[:12, :8] = 3
    np.testing.assert_array_equal(read(tmp_path, content), expected)


@pytest.mark.parametrize("encode", [packed, plain])
def test_coco_run_lengths_become_the_layers(tmp_path, encode):
    names = ("skin", "fat", "muscle", "fascia", "bone")
    labels = dict(zip(names, (1, 2, 3, 4, 7), strict=True))
    content = coco([(name, encode(layers() == labels[name])) for name in names], names=names)
    np.testing.assert_array_equal(read(tmp_path, content), layers())


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_packed_run_lengths_agree_with_pycocotools(seed):
    rng = np.random.default_rng(seed)
    sides = rng.integers(1, 12, size=2)
    inside = np.kron(rng.random(sides) < rng.random(), np.ones(rng.integers(1, 12, size=2))) > 0
    assert unpack_runs(packed(inside)["counts"]).tolist() == plain(inside)["counts"]


def test_polygons_of_whole_numbers_agree_with_pycocotools(tmp_path):
    runs = coco_mask.merge(coco_mask.frPyObjects([FLAT], *SHAPE))
    np.testing.assert_array_equal(
        read(tmp_path, coco([("muscle", [FLAT])])) == 3, coco_mask.decode(runs) > 0
    )


def test_another_geometry_is_refused_with_both(tmp_path):
    for content in (labelme([("fat", "polygon", BOX)], rows=48), coco([("fat", [FLAT])], rows=48)):
        with pytest.raises(InputError, match="48 x 32 pixels, but the image has 24 x 32"):
            read(tmp_path, content)
    small = {"size": [4, 4], "counts": [16]}
    with pytest.raises(InputError, match="4 x 4 pixels, but the image has 24 x 32"):
        read(tmp_path, coco([("fat", small)]))


def test_several_images_in_one_file_are_refused(tmp_path):
    content = json.loads(coco([("fat", [FLAT])]))
    content["images"] *= 2
    with pytest.raises(InputError, match="describes 2 images; one was expected"):
        read(tmp_path, json.dumps(content))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{}", "neither of LabelMe .* nor of COCO"),
        ("[1, 2]", "neither of LabelMe .* nor of COCO"),
        ("{", "truncated or damaged"),
        ("[" * 10**5, "truncated or damaged"),
        ('{"shapes": [{"label": "fat", "points": [[1, 2], [3]]}]}', "truncated or damaged"),
        ('{"shapes": [{"label": "fat"}]}', "truncated or damaged"),
        ('{"shapes": 7}', "truncated or damaged"),
        ('{"shapes": []}', "holds 0 outlines"),
        (labelme([("fat", "polygon", [[1, 1], [2, float("nan")], [5, 5]])]), "no number"),
        (labelme([("fat", "polygon", [[1, 1], [1e300, 3], [5, 5]])]), "but the image has 24 x 32"),
        (labelme([("nerve", "polygon", BOX)]), "names 'nerve'"),
        (coco([("fat", [])]), "a box but no region"),
        (coco([("fat", [[1, 2, 3]])]), "truncated or damaged"),
        (coco([("fat", {"size": [24, 32], "counts": [700, 69]})]), "truncated or damaged"),
        (coco([("fat", {"size": [24, 32], "counts": [-1, 769]})]), "truncated or damaged"),
        (coco([("fat", {"size": [24, 32], "counts": [2**62, 2**62]})]), "truncated or damaged"),
        (coco([("fat", {"size": [24, 32], "counts": "oooooooo"})]), "truncated or damaged"),
        (coco([("fat", {"size": [24, 32], "counts": "5é"})]), "truncated or damaged"),
        (coco([("fat", {"size": [24, 32], "counts": ""})]), "truncated or damaged"),
        (coco([("fat", {"size": [24, 32], "counts": "0" * 2_000_001})]), "truncated or damaged"),
    ],
)
def test_other_and_damaged_json_is_refused(tmp_path, content, sentence):
    with pytest.raises(InputError, match=sentence):
        read(tmp_path, content)


@pytest.mark.parametrize("limit", ["MOST_JSON_BYTES", "MOST_BRACKETS", "MOST_COMMAS"])
def test_json_that_would_fill_the_memory_is_refused_before_it_is_parsed(
    tmp_path, monkeypatch, limit
):
    monkeypatch.setattr(truth_json, limit, 3)
    monkeypatch.setattr(truth_json.json, "loads", None)
    with pytest.raises(InputError, match="are accepted"):
        read(tmp_path, labelme([("fat", "polygon", BOX)]))
