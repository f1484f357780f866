"""The network: small, stock, the same on any machine."""

import keras
import numpy as np
import pytest

from usseg.errors import InputError
from usseg.model.unet import build_unet

TINY = (4, 6)


def test_each_pixel_gets_probabilities_of_every_tissue():
    network = build_unet(8, (64, 96), TINY)
    frames = np.random.default_rng(0).random((2, 64, 96, 1), dtype=np.float32)
    probabilities = np.asarray(network.predict_on_batch(frames))
    assert probabilities.shape == (2, 64, 96, 8)
    assert probabilities.min() >= 0
    np.testing.assert_allclose(probabilities.sum(-1), 1, atol=1e-5)


def test_the_full_network_is_small_and_its_file_opens_in_safe_mode(tmp_path):
    network = build_unet(8)
    assert 400_000 <= network.count_params() <= 650_000
    network.save(tmp_path / "model.keras")
    assert (tmp_path / "model.keras").stat().st_size < 10_000_000
    again = keras.saving.load_model(tmp_path / "model.keras", compile=False, safe_mode=True)
    assert again.output_shape == (None, 256, 256, 8)


def test_only_layers_that_keras_ships_are_used():
    layers = build_unet(2, (64, 64), TINY).layers
    assert {type(layer).__module__.split(".")[0] for layer in layers} == {"keras"}
    assert not [layer for layer in layers if isinstance(layer, keras.layers.Lambda)]


def test_without_a_size_it_takes_any_multiple_of_its_step():
    network = build_unet(3, (None, None), TINY)
    for rows, cols in ((32, 64), (100, 48)):
        answer = network(np.zeros((1, rows, cols, 1), np.float32))
        assert np.asarray(answer).shape == (1, rows, cols, 3)


def test_weights_do_not_depend_on_the_size():
    small, large = build_unet(3, (32, 32), TINY), build_unet(3, (64, 96), TINY)
    large.set_weights(small.get_weights())


def test_a_far_corner_reaches_every_pixel_through_the_context():
    keras.utils.set_random_seed(1)
    network = build_unet(3, (64, 64), TINY)  # two levels: convolutions alone see some 30 pixels
    plain = np.random.default_rng(0).random((1, 64, 64, 1), dtype=np.float32)
    marked = plain.copy()
    marked[0, 48:, 48:] = 1
    change = np.abs(np.asarray(network(marked)) - np.asarray(network(plain)))
    assert change[0, 0, 0].max() > 0


@pytest.mark.parametrize("size", [(100, 256), (256, 250), (16, 32), (0, 0)])
def test_a_size_that_cannot_be_halved_is_refused_with_the_step(size):
    with pytest.raises(InputError, match="multiples of 32"):
        build_unet(8, size)


@pytest.mark.parametrize(("tissues", "widths"), [(1, (4, 6)), (8, (4,)), (8, (4, 0))])
def test_a_network_without_tissues_or_levels_is_refused(tissues, widths):
    with pytest.raises(InputError, match="at least 2 tissues"):
        build_unet(tissues, (64, 64), widths)
