"""Small releases laid out as real ones: a valid manifest beside any bytes, or a tiny network."""

import hashlib
import json
from pathlib import Path

import numpy as np

from usseg.model.releases import MANIFEST_FILE, MODEL_FILE
from usseg.tissues import tissues_of

TINY_SIZE = (64, 64)
TINY_VERSION = "0.0.1"
NO_TRAINING = {
    "name": "none",
    "licence": "Apache-2.0",
    "source": "random weights",
    "split": "none",
    "images": 0,
}


def tiny_manifest(model: str, weights: bytes, version: str = TINY_VERSION) -> dict:
    """A valid manifest for these weights, whatever they are."""
    return {
        "model": model,
        "version": version,
        "created": "2026-01-01",
        "input_size": list(TINY_SIZE),
        "intensity": "unit-range",
        "field": "crop-headroom",
        "labels": [tissue.name for tissue in tissues_of(model)],
        "training": {"data": [NO_TRAINING], "settings": {"seed": 0}},
        "code": {"version": "0.0.0", "commit": "0" * 40},
        "scores": {},
        "sha256": hashlib.sha256(weights).hexdigest(),
        "bytes": len(weights),
    }


def write_release(root: Path, model: str, weights: bytes, version: str = TINY_VERSION) -> Path:
    """Lay out one release as <root>/<model>/<version>/ and return that folder."""
    place = root / model / version
    place.mkdir(parents=True)
    (place / MODEL_FILE).write_bytes(weights)
    manifest = json.dumps(tiny_manifest(model, weights, version))
    (place / MANIFEST_FILE).write_text(manifest, encoding="utf-8")
    (place / "README.md").write_text(f"# {model} {version}\n\nRandom weights, for tests.\n")
    return place


def tiny_weights(model: str, folder: Path) -> bytes:
    """The bytes of a saved network of stock layers: one 3x3 convolution with random weights."""
    import keras

    keras.utils.set_random_seed(7)
    tissues = len(tissues_of(model))
    network = keras.Sequential(
        [
            keras.Input((*TINY_SIZE, 1)),
            keras.layers.Conv2D(tissues, 3, padding="same", kernel_initializer="he_normal"),
            keras.layers.Softmax(),
        ]
    )
    path = folder / f"{model}.keras"
    network.save(path)
    return path.read_bytes()


def noise(seed: int = 0) -> np.ndarray:
    """A prepared frame of the tiny network's size."""
    return np.random.default_rng(seed).random((1, *TINY_SIZE, 1), dtype=np.float32)
