"""The loss of sets, against values and gradients worked out by hand."""

import keras
import numpy as np
import pytest
from keras import ops

from usseg.train.loss import (
    FALSE_ALARM_PIXELS,
    SMALLEST_PROBABILITY,
    allowed_tissues,
    build_loss,
    exact_dice_loss,
    false_alarm_loss,
    set_cross_entropy,
)

SKIN_OR_FAT, MUSCLE, NOTHING, EVERYTHING = 0b0110, 0b1000, 0, 0b1111
PROBABILITIES = np.array([0.1, 0.2, 0.3, 0.4], np.float32)  # background, skin, fat, muscle
ONES = np.ones(4, np.float32)


def pixels(*bits: int) -> np.ndarray:
    """Bit sets as one frame (1, 1, pixels)."""
    return np.array([[bits]], dtype=np.uint8)


def same_everywhere(count: int) -> np.ndarray:
    return np.tile(PROBABILITIES, (1, 1, count, 1))


def cross_entropy(*bits: int, weights: np.ndarray = ONES) -> float:
    allowed = allowed_tissues(pixels(*bits), 4)
    return float(set_cross_entropy(allowed, same_everywhere(len(bits)), weights))


def gradient(loss, bits: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """Gradient with respect to the probabilities, by central differences in float64 steps.

    Works on every backend, and knows nothing of how the loss is written.
    """
    slope = np.zeros_like(probabilities, dtype=np.float64)
    step = 1e-3
    for index in np.ndindex(probabilities.shape):
        up, down = probabilities.copy(), probabilities.copy()
        up[index] += step
        down[index] -= step
        slope[index] = (float(loss(bits, up)) - float(loss(bits, down))) / (2 * step)
    return slope


def test_bits_unpack_to_allowed_tissues():
    allowed = np.asarray(allowed_tissues(pixels(SKIN_OR_FAT, NOTHING, 0b1000_0000), 8))
    assert allowed[0, 0].tolist() == [
        [0, 1, 1, 0, 0, 0, 0, 0],
        [0] * 8,
        [0, 0, 0, 0, 0, 0, 0, 1],
    ]


def test_a_set_costs_the_logarithm_of_its_summed_probability():
    assert cross_entropy(SKIN_OR_FAT) == pytest.approx(-np.log(0.2 + 0.3), abs=1e-5)
    assert cross_entropy(MUSCLE) == pytest.approx(-np.log(0.4), abs=1e-5)


def test_the_mean_is_over_pixels_that_say_something():
    both = cross_entropy(SKIN_OR_FAT, MUSCLE)
    assert both == pytest.approx(-(np.log(0.5) + np.log(0.4)) / 2, abs=1e-5)
    assert cross_entropy(SKIN_OR_FAT, NOTHING, EVERYTHING, MUSCLE) == pytest.approx(both, abs=1e-5)


def test_a_set_weighs_as_the_mean_of_its_members():
    weights = np.array([1, 2, 4, 1], np.float32)
    assert cross_entropy(SKIN_OR_FAT, weights=weights) == pytest.approx(-3 * np.log(0.5), abs=1e-4)


def test_frames_that_say_nothing_cost_nothing():
    loss = build_loss(4)
    assert float(loss(pixels(NOTHING, EVERYTHING), same_everywhere(2))) == 0.0


def test_a_probability_of_zero_is_expensive_but_finite():
    sure = np.array([[[[1, 0, 0, 0]]]], np.float32)
    cost = float(set_cross_entropy(allowed_tissues(pixels(MUSCLE), 4), sure, ONES))
    assert cost == pytest.approx(-np.log(SMALLEST_PROBABILITY), rel=1e-3)


def test_gradient_of_a_set_is_shared_equally_by_its_members():
    def loss(bits, probabilities):
        return set_cross_entropy(allowed_tissues(bits, 4), probabilities, ONES)

    slope = gradient(loss, pixels(SKIN_OR_FAT), same_everywhere(1))[0, 0, 0]
    np.testing.assert_allclose(slope, [0, -1 / 0.5, -1 / 0.5, 0], rtol=1e-2, atol=1e-6)


def test_pixels_that_say_nothing_have_exactly_no_gradient():
    # Through a network's own variable, as in training; a sum that merely cancels would show here.
    logits = keras.Variable(np.random.default_rng(0).normal(size=(1, 1, 3, 4)).astype("float32"))
    bits = pixels(NOTHING, MUSCLE, EVERYTHING)
    slope = backend_gradient(lambda: build_loss(4)(bits, ops.softmax(logits, -1)), logits)
    assert (slope[0, 0, [0, 2]] == 0).all()
    assert (slope[0, 0, 1] != 0).all()


def backend_gradient(loss, variable: keras.Variable) -> np.ndarray:
    if keras.backend.backend() != "tensorflow":
        pytest.skip("the exact gradient is asked of TensorFlow")
    import tensorflow as tf

    with tf.GradientTape() as tape:
        cost = loss()
    return tape.gradient(cost, variable.value).numpy()


def test_dice_loss_of_exact_pixels_follows_from_the_sums():
    # Two pixels, muscle and background; tissues: overlap 0.4 of 1 + 0.8, and 0.1 of 1 + 0.2.
    allowed = allowed_tissues(pixels(MUSCLE, 0b0001), 4)
    expected = np.mean([1 - (0.8 + 1) / (1.8 + 1), 1 - (0.2 + 1) / (1.2 + 1)])
    assert float(exact_dice_loss(allowed, same_everywhere(2))) == pytest.approx(expected, abs=1e-5)


def test_dice_loss_does_not_look_at_pixels_of_sets():
    allowed = allowed_tissues(pixels(SKIN_OR_FAT, NOTHING), 4)
    assert float(exact_dice_loss(allowed, same_everywhere(2))) == 0.0


def test_the_loss_falls_to_zero_for_the_right_answer():
    right = np.zeros((1, 1, 2, 4), np.float32)
    right[0, 0, 0, 3] = right[0, 0, 1, 2] = 1  # muscle; fat, which "skin or fat" allows
    assert float(build_loss(4)(pixels(MUSCLE, SKIN_OR_FAT), right)) == pytest.approx(0, abs=1e-5)


def false_alarm(*bits: int) -> float:
    return float(false_alarm_loss(allowed_tissues(pixels(*bits), 4), same_everywhere(len(bits))))


def test_probability_on_absent_tissues_costs_by_its_mass():
    # Two pixels of muscle, one that is ignored: background, skin and fat are absent.
    costs = [2 * p / (2 * p + FALSE_ALARM_PIXELS) for p in (0.1, 0.2, 0.3)]
    assert false_alarm(MUSCLE, MUSCLE, NOTHING) == pytest.approx(np.mean(costs), rel=1e-4)


def test_a_frame_without_exact_labels_raises_no_false_alarm():
    assert false_alarm(SKIN_OR_FAT, NOTHING, EVERYTHING) == 0.0


def test_present_tissues_are_no_false_alarm():
    assert false_alarm(0b0001, 0b0010, 0b0100, MUSCLE) == 0.0
