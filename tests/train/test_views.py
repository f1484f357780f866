"""What is done to views that show a whole frame, as the pipeline does."""

import numpy as np
import pytest

from usseg.image.headroom import headroom_rows
from usseg.train.batches import OPENED_LATE_SHARE, SOFT_SHARE, Mixture, make_view
from usseg.train.samples import Sample
from usseg.train.sources import from_samples


def test_plain_views_are_dimmed_and_blurred_as_well(monkeypatch):
    monkeypatch.setattr("usseg.train.batches.PLAIN_SHARE", 1)
    stripes = np.tile(np.array([80, 180], np.uint8), (640, 320))
    labels, inside = np.full_like(stripes, 8), np.ones(stripes.shape, bool)
    sample = Sample(stripes, labels, inside, (0, 0, *stripes.shape))
    given = [from_samples("stripes", [sample], phantom=False)]
    mixture = Mixture(given, np.ones(1), "multiclass", (640, 640))
    grey = np.stack([make_view(mixture, np.random.default_rng(seed))[0] for seed in range(200)])
    contrast = np.ptp(grey[:, 400], axis=1)
    soft = contrast < 0.9 * contrast.max()
    assert np.mean(soft) == pytest.approx(SOFT_SHARE, abs=0.1)
    first = grey[~soft, headroom_rows((640, 640)) + 1].mean(axis=1)  # a blur brings black there
    dimmed = first < 0.98 * grey[~soft, 400].mean(axis=1)
    assert np.mean(dimmed) == pytest.approx(OPENED_LATE_SHARE, abs=0.1)
