"""Single frames of scanned limbs, to train on."""

import numpy as np
import pytest

from usseg.phantom.dataset import SCENES, TO_TRAIN_ON, make_phantom
from usseg.phantom.limb3d_draw import draw_limb
from usseg.phantom.limb_frame import LIMB_SCAN, one_place
from usseg.phantom.scan3d import scan_limb
from usseg.phantom.scan3d_paths import KINDS, draw_path


def test_a_limb_frame_is_a_phantom_of_any_shape_and_the_same_again():
    phantom = make_phantom(3, LIMB_SCAN, (200, 300))
    assert phantom.pixels.shape == phantom.mask.shape == (200, 300)
    np.testing.assert_array_equal(make_phantom(3, LIMB_SCAN, (200, 300)).pixels, phantom.pixels)
    assert phantom.field.kind == "whole"
    assert {1, 2, 3, 4} <= set(np.unique(phantom.mask).tolist())


@pytest.mark.parametrize("seed", range(4))
def test_its_truth_and_scale_are_those_of_a_scan_of_that_limb_at_that_place(seed):
    limb = draw_limb(np.random.default_rng([seed, 1]))
    place = one_place(limb, np.random.default_rng([seed, 5]))
    scan = scan_limb(limb, place, seed, echoes=False)
    phantom = make_phantom(seed, LIMB_SCAN)
    np.testing.assert_array_equal(phantom.mask, scan.masks[0])
    assert phantom.spacing_mm == scan.spacing_mm


def test_the_place_is_one_plane_of_a_whole_scan():
    limb = draw_limb(np.random.default_rng(0))
    rng, again = np.random.default_rng(8), np.random.default_rng(8)
    kind = KINDS[int(again.integers(len(KINDS)))]
    planes = draw_path(kind, limb, again).planes
    place = one_place(limb, rng)
    assert place.kind == kind
    assert any(np.array_equal(place.planes[0], plane) for plane in planes)


def test_every_kind_of_scan_and_the_tendon_are_met():
    kinds, tendons = set(), 0
    for seed in range(24):
        limb = draw_limb(np.random.default_rng([seed, 1]))
        kinds.add(one_place(limb, np.random.default_rng([seed, 5])).kind)
    for seed in range(12):
        tendons += 5 in make_phantom(seed, LIMB_SCAN).mask
    assert kinds == set(KINDS)
    assert 3 <= tendons < 12, "a network that always sees a tendon learns to invent one"


def test_reports_of_single_frames_stay_on_their_scenes():
    assert LIMB_SCAN not in SCENES
    assert (*SCENES, LIMB_SCAN) == TO_TRAIN_ON
