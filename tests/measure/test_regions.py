"""Regions held to scikit-image's."""

import numpy as np
import pytest
from known_shapes import everywhere
from skimage.measure import label, regionprops

from usseg.measure.regions import cut_columns, field_edges, find_regions


def blobs(seed: int) -> np.ndarray:
    """A mask of many irregular regions of label 2, some of which touch by a corner only."""
    rng = np.random.default_rng(seed)
    coarse = rng.random((12, 16)) < 0.45
    return np.kron(coarse, np.ones((7, 5))).astype(np.uint8) * 2


@pytest.mark.parametrize("seed", range(4))
def test_regions_are_those_of_scikit_image(seed):
    mask = blobs(seed)
    regions, dropped = find_regions(mask, 2)
    wanted = {
        (int(p.area), p.bbox, tuple(np.round(p.centroid, 6)))
        for p in regionprops(label(mask, connectivity=2))
    }
    found = set()
    for region in regions:
        rows, cols = region.window
        box = (rows.start, cols.start, rows.stop, cols.stop)
        found.add((region.pixels, box, tuple(np.round(region.centroid, 6))))
    assert found == wanted
    assert dropped == 0


def test_regions_are_numbered_by_size_and_small_ones_are_counted():
    mask = np.zeros((20, 30), dtype=np.uint8)
    mask[2:4, 2:4] = mask[10:15, 10:20] = mask[2:5, 20:25] = 3
    regions, dropped = find_regions(mask, 3, smallest=5)
    assert [(region.number, region.pixels) for region in regions] == [(1, 50), (2, 15)]
    assert dropped == 1


def test_an_absent_tissue_has_no_regions():
    assert find_regions(np.zeros((4, 5), dtype=np.uint8), 1) == ([], 0)


def test_the_region_of_another_label_in_the_same_box_does_not_count():
    mask = np.ones((9, 9), dtype=np.uint8)
    mask[4, 4] = 2
    (ring,), _ = find_regions(mask, 1)
    assert ring.pixels == 80
    assert (ring.top.max(), ring.bottom.min(), ring.profile.min()) == (0, 9, 8)


def test_columns_that_reach_the_lower_end_of_the_field_are_cut():
    mask = np.zeros((10, 6), dtype=np.uint8)
    mask[4:8] = 3
    inside = everywhere(mask)
    inside[8:, 3:] = False
    (region,), _ = find_regions(mask, 3)
    cut = cut_columns(region, field_edges(inside), reaches_probe=False)
    assert cut.tolist() == [False] * 3 + [True] * 3


def test_skin_begins_at_the_probe_and_other_tissue_does_not():
    mask = np.zeros((10, 6), dtype=np.uint8)
    mask[:4] = 1
    (region,), _ = find_regions(mask, 1)
    edges = field_edges(everywhere(mask))
    assert not cut_columns(region, edges, reaches_probe=True).any()
    assert cut_columns(region, edges, reaches_probe=False).all()


def test_a_field_that_ends_early_in_some_columns_is_followed():
    inside = np.zeros((8, 4), dtype=bool)
    inside[1:5, 1] = inside[2:8, 2] = True
    edges = field_edges(inside)
    assert edges.top.tolist() == [0, 1, 2, 0]
    assert edges.bottom.tolist() == [0, 5, 8, 0]
    assert edges.columns.tolist() == [1, 2]
    assert edges.pixels == 10
