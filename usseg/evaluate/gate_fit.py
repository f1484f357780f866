"""Fit the two detectors of a gate to features; the numbers go into a manifest."""

from typing import Any

import numpy as np

from usseg.model.trust_gate import distance_of, packed, probability_of, standardised

SHRINKAGE = 0.2  # of a covariance, towards equal variances without correlation
PENALTY = 1e-3  # on the squared weights: features outnumber the images of some kinds
LET_THROUGH = 0.98  # of the validation images, by each detector: 0.96 or more by both
SMALLEST_SCALE = 1e-6
DIGITS = 4


def fit_gate(
    kinds: list[np.ndarray], others: np.ndarray, held_out: list[np.ndarray], channels: list[int]
) -> dict[str, Any]:
    """Fit both detectors and set their limits.

    Args:
        kinds: Features of training images, one array (images, features) per kind (real, phantom).
        others: Features of images that the model was not made for, (images, features).
        held_out: Features of validation images per kind; the limits let most of each through.
            Without any, those of training stand in for them.
        channels: [first, last) of the features of texture.

    Returns:
        The manifest's `gate`, but for the names of its layers.
    """
    trained = np.concatenate(kinds)
    stated: dict[str, Any] = {
        "centre": rounded_list(trained.mean(axis=0)),
        "scale": rounded_list(np.maximum(trained.std(axis=0), SMALLEST_SCALE)),
        "channels": channels,
    }
    given = [images for images in held_out if len(images)] or kinds
    stated["kinds"] = [describe_kind(stated, features) for features in kinds]
    stated |= fit_logistic(stated, trained, others)
    for name, detector in (("distance", distance_of), ("probability", probability_of)):
        limits = [
            np.quantile([detector(stated, image) for image in images], LET_THROUGH)
            for images in given
        ]
        stated[f"{name}_limit"] = significant(max(limits))
    return stated


def describe_kind(stated: dict[str, Any], features: np.ndarray) -> dict[str, Any]:
    """Return mean and shrunk precision matrix of one kind's features of texture."""
    first, last = stated["channels"]
    texture = standardised(stated, features)[:, first:last]
    spread = np.atleast_2d(np.cov(texture.T))
    even = np.trace(spread) / len(spread) * np.eye(len(spread))
    precision = np.linalg.inv((1 - SHRINKAGE) * spread + SHRINKAGE * even)
    return {
        "mean": rounded_list(texture.mean(axis=0)),
        "precision": rounded_list(np.array(packed(precision))),
    }


def fit_logistic(stated: dict[str, Any], trained: np.ndarray, others: np.ndarray) -> dict[str, Any]:
    """Return weights and bias that tell other images from those of training, both counting half."""
    from scipy import optimize  # slow to import, and every command passes here

    features = standardised(stated, np.concatenate([trained, others]))
    is_other = np.arange(len(features)) >= len(trained)
    share = np.where(is_other, 0.5 / len(others), 0.5 / len(trained))
    sign = np.where(is_other, 1.0, -1.0)

    def loss(given: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (features @ given[:-1] + given[-1])
        doubt = share * sign / (1 + np.exp(np.clip(margin, -50, 50)))
        slope = np.append(2 * PENALTY * given[:-1] - doubt @ features, -doubt.sum())
        penalty = PENALTY * float(given[:-1] @ given[:-1])
        return float(share @ np.logaddexp(0, -margin)) + penalty, slope

    found = optimize.minimize(loss, np.zeros(features.shape[1] + 1), jac=True, method="L-BFGS-B")
    return {"weights": rounded_list(found.x[:-1]), "bias": significant(found.x[-1])}


def rounded_list(values: np.ndarray) -> list[float]:
    """Return numbers for JSON, with as many digits as matter."""
    return [significant(value) for value in values]


def significant(value: float) -> float:
    """Return a number with four significant digits.

    >>> significant(0.00123456)
    0.001235
    """
    return float(f"{value:.{DIGITS}g}")
