"""Calibrated probabilities, and the gate: numbers by construction, sentences that can be read."""

import dataclasses

import numpy as np
import pytest
from tiny import noise

from usseg.model import predict as room
from usseg.model.predict import predict, predict_with_features
from usseg.model.trust import gate, sharpen, temperature_of
from usseg.model.trust_gate import distance_of, probability_of
from usseg.pipeline import segment_with

# Two texture features and one more; real images lie at 0, phantoms at 10 standard deviations.
GATE = {
    "layers": ["conv2d"],
    "channels": [0, 2],
    "centre": [1.0, 1.0, 1.0],
    "scale": [2.0, 2.0, 2.0],
    "kinds": [
        {"mean": [0.0, 0.0], "precision": [1.0, 0.0, 1.0]},
        {"mean": [10.0, 10.0], "precision": [1.0, 0.0, 1.0]},
    ],
    "weights": [0.0, 0.0, 1.0],
    "bias": -1.0,
    "distance_limit": 1.5,
    "probability_limit": 0.5,
}


def with_sections(release, **sections):
    return dataclasses.replace(release, manifest=release.manifest | sections)


def test_a_temperature_divides_the_logits():
    logits = np.random.default_rng(0).normal(0, 4, (5, 7, 8))
    odds, cooled = np.exp(logits), np.exp(logits / 1.7)
    probabilities = (odds / odds.sum(-1, keepdims=True)).astype(np.float32)
    expected = cooled / cooled.sum(-1, keepdims=True)
    found = sharpen(probabilities, 1.7)
    np.testing.assert_allclose(found, expected, atol=1e-5)
    assert (found.argmax(-1) == probabilities.argmax(-1)).all()
    assert found.dtype == np.float32
    assert sharpen(probabilities, 1.0) is probabilities


def test_certainty_survives_a_temperature():
    np.testing.assert_allclose(sharpen(np.array([[1, 0]], np.float32), 2.0), [[1, 0]], atol=1e-5)


@pytest.mark.parametrize(
    ("features", "distance"),
    [([1, 1, 9], 0.0), ([5, 5, 9], 2.0), ([5, 1, 9], 2**0.5), ([21, 21, 9], 0.0)],
)
def test_distance_is_that_from_the_nearest_kind_in_standard_deviations(features, distance):
    assert distance_of(GATE, np.array(features, float)) == pytest.approx(distance)


def test_probability_is_logistic_in_the_standardised_features():
    assert probability_of(GATE, np.array([0, 0, 3.0])) == pytest.approx(0.5)
    assert probability_of(GATE, np.array([0, 0, 5.0])) == pytest.approx(1 / (1 + np.exp(-1)))


def test_the_score_is_the_larger_share_of_a_limit_and_words_say_which(tiny_release):
    release = with_sections(tiny_release, gate=GATE)
    assert gate(release, np.array([1, 1, -99.0])) == (pytest.approx(0.0, abs=1e-3), ())
    score, reasons = gate(release, np.array([5, 5, -99.0]))
    assert score == pytest.approx(2 / 1.5, abs=1e-3)
    assert [("texture" in reason) for reason in reasons] == [True]
    score, reasons = gate(release, np.array([1, 1, 99.0]))
    assert score == pytest.approx(2.0, abs=1e-3)
    assert ["outside what the model was trained on" in reason for reason in reasons] == [True]
    assert gate(tiny_release, np.array([1, 1, 1.0])) == (None, ())


@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_features_are_the_mean_activations_and_leave_the_probabilities_alone(
    tiny_release, monkeypatch, backend
):
    import keras

    monkeypatch.setattr(room, "_networks", type(room._networks)())
    monkeypatch.setattr("keras.backend.backend", lambda: backend)  # only our choice of the call
    model = keras.saving.load_model(tiny_release.path, compile=False)
    layer = model.layers[0]
    expected = np.asarray(layer(noise())).mean(axis=(0, 1, 2))
    release = with_sections(tiny_release, gate=GATE | {"layers": [layer.name]})
    probabilities, features = predict_with_features(release, noise())
    np.testing.assert_allclose(features, expected, atol=1e-5)
    np.testing.assert_allclose(probabilities, predict(tiny_release, noise()), atol=1e-6)
    assert predict_with_features(tiny_release, noise())[1] is None


def test_two_layers_give_their_features_one_after_the_other(tiny_release):
    import keras

    model = keras.saving.load_model(tiny_release.path, compile=False)
    names = [layer.name for layer in model.layers]
    release = with_sections(tiny_release, gate={"layers": names})
    probabilities, features = predict_with_features(release, noise())
    assert features.shape == (16,)
    np.testing.assert_allclose(features[8:], probabilities.mean(axis=(0, 1)), atol=1e-5)


@pytest.fixture
def speckle() -> np.ndarray:
    return np.random.default_rng(2).integers(40, 216, (96, 120), dtype=np.uint8)


def test_a_calibrated_release_is_less_sure_of_nearly_the_same_mask(tiny_release, speckle):
    plain = segment_with(tiny_release, speckle)
    section = {"temperature": 3.0, "ece": {"before": 0.2, "after": 0.05}}
    calibrated = segment_with(with_sections(tiny_release, calibration=section), speckle)
    assert (plain.mask == calibrated.mask).mean() > 0.98  # borders move by parts of a pixel
    assert calibrated.confidence.mean() < plain.confidence.mean()
    assert (calibrated.trust.temperature, calibrated.trust.ece) == (3.0, 0.05)
    assert (plain.trust.temperature, plain.trust.ece) == (1.0, None)
    assert temperature_of(tiny_release) == 1.0


def test_a_flagged_image_is_warned_of_and_not_blocked(tiny_release, speckle):
    import keras

    name = keras.saving.load_model(tiny_release.path, compile=False).layers[0].name
    far = {"centre": [99.0] * 8, "scale": [0.1] * 8, "weights": [0.0] * 8, "layers": [name]}
    done = segment_with(with_sections(tiny_release, gate=GATE | far), speckle)
    assert done.trust.flagged
    assert done.trust.gate_score > done.trust.threshold == 1.0
    assert any("should not be trusted with this model" in text for text in done.warnings)
    assert done.mask.shape == speckle.shape
