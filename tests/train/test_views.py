"""How often views are dimmed under the probe and blurred, be they whole frames or crops."""

import numpy as np
import pytest

from usseg.image.headroom import headroom_rows
from usseg.train.batches import OPENED_LATE_SHARE, SOFT_SHARE, Mixture, make_view
from usseg.train.samples import Sample
from usseg.train.sources import from_samples

MUSCLE = 8  # the bit set of muscle alone


def views_of(pixels: np.ndarray, size: tuple[int, int]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Draw 200 views (grey, bits) of a frame that is all muscle."""
    labels, inside = np.full_like(pixels, MUSCLE), np.ones(pixels.shape, bool)
    sample = Sample(pixels, labels, inside, (0, 0, *pixels.shape))
    given = [from_samples("made", [sample], phantom=False)]
    mixture = Mixture(given, np.ones(1), "multiclass", size)
    return [make_view(mixture, np.random.default_rng(seed)) for seed in range(200)]


def test_plain_views_are_dimmed_and_blurred_as_well(monkeypatch):
    monkeypatch.setattr("usseg.train.batches.PLAIN_SHARE", 1)
    stripes = np.tile(np.array([80, 180], np.uint8), (640, 320))
    grey = np.stack([view for view, _ in views_of(stripes, (640, 640))])
    contrast = np.ptp(grey[:, 400], axis=1)
    soft = contrast < 0.9 * contrast.max()
    assert np.mean(soft) == pytest.approx(SOFT_SHARE, abs=0.1)
    first = grey[~soft, headroom_rows((640, 640)) + 1].mean(axis=1)  # a blur brings black there
    dimmed = first < 0.98 * grey[~soft, 400].mean(axis=1)
    assert np.mean(dimmed) == pytest.approx(OPENED_LATE_SHARE, abs=0.1)


def test_some_crops_begin_dim_and_are_still_labelled_tissue(monkeypatch):
    monkeypatch.setattr("usseg.train.batches.PLAIN_SHARE", 0)
    monkeypatch.setattr("usseg.train.batches.augment", lambda grey, rng: grey)
    monkeypatch.setattr("usseg.train.batches.warp", lambda grey, bits, fill, rng: (grey, bits))
    views = views_of(np.full((400, 100), 200, np.uint8), (440, 40))
    # The third row of tissue, for the first is a mean of tissue and of what lies above it.
    thirds = [grey[np.argmax(seen[:, 20] == MUSCLE) + 2, 20] for grey, seen in views]
    assert 0.1 < np.mean(np.array(thirds) < 0.75) < 0.4
