"""Probabilities from a released network. Keras is imported only when the first one is loaded."""

import os
import threading
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np

from usseg.errors import InputError, WeightsError
from usseg.model.network import Answer, Network, check_agrees, gate_layers
from usseg.model.releases import check_sha256
from usseg.types import Release

NETWORKS_KEPT = 4  # both models in two versions; each takes some tens of MB
# What Keras raises for files that are not what they should be; most are OSError or ValueError.
BROKEN = (ValueError, TypeError, LookupError, AttributeError, ImportError, RuntimeError, OSError)
UNLOADABLE = (*BROKEN, zipfile.BadZipFile)


_networks: OrderedDict[str, Network] = OrderedDict()
_loading = threading.Lock()
_running = threading.Lock()


def predict(release: Release, unit_input: np.ndarray) -> np.ndarray:
    """Return the probabilities of `predict_with_features` alone."""
    return predict_with_features(release, unit_input)[0]


def predict_with_features(release: Release, unit_input: np.ndarray) -> Answer:
    """Run the network of a release on one prepared frame; safe to call from many threads.

    One inference runs at a time: it spreads over the cores, and memory stays that of one.

    Args:
        release: As `find_release` returns it; its network is loaded once per digest.
        unit_input: float32 in [0, 1], shape (1, rows, cols, 1), of the release's input size.

    Returns:
        probabilities: float32, shape (rows, cols, tissues), in the order of the labels.
        features: float32, shape (features,): mean activation of each channel of the layers that
            the manifest's gate names, one layer after the other; None without a gate.

    Raises:
        InputError: The array is not of the release's input size.
        WeightsError: The file is not the released one, or not a network of this kind.
    """
    expected = (1, *release.manifest["input_size"], 1)
    if unit_input.shape != expected:
        raise InputError(
            f"{release.model} {release.version} takes an array of shape {expected}, but this "
            f"one has shape {unit_input.shape}. Prepare it with `to_input`."
        )
    network = _network(release)
    with _running:
        answer, features = network.run(unit_input.astype(np.float32, copy=False))
    probabilities = answer[0]
    if not np.isfinite(probabilities).all():
        raise WeightsError(
            f"The network of {release.model} {release.version} answers with values that are "
            "not numbers. Choose another version."
        )
    return probabilities, None if features is None else features[0]


def warm(release: Release) -> None:
    """Load a release and run it once on black, so that the first user does not wait for that.

    Raises:
        WeightsError: The file is not the released one, or not a network of this kind.
    """
    rows, cols = release.manifest["input_size"]
    predict(release, np.zeros((1, rows, cols, 1), dtype=np.float32))


def _network(release: Release) -> Network:
    """Return the loaded network of a release; the one unused for longest makes room."""
    with _loading:
        key = " ".join((release.sha256, *gate_layers(release)))
        network = _networks.pop(key, None) or _load(release)
        check_agrees(network, release)
        _networks[key] = network
        while len(_networks) > NETWORKS_KEPT:
            _networks.popitem(last=False)
    return network


def _load(release: Release) -> Network:
    """Load the file of a release without running any code it may carry."""
    check_sha256(release.path, release.sha256)  # first: Keras calls every broken file "not found"
    keras = _import_keras()
    try:
        model = keras.saving.load_model(release.path, compile=False, safe_mode=True)
        shapes = model.input_shape[1:], model.output_shape[1:]
        watched = _with_features(keras, model, gate_layers(release))
    except UNLOADABLE as error:
        raise WeightsError(
            f"{release.path.name} of {release.model} {release.version} is not a network that "
            "Keras loads in safe mode, so it was refused. Choose another version."
        ) from error
    return Network(_runner(keras, watched, shapes[0]), *shapes)


def _import_keras() -> Any:
    """Import Keras quietly, on the backend the user chose, else on TensorFlow."""
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # warnings about missing GPUs go
    import keras

    return keras


def _with_features(keras: Any, model: Any, layers: tuple[str, ...]) -> Any:
    """Return the model with a second answer: the mean activations of some of its layers.

    Raises:
        ValueError: It has no such layer.
    """
    if not layers:
        return model
    means = [
        keras.layers.GlobalAveragePooling2D(name=f"gate_{index}")(model.get_layer(name).output)
        for index, name in enumerate(layers)
    ]
    features = keras.layers.Concatenate(name="gate")(means) if len(means) > 1 else means[0]
    return keras.Model(model.inputs, [model.outputs[0], features])


def _runner(keras: Any, model: Any, shape: tuple[int, ...]) -> Callable[[np.ndarray], Answer]:
    """Return the fastest way to run a model on one frame with the present backend.

    On TensorFlow a compiled function is several times as fast as `model.predict`.
    """
    call = model.predict_on_batch
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        signature = [tf.TensorSpec((1, *shape), tf.float32)]
        call = tf.function(lambda frame: model(frame, training=False), input_signature=signature)

    def run(frame: np.ndarray) -> Answer:
        answers = call(frame)
        parts = answers if isinstance(answers, list | tuple) else [answers]
        arrays = [keras.ops.convert_to_numpy(part) for part in parts]
        return arrays[0], arrays[1] if len(arrays) > 1 else None

    return run
