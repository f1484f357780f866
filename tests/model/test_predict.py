"""Inference with a released network, and the refusal of files that are none."""

import dataclasses
import hashlib
import json
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest
from tiny import TINY_SIZE, write_release

from usseg.errors import InputError, WeightsError
from usseg.model import predict as room
from usseg.model.predict import predict, warm
from usseg.model.releases import bundled_release

EMPTY_ZIP = b"PK\x05\x06" + bytes(18)


def noise(seed: int = 0) -> np.ndarray:
    """A prepared frame of the tiny network's size."""
    return np.random.default_rng(seed).random((1, *TINY_SIZE, 1), dtype=np.float32)


def saved(layers: list, folder: Path) -> bytes:
    """The bytes of a saved Keras network."""
    import keras

    keras.Sequential(layers).save(folder / "saved.keras")
    return (folder / "saved.keras").read_bytes()


def rewritten(weights: bytes, folder: Path, change) -> bytes:
    """A saved network whose config.json was changed by hand, as an attacker would."""
    source, target = folder / "source.keras", folder / "target.keras"
    source.write_bytes(weights)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "config.json":
                content = json.dumps(change(json.loads(content))).encode()
            new.writestr(name, content)
    return target.read_bytes()


def release_of(weights: bytes, tmp_path: Path):
    """A multiclass release of these bytes whose manifest and digest are in order."""
    write_release(tmp_path / "released", "multiclass", weights)
    return bundled_release("multiclass", "0.0.1", tmp_path / "released")


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


@pytest.mark.parametrize(
    "damage",
    [
        lambda weights: weights[: len(weights) // 2],
        lambda weights: b"<html>Not found</html>",
        lambda weights: b"",
        lambda weights: weights[:-1] + bytes([weights[-1] ^ 1]),
    ],
    ids=["truncated", "html", "empty", "one bit"],
)
def test_damaged_file_is_refused_by_its_digest(tiny_release, tmp_path, damage, monkeypatch):
    monkeypatch.setattr(room, "_networks", type(room._networks)())
    broken = tmp_path / "model.keras"
    broken.write_bytes(damage(tiny_release.path.read_bytes()))
    with pytest.raises(WeightsError, match=r"model\.keras is not the released file: SHA-256"):
        predict(dataclasses.replace(tiny_release, path=broken), noise())


def test_missing_file_is_refused_without_its_path(tiny_release, tmp_path, monkeypatch):
    monkeypatch.setattr(room, "_networks", type(room._networks)())
    with pytest.raises(WeightsError, match=r"model\.keras of this release cannot") as refusal:
        predict(dataclasses.replace(tiny_release, path=tmp_path / "model.keras"), noise())
    assert str(tmp_path) not in str(refusal.value)


@pytest.mark.parametrize("content", [b"<html>Not found</html>", b"PK\x03\x04", EMPTY_ZIP])
def test_released_file_that_is_no_network_is_refused(tmp_path, content):
    with pytest.raises(WeightsError, match="not a network that Keras loads in safe mode"):
        predict(release_of(content, tmp_path), noise())


def test_lambda_layer_with_code_is_refused_and_not_run(tmp_path):
    import keras

    marker = tmp_path / "code-was-run"

    shape = (*TINY_SIZE, 1)
    # A lambda, not a function: only a lambda's code travels inside the file.
    attack = keras.layers.Lambda(
        lambda frame, marker: (__import__("pathlib").Path(marker).touch(), frame)[1],
        output_shape=shape,
        arguments={"marker": str(marker)},
    )
    weights = saved([keras.Input(shape), attack], tmp_path)
    marker.unlink(missing_ok=True)
    with pytest.raises(WeightsError, match="safe mode, so it was refused"):
        predict(release_of(weights, tmp_path), noise())
    assert not marker.exists()
    # The same file does run its code where nobody asks for safe mode: the crafting works.
    keras.saving.load_model(tmp_path / "saved.keras", safe_mode=False)(noise())
    assert marker.exists()


def test_class_outside_keras_is_refused_and_not_called(tiny_release, tmp_path):
    marker = tmp_path / "code-was-run"

    def attack(config: dict) -> dict:
        config["config"]["layers"][1] = {
            "module": "os",
            "class_name": "system",
            "config": {"command": f"touch {marker}"},
            "registered_name": "system",
        }
        return config

    weights = rewritten(tiny_release.path.read_bytes(), tmp_path, attack)
    with pytest.raises(WeightsError, match="safe mode, so it was refused"):
        predict(release_of(weights, tmp_path), noise())
    assert not marker.exists()


def test_function_outside_keras_as_activation_is_refused(tiny_release, tmp_path):
    def attack(config: dict) -> dict:
        config["config"]["layers"][1]["config"]["activation"] = {
            "module": "builtins",
            "class_name": "function",
            "config": "eval",
            "registered_name": "function",
        }
        return config

    weights = rewritten(tiny_release.path.read_bytes(), tmp_path, attack)
    with pytest.raises(WeightsError, match="safe mode, so it was refused"):
        predict(release_of(weights, tmp_path), noise())


@pytest.mark.parametrize(
    ("size", "tissues"), [((64, 64), 2), ((32, 64), 8)], ids=["too few tissues", "other size"]
)
def test_network_that_contradicts_its_manifest_is_refused(tmp_path, size, tissues):
    import keras

    layers = [keras.Input((*size, 1)), keras.layers.Conv2D(tissues, 1)]
    with pytest.raises(WeightsError, match=r"maps .*, but its manifest says \(64, 64, 1\)"):
        predict(release_of(saved(layers, tmp_path), tmp_path), noise())


def test_network_for_any_size_is_accepted(tmp_path):
    import keras

    layers = [keras.Input((None, None, 1)), keras.layers.Conv2D(8, 1), keras.layers.Softmax()]
    assert predict(release_of(saved(layers, tmp_path), tmp_path), noise()).shape == (64, 64, 8)


def test_network_that_answers_nan_is_refused(tmp_path):
    import keras

    bias = keras.initializers.Constant(float("nan"))
    layers = [keras.Input((*TINY_SIZE, 1)), keras.layers.Conv2D(8, 1, bias_initializer=bias)]
    with pytest.raises(WeightsError, match="not numbers"):
        predict(release_of(saved(layers, tmp_path), tmp_path), noise())


def test_digest_in_the_release_is_that_of_the_file(tiny_release):
    digest = hashlib.sha256(tiny_release.path.read_bytes()).hexdigest()
    assert digest == tiny_release.sha256


def test_choosing_a_release_imports_neither_keras_nor_the_hub_client():
    code = (
        "import sys, usseg.model.predict, usseg.model.weights; "
        "print([name for name in ('keras', 'tensorflow', 'huggingface_hub') if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
