"""Take back what a tissue counted more in training, where amounts are measured."""

import numpy as np

from usseg.tissues import tissues_of
from usseg.types import Release


def counted(release: Release) -> np.ndarray:
    """Return how much each tissue counted in the training of a release, float32, shape (tissues,).

    1 where its manifest says nothing.
    """
    weights = release.manifest.get("training", {}).get("settings", {}).get("weights") or {}
    names = [tissue.name for tissue in tissues_of(release.model)]
    return np.array([weights.get(name, 1.0) for name in names], dtype=np.float32)


def unweigh(probabilities: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return the probabilities of a network in whose training every tissue had counted the same.

    A tissue that counts more is found where it is less likely than another, and thin layers, which
    count more for the sake of their borders, come out too thick. Volumes add that up over all frames.

    Args:
        probabilities: float32, shape (..., tissues), 0 to 1, summing to 1.
        counts: As `counted` returns them, positive.

    Returns:
        float32, same shape, summing to 1.

    Source:
        Elkan C. The Foundations of Cost-Sensitive Learning. IJCAI 2001, section 2: weighting examples
        of a class by w multiplies its odds by w.

    >>> unweigh(np.array([0.6, 0.4], dtype=np.float32), np.array([3, 1], dtype=np.float32)).round(2)
    array([0.33, 0.67], dtype=float32)
    """
    if (counts == 1).all():
        return probabilities
    shares = probabilities / counts
    return shares / shares.sum(axis=-1, keepdims=True)
