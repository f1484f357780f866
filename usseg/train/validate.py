"""Score a network on frames it is not trained on, at its own input size, after each epoch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from usseg.mask.metrics import dice
from usseg.mask.set_truth import WANTED, as_one_label, scored_sets
from usseg.train.samples import Sample, whole_view

if TYPE_CHECKING:
    import keras

MOST_FRAMES = 48  # per data set: enough to see a trend, few enough to cost little


@dataclass(frozen=True)
class ValidationSet:
    """Frames held out of one data set's train split: grey (frames, rows, cols, 1) and bits."""

    name: str
    grey: np.ndarray
    bits: np.ndarray


def validation_set(
    name: str, samples: Sequence[Sample], size: tuple[int, int], model: str
) -> ValidationSet:
    """Show up to 48 samples, evenly chosen, whole as the pipeline would show them."""
    chosen = samples[:: max(1, -(-len(samples) // MOST_FRAMES))]
    views = [whole_view(sample, size, model) for sample in chosen]
    grey = np.stack([grey for grey, _ in views])[..., None]
    return ValidationSet(name, grey, np.stack([bits for _, bits in views]))


def predict_masks(network: keras.Model, grey: np.ndarray, batch: int = 8) -> np.ndarray:
    """Return the most probable labels, uint8 (frames, rows, cols), a batch at a time."""
    parts = []
    for first in range(0, len(grey), batch):
        part = grey[first : first + batch]
        # The last batch is filled up: another shape would make the backend compile again.
        filled = np.concatenate([part, np.zeros((batch - len(part), *part.shape[1:]), part.dtype)])
        probabilities = np.asarray(network.predict_on_batch(filled))[: len(part)]
        parts.append(probabilities.argmax(-1).astype(np.uint8))
    return np.concatenate(parts)


def score(validation: ValidationSet, masks: np.ndarray, model: str) -> dict[str, float]:
    """Return the mean Dice of each set the truth holds, over the frames where it has a score."""
    scores = {}
    for name, wanted in scored_sets(np.unique(validation.bits).tolist(), model).items():
        pairs = zip(validation.bits, masks, strict=True)
        values = [dice(*as_one_label(bits, mask, wanted, model), WANTED) for bits, mask in pairs]
        scores[name] = round(float(np.nanmean(values)), 4)
    return scores
