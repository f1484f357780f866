"""The binary network begins as the multiclass one, and finds fat exactly where that finds it."""

import keras
import numpy as np
import pytest

from usseg.errors import InputError
from usseg.model.fold import build_network, fold_to_fat
from usseg.tissues import MULTICLASS, label_of

TINY = (4, 6)


def frames() -> np.ndarray:
    return np.random.default_rng(0).random((2, 64, 64, 1), dtype=np.float32)


def test_fat_is_found_where_it_was_the_most_probable_tissue():
    network = build_network("multiclass", (64, 64), TINY)
    last = network.layers[-2]  # even chances, so that every tissue wins somewhere
    kernel, bias = last.get_weights()
    last.set_weights([np.random.default_rng(2).standard_normal(kernel.shape) * 3, bias * 0])
    probabilities = np.asarray(network.predict_on_batch(frames()))
    fat = label_of("multiclass", "fat")
    found = probabilities.argmax(-1) == fat
    assert 0.005 < found.mean() < 0.6
    folded = np.asarray(fold_to_fat(network).predict_on_batch(frames()))
    np.testing.assert_array_equal(folded.argmax(-1) == 1, found)
    rest = np.delete(probabilities, fat, axis=-1).max(-1)
    expected = probabilities[..., fat] / (probabilities[..., fat] + rest)
    np.testing.assert_allclose(folded[..., 1], expected, atol=1e-5)
    np.testing.assert_allclose(folded.sum(-1), 1, atol=1e-5)


def test_training_leaves_the_fold_as_it_is():
    network = build_network("binary", (64, 64), TINY)
    network.compile("sgd", "mse")
    network.train_on_batch(frames(), np.ones((2, 64, 64, 2), np.float32))
    for tissue in MULTICLASS:
        (kernel,) = network.get_layer(f"only_{tissue.name}").get_weights()
        assert np.flatnonzero(kernel.ravel()).tolist() == [tissue.label]
        assert kernel.sum() == 1


def test_its_file_opens_in_safe_mode_and_answers_the_same(tmp_path):
    network = build_network("binary", (64, 64), TINY)
    network.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras", compile=False, safe_mode=True)
    np.testing.assert_array_equal(
        again.predict_on_batch(frames()), network.predict_on_batch(frames())
    )


def test_other_models_are_refused():
    with pytest.raises(InputError, match="no model"):
        build_network("ternary")
