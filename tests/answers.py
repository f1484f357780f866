"""What a network might answer: labels that are known, with probabilities that are known."""

from pathlib import Path

import numpy as np

from usseg.types import Release


def release_of(side: int) -> Release:
    manifest = {"input_size": [side, side]}
    return Release("multiclass", "0.0.0", "bundled", None, "0" * 64, Path("none"), manifest)


def probabilities_of(labels: np.ndarray, tissues: int = 4, second: int = 0) -> np.ndarray:
    """Probability 0.6 for the given labels, 0.3 for `second`, and the rest for nobody."""
    probabilities = np.zeros((*labels.shape, tissues), dtype=np.float32)
    probabilities[..., second] = 0.3
    np.put_along_axis(probabilities, labels[..., None], np.float32(0.6), axis=-1)
    return probabilities
