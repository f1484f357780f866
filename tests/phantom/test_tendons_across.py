"""Tendons cut across lie beside each other, in their sheaths, over the bone."""

import itertools

import numpy as np
import pytest
from scipy import ndimage

from usseg.phantom.anatomy import FASCIA, TENDON
from usseg.phantom.dataset import make_phantom
from usseg.phantom.lengths import View
from usseg.phantom.scenes_tendon_across import apart, draw_ovals

SEEDS = range(40)


@pytest.fixture(scope="module")
def masks():
    return [make_phantom(seed, "tendon-transverse", (160, 160)).mask for seed in SEEDS]


def test_no_two_tendons_touch():
    counts = []
    for seed in range(200):
        ovals = draw_ovals(np.random.default_rng(seed), View(30.0, 30.0), 0.5)
        assert all(apart(one, other, 1.0) for one, other in itertools.combinations(ovals, 2))
        counts.append(len(ovals))
    assert set(counts) == {1, 2, 3}


def test_no_tendon_is_wider_than_half_of_the_view(masks):
    for mask in masks:
        labels, count = ndimage.label(mask == TENDON)
        widths = [np.ptp(np.nonzero((labels == k).any(axis=0))[0]) for k in range(1, count + 1)]
        assert max(widths, default=0) < 0.5 * mask.shape[1]


def test_a_tendon_is_enclosed_by_its_sheath(masks):
    # What touches a tendon is its sheath; only the skin side, where fat is thin, may cut it off.
    shares = []
    for mask in masks:
        tendon = mask == TENDON
        rim = ndimage.binary_dilation(tendon) & ~tendon
        if rim.any():
            shares.append((mask[rim] == FASCIA).mean())
    assert len(shares) > 30
    assert np.median(shares) == 1.0
    assert np.mean(shares) > 0.9


def test_nearly_every_frame_shows_a_tendon_whole(masks):
    # A tendon rides on its bone: bone that swallowed it would leave frames without any.
    assert np.mean([(mask == TENDON).any() for mask in masks]) > 0.9
