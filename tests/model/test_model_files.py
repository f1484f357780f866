"""Files that are no network, not the released one, or carry code, are refused."""

import dataclasses
import json
import zipfile
from pathlib import Path

import pytest
from tiny import TINY_SIZE, noise, write_release

from usseg.errors import WeightsError
from usseg.model import predict as room
from usseg.model.predict import predict
from usseg.model.releases import bundled_release

EMPTY_ZIP = b"PK\x05\x06" + bytes(18)


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


def with_system_as_layer(config: dict, command: str) -> dict:
    """Name a function of the operating system where a layer's class belongs."""
    system = {"module": "os", "class_name": "system", "registered_name": "system"}
    config["config"]["layers"][1] = system | {"config": {"command": command}}
    return config


def with_eval_as_activation(config: dict, command: str) -> dict:
    """Name a built-in function where an activation belongs."""
    function = {"module": "builtins", "class_name": "function", "registered_name": "function"}
    config["config"]["layers"][1]["config"]["activation"] = function | {"config": "eval"}
    return config


@pytest.mark.parametrize("attack", [with_system_as_layer, with_eval_as_activation])
def test_names_outside_keras_are_refused_and_not_called(tiny_release, tmp_path, attack):
    marker = tmp_path / "code-was-run"
    weights = rewritten(
        tiny_release.path.read_bytes(), tmp_path, lambda config: attack(config, f"touch {marker}")
    )
    with pytest.raises(WeightsError, match="safe mode, so it was refused"):
        predict(release_of(weights, tmp_path), noise())
    assert not marker.exists()


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
