"""The gate's two detectors, from the numbers that a manifest keeps: `gate` in manifest.json."""

import math
from typing import Any

import numpy as np

FAR = 20.0  # standard deviations: beyond them a feature is only "far", lest one rule all others


def standardised(stated: dict[str, Any], features: np.ndarray) -> np.ndarray:
    """Return features in standard deviations from their mean in the training, float, same shape."""
    centre, scale = np.asarray(stated["centre"]), np.asarray(stated["scale"])
    return np.clip((features - centre) / scale, -FAR, FAR)


def distance_of(stated: dict[str, Any], features: np.ndarray) -> float:
    """Return the Mahalanobis distance from the nearest kind of training images, per feature.

    Real frames and phantoms lie apart, so each kind has its own mean and spread. Only the features
    of texture count: those of `channels`, first to last, half open.

    Args:
        stated: The manifest's `gate`.
        features: float, shape (features,).

    Returns:
        Root mean square, about 1 for an image of the training.

    Source:
        Lee K et al. A Simple Unified Framework for Detecting Out-of-Distribution Samples and
        Adversarial Attacks. NeurIPS 2018, section 2.1.
    """
    first, last = stated["channels"]
    texture = standardised(stated, features)[first:last]
    squares = []
    for kind in stated["kinds"]:
        off = texture - np.asarray(kind["mean"])
        squares.append(off @ unpacked(kind["precision"], off.size) @ off / off.size)
    return math.sqrt(max(min(squares), 0.0))


def probability_of(stated: dict[str, Any], features: np.ndarray) -> float:
    """Return how probably the features are those of other images: logistic, 0 to 1."""
    evidence = float(standardised(stated, features) @ np.asarray(stated["weights"]))
    return 1 / (1 + math.exp(-min(max(evidence + stated["bias"], -50.0), 50.0)))


def packed(matrix: np.ndarray) -> list[float]:
    """Return the lower triangle of a symmetric matrix, row by row.

    >>> packed(np.array([[1.0, 2.0], [2.0, 3.0]]))
    [1.0, 2.0, 3.0]
    """
    return [float(value) for value in matrix[np.tril_indices(len(matrix))]]


def unpacked(triangle: list[float], side: int) -> np.ndarray:
    """Return the symmetric matrix (side, side) of a lower triangle.

    >>> unpacked([1.0, 2.0, 3.0], 2).tolist()
    [[1.0, 2.0], [2.0, 3.0]]
    """
    matrix = np.zeros((side, side))
    matrix[np.tril_indices(side)] = triangle
    return matrix + np.tril(matrix, -1).T
