"""The binary network begins as the multiclass one, its tissues added up."""

import keras
import numpy as np
import pytest

from usseg.errors import InputError
from usseg.model.fold import build_network, fold_to_fat
from usseg.tissues import label_of

TINY = (4, 6)


def frames() -> np.ndarray:
    return np.random.default_rng(0).random((2, 64, 64, 1), dtype=np.float32)


def test_fat_is_what_it_was_and_the_rest_is_the_rest():
    network = build_network("multiclass", (64, 64), TINY)
    fat = np.asarray(network.predict_on_batch(frames()))[..., label_of("multiclass", "fat")]
    folded = np.asarray(fold_to_fat(network).predict_on_batch(frames()))
    np.testing.assert_allclose(folded[..., 1], fat, atol=1e-6)
    np.testing.assert_allclose(folded.sum(-1), 1, atol=1e-5)


def test_training_leaves_the_sum_a_sum():
    network = build_network("binary", (64, 64), TINY)
    network.compile("sgd", "mse")
    network.train_on_batch(frames(), np.ones((2, 64, 64, 2), np.float32))
    (kernel,) = network.get_layer("rest_and_fat").get_weights()
    assert set(kernel.ravel()) == {0.0, 1.0}
    assert kernel.sum() == kernel.shape[2]


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
