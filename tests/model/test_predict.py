"""Inference with a released network."""

import dataclasses
import subprocess
import sys
import threading

import numpy as np
import pytest
from tiny import noise

from usseg.errors import InputError
from usseg.model import predict as room
from usseg.model.predict import predict, warm


def test_probabilities_are_those_of_the_layers_computed_by_hand(tiny_release):
    import keras

    kernel, bias = keras.saving.load_model(tiny_release.path, compile=False).get_weights()
    frame = noise()
    padded = np.pad(frame[0, :, :, 0], 1)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))  # (rows, cols, 3, 3)
    evidence = np.einsum("rcij,ijt->rct", windows, kernel[:, :, 0]) + bias
    odds = np.exp(evidence - evidence.max(axis=-1, keepdims=True))
    expected = odds / odds.sum(axis=-1, keepdims=True)
    probabilities = predict(tiny_release, frame)
    assert (probabilities.shape, probabilities.dtype) == ((64, 64, 8), np.float32)
    np.testing.assert_allclose(probabilities, expected, atol=1e-5)


def test_network_is_loaded_once_for_one_digest(tiny_release, monkeypatch):
    loaded = []
    load = room._load
    monkeypatch.setattr(room, "_networks", type(room._networks)())
    monkeypatch.setattr(room, "_load", lambda release: loaded.append(release) or load(release))
    frames = [noise(seed) for seed in range(8)]
    expected = [predict(tiny_release, frame) for frame in frames]
    room._networks.clear()
    loaded.clear()
    answers: dict[int, np.ndarray] = {}
    threads = [
        threading.Thread(target=lambda n=n: answers.update({n: predict(tiny_release, frames[n])}))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loaded) == 1
    for number, answer in enumerate(expected):
        np.testing.assert_array_equal(answers[number], answer)


def test_network_unused_for_longest_makes_room(tiny_release, monkeypatch):
    monkeypatch.setattr(room, "_networks", type(room._networks)())
    network = room._load(tiny_release)
    monkeypatch.setattr(room, "_load", lambda release: network)
    for name in ("a", "b", "c", "d", "a", "e"):
        room._network(dataclasses.replace(tiny_release, sha256=name))
    assert list(room._networks) == ["c", "d", "a", "e"]


def test_warm_network_is_ready(tiny_release, monkeypatch):
    monkeypatch.setattr(room, "_networks", type(room._networks)())
    warm(tiny_release)
    assert tiny_release.sha256 in room._networks


def test_input_of_another_size_is_refused_with_both_sizes(tiny_release):
    with pytest.raises(InputError, match=r"\(1, 64, 64, 1\).*\(1, 32, 64, 1\)"):
        predict(tiny_release, np.zeros((1, 32, 64, 1), np.float32))


def test_choosing_a_release_imports_neither_keras_nor_the_hub_client():
    code = (
        "import sys, usseg.model.predict, usseg.model.weights; "
        "print([name for name in ('keras', 'tensorflow', 'huggingface_hub') if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_backends_other_than_tensorflow_give_the_same_probabilities(tiny_release, monkeypatch):
    expected = predict(tiny_release, noise())
    monkeypatch.setattr(room, "_networks", type(room._networks)())
    monkeypatch.setattr("keras.backend.backend", lambda: "jax")  # only our choice of the call
    np.testing.assert_allclose(predict(tiny_release, noise()), expected, atol=1e-6)
