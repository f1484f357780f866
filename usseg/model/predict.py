"""Probabilities from a released network. Keras is imported only when the first one is loaded."""

import os
import threading
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from usseg.errors import InputError, WeightsError
from usseg.model.releases import check_sha256
from usseg.types import Release

NETWORKS_KEPT = 4  # both models in two versions; each takes some tens of MB
# What Keras raises for files that are not what they should be; most are OSError or ValueError.
BROKEN = (ValueError, TypeError, LookupError, AttributeError, ImportError, RuntimeError, OSError)
UNLOADABLE = (*BROKEN, zipfile.BadZipFile)


@dataclass(frozen=True)
class Network:
    """A loaded network, reduced to what inference needs.

    Attributes:
        run: Maps float32 (1, rows, cols, 1) to probabilities (1, rows, cols, tissues).
        input_shape: (rows, cols, channels) it was built for; None where it takes any length.
        output_shape: (rows, cols, tissues) it answers with, likewise.
    """

    run: Callable[[np.ndarray], np.ndarray]
    input_shape: tuple[int | None, ...]
    output_shape: tuple[int | None, ...]


_networks: OrderedDict[str, Network] = OrderedDict()
_loading = threading.Lock()
_running = threading.Lock()


def predict(release: Release, unit_input: np.ndarray) -> np.ndarray:
    """Run the network of a release on one prepared frame; safe to call from many threads.

    One inference runs at a time: it spreads over the cores, and memory stays that of one.

    Args:
        release: As `find_release` returns it; its network is loaded once per digest.
        unit_input: float32 in [0, 1], shape (1, rows, cols, 1), of the release's input size.

    Returns:
        Probabilities, float32, shape (rows, cols, tissues), in the order of the labels.

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
        probabilities = network.run(unit_input.astype(np.float32, copy=False))[0]
    if not np.isfinite(probabilities).all():
        raise WeightsError(
            f"The network of {release.model} {release.version} answers with values that are "
            "not numbers. Choose another version."
        )
    return probabilities


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
        network = _networks.pop(release.sha256, None) or _load(release)
        _check_agrees(network, release)
        _networks[release.sha256] = network
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
    except UNLOADABLE as error:
        raise WeightsError(
            f"{release.path.name} of {release.model} {release.version} is not a network that "
            "Keras loads in safe mode, so it was refused. Choose another version."
        ) from error
    return Network(_runner(keras, model, shapes[0]), *shapes)


def _check_agrees(network: Network, release: Release) -> None:
    """Refuse a network that does not take and give what its manifest says."""
    size = tuple(release.manifest["input_size"])
    expected = ((*size, 1), (*size, len(release.manifest["labels"])))
    actual = (network.input_shape, network.output_shape)
    if not all(map(_fits, actual, expected)):
        raise WeightsError(
            f"The network of {release.model} {release.version} maps {actual[0]} to {actual[1]}, "
            f"but its manifest says {expected[0]} to {expected[1]}. Choose another version."
        )


def _fits(built: tuple[int | None, ...], stated: tuple[int, ...]) -> bool:
    """Tell whether a network's shape is the stated one; None takes any length."""
    same = [own in (None, side) for own, side in zip(built, stated, strict=False)]
    return len(built) == len(stated) and all(same)


def _import_keras() -> Any:
    """Import Keras quietly, on the backend the user chose, else on TensorFlow."""
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # warnings about missing GPUs go
    import keras

    return keras


def _runner(keras: Any, model: Any, shape: tuple[int, ...]) -> Callable[[np.ndarray], np.ndarray]:
    """Return the fastest way to run a model on one frame with the present backend.

    On TensorFlow a compiled function is several times as fast as `model.predict`.
    """
    if keras.backend.backend() != "tensorflow":
        return model.predict_on_batch
    import tensorflow as tf

    signature = [tf.TensorSpec((1, *shape), tf.float32)]
    compiled = tf.function(lambda frame: model(frame, training=False), input_signature=signature)
    return lambda frame: compiled(tf.constant(frame)).numpy()
