"""What counted more in training counts alike in volumes."""

from dataclasses import replace

import numpy as np
import pytest

from usseg.image.preprocess import whole_field
from usseg.tissues import MULTICLASS
from usseg.volume import slices
from usseg.volume.slices import segment_slice
from usseg.volume.sweep import LINEAR, Sweep
from usseg.volume.unweigh import counted, unweigh

SKIN, FAT = 1, 2


def with_weights(release, weights):
    return replace(release, manifest=release.manifest | {"training": {"settings": weights}})


def test_odds_that_were_multiplied_are_divided_again():
    rng = np.random.default_rng(3)
    true = rng.dirichlet(np.ones(8), size=(5, 6)).astype(np.float32)
    counts = rng.uniform(0.5, 2, 8).astype(np.float32)
    weighted = true * counts
    weighted /= weighted.sum(axis=-1, keepdims=True)
    assert unweigh(weighted, counts) == pytest.approx(true, abs=1e-6)


def test_the_counts_are_those_of_the_manifest_and_1_elsewhere(tiny_release):
    given = with_weights(tiny_release, {"weights": {"skin": 1.2, "tendon": 2}})
    expected = [1.0] * len(MULTICLASS)
    expected[SKIN], expected[5] = 1.2, 2
    assert counted(given) == pytest.approx(expected)
    for settings in ({}, {"weights": None}, {"weights": {}}):
        assert (counted(with_weights(tiny_release, settings)) == 1).all()


@pytest.mark.parametrize(("weight", "label"), [(1.0, SKIN), (1.2, FAT)])
def test_a_slice_is_labelled_and_votes_without_the_weights(
    tiny_release, monkeypatch, weight, label
):
    answer = np.zeros((64, 64, 8), dtype=np.float32)
    answer[..., SKIN], answer[..., FAT] = 0.52, 0.48
    monkeypatch.setattr(slices, "look", lambda *given: (answer, None))
    pixels = np.random.default_rng(1).integers(0, 256, (1, 64, 64), dtype=np.uint8)
    sweep = Sweep(pixels, 255, (0.2, 0.2), "test", np.eye(4)[None], LINEAR, None)
    release = with_weights(tiny_release, {"weights": {"skin": weight}})
    piece = segment_slice(release, sweep, 0, whole_field((64, 64)))
    assert (piece.mask == label).all()
    assert (piece.votes[..., :-1].argmax(axis=-1) == label).all()
