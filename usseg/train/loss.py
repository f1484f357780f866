"""The loss for truths that name a set of tissues per pixel (`usseg.image.label_sets`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

SMALLEST_PROBABILITY = 1e-6  # bounds the logarithm
DICE_SHARE = 0.5
FALSE_ALARM_SHARE = 0.25
FALSE_ALARM_PIXELS = 200.0  # a false alarm of this size costs half of the largest cost
DICE_SMOOTHING = 1.0  # pixels; keeps a tissue of few pixels from dominating


def build_loss(tissues: int, weights: np.ndarray | None = None) -> Callable[[Any, Any], Any]:
    """Return loss(truth_bits, probabilities) for `model.compile`, on any Keras backend.

    Args:
        tissues: Number of labels of the model.
        weights: How much a pixel of each tissue counts, shape (tissues,); all 1 by default.
            A pixel that allows several tissues counts with their mean weight.

    Returns:
        Function of truth bit sets (batch, rows, cols) and probabilities (batch, rows, cols,
        tissues) to a scalar: `set_cross_entropy` + 0.5 * `exact_dice_loss` + 0.25 *
        `false_alarm_loss`.
    """
    per_tissue = np.asarray(np.ones(tissues) if weights is None else weights, dtype=np.float32)

    def loss(truth_bits: Any, probabilities: Any) -> Any:
        allowed = allowed_tissues(truth_bits, tissues)
        cross_entropy = set_cross_entropy(allowed, probabilities, per_tissue)
        overlap = DICE_SHARE * exact_dice_loss(allowed, probabilities)
        return (
            cross_entropy + overlap + FALSE_ALARM_SHARE * false_alarm_loss(allowed, probabilities)
        )

    return loss


def allowed_tissues(truth_bits: Any, tissues: int) -> Any:
    """Unpack bit sets (batch, rows, cols) to float32 0 or 1, (batch, rows, cols, tissues)."""
    from keras import ops

    bits = ops.expand_dims(ops.cast(truth_bits, "int32"), -1)
    labels = ops.arange(tissues, dtype="int32")
    return ops.cast(ops.bitwise_and(ops.right_shift(bits, labels), 1), "float32")


def set_cross_entropy(allowed: Any, probabilities: Any, weights: np.ndarray) -> Any:
    """Mean of -log(sum of the allowed tissues' probabilities) over the pixels that say something.

    A pixel that allows nothing (ignored) or everything (no information) gives no gradient.
    """
    from keras import ops

    tissues = len(weights)
    count = ops.sum(allowed, -1)  # (batch, rows, cols)
    says = ops.cast(ops.logical_and(count > 0, count < tissues), "float32")
    probability = ops.sum(allowed * probabilities, -1)
    # Where nothing is said the logarithm sees a constant 1, so that its gradient is exactly zero.
    surprise = -ops.log(says * probability + (1 - says) + SMALLEST_PROBABILITY)
    weight = says * ops.sum(allowed * weights, -1) / ops.maximum(count, 1.0)
    return ops.sum(weight * surprise) / ops.maximum(ops.sum(says), 1.0)


def exact_dice_loss(allowed: Any, probabilities: Any) -> Any:
    """Mean of 1 - soft Dice over the tissues present in each frame, on exactly labelled pixels."""
    from keras import ops

    count = ops.sum(allowed, -1, keepdims=True)
    exact = ops.cast(ops.equal(count, 1.0), "float32")  # (batch, rows, cols, 1)
    truth = allowed * exact
    overlap = ops.sum(truth * probabilities, (1, 2))  # (batch, tissues)
    total = ops.sum(truth + probabilities * exact, (1, 2))
    present = ops.cast(ops.sum(truth, (1, 2)) > 0, "float32")
    missed = 1 - (2 * overlap + DICE_SMOOTHING) / (total + DICE_SMOOTHING)
    return ops.sum(missed * present) / ops.maximum(ops.sum(present), 1.0)


def false_alarm_loss(allowed: Any, probabilities: Any) -> Any:
    """Mean of m / (m + 200) over the tissues that a frame's exactly labelled pixels lack.

    m is the probability, summed over these pixels, that went to the tissue. Without this a tissue
    costs nothing but a little cross-entropy in the many frames that do not show it.
    """
    from keras import ops

    count = ops.sum(allowed, -1, keepdims=True)
    exact = ops.cast(ops.equal(count, 1.0), "float32")  # (batch, rows, cols, 1)
    present = ops.cast(ops.sum(allowed * exact, (1, 2)) > 0, "float32")  # (batch, tissues)
    absent = (1 - present) * ops.cast(ops.sum(exact, (1, 2)) > 0, "float32")
    mass = ops.sum(probabilities * exact, (1, 2))
    return ops.sum(absent * mass / (mass + FALSE_ALARM_PIXELS)) / ops.maximum(ops.sum(absent), 1.0)
