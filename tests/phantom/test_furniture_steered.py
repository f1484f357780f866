"""A phantom that leans keeps its pixels, its truth and its seed."""

import numpy as np
import pytest

from usseg.errors import InputError
from usseg.image.preprocess import field_mask
from usseg.phantom.dataset import make_phantom
from usseg.phantom.furniture_steered import STEERABLE, lean, leaned, make_steered

SEED = 5_900_000


def area(outline: np.ndarray) -> float:
    row, col = outline.T
    return abs(float(row @ np.roll(col, 1) - col @ np.roll(row, 1))) / 2


@pytest.mark.parametrize("slope", [-0.4, -0.15, 0.15, 0.4])
def test_leaning_moves_each_row_and_changes_none(slope):
    plane = np.random.default_rng(0).integers(1, 255, (50, 40), dtype=np.uint8)
    wide = leaned(plane, slope)
    starts = (wide > 0).argmax(axis=1)
    for row, start in enumerate(starts):
        assert np.array_equal(wide[row, start : start + 40], plane[row])
    assert np.diff(starts).sum() == pytest.approx(slope * 49, abs=1)
    assert (wide > 0).sum() == plane.size


@pytest.mark.parametrize("slope", [-0.3, 0.3])
def test_field_of_a_leaning_phantom_covers_its_picture_and_nothing_else(slope):
    phantom = make_phantom(SEED, "limb-longitudinal")
    leaning = lean(phantom, slope, cut=0)
    inside = field_mask(leaning.field, leaning.pixels.shape)
    assert area(leaning.field.outline) == pytest.approx(phantom.pixels.size)
    everywhere = leaned(np.ones_like(phantom.pixels), slope) > 0
    assert (inside != everywhere).mean() < 0.005  # whole pixels move, and the outline is straight
    assert leaning.mask[everywhere].sum() == phantom.mask.sum()


@pytest.mark.parametrize("slope", [-0.3, 0.3])
def test_window_cuts_the_lower_corner_that_hangs_over(slope):
    leaning = lean(make_phantom(SEED, "limb-longitudinal"), slope, cut=40)
    outline = leaning.field.outline
    assert leaning.pixels.shape == leaning.mask.shape
    assert len(outline) == 5
    assert outline[:, 1].min() == 0
    assert outline[:, 1].max() == leaning.pixels.shape[1]
    top = outline[outline[:, 0] == 0]
    assert np.ptp(top[:, 1]) == 256  # the top is as wide as the probe


def test_same_seed_gives_the_same_bytes_and_another_another_screen():
    one, same = (make_steered(SEED, "ligament") for _ in range(2))
    assert one.pixels.tobytes() == same.pixels.tobytes()
    assert np.array_equal(one.field.outline, same.field.outline)
    assert one.pixels.tobytes() != make_steered(SEED + 1, "ligament").pixels.tobytes()


@pytest.mark.parametrize("scene", STEERABLE)
def test_truth_moves_with_the_picture_onto_the_screen(scene):
    phantom = make_steered(SEED, scene)
    inside = field_mask(phantom.field, phantom.pixels.shape)
    assert phantom.field.kind == "parallelogram"
    assert phantom.mask.shape == phantom.pixels.shape
    assert not (phantom.mask > 0)[~inside].mean() > 0.002
    assert len(np.unique(phantom.mask)) > 2


def test_pictures_lean_both_ways_and_some_are_cut():
    outlines = [make_steered(SEED + seed, "limb-longitudinal").field.outline for seed in range(16)]
    assert {len(outline) for outline in outlines} >= {4, 5}
    leans = [outline[-1, 1] - outline[0, 1] for outline in outlines]
    assert min(leans) < 0 < max(leans)


def test_picture_of_a_curved_probe_is_refused():
    with pytest.raises(InputError, match="'convex' cannot be leant"):
        make_steered(SEED, "convex")
