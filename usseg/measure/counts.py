"""How many pixels each tissue has, and what area that is."""

from dataclasses import dataclass

import numpy as np

from usseg.errors import InputError
from usseg.tissues import Tissue


@dataclass(frozen=True)
class TissueMeasure:
    """What one label of a mask amounts to, counted inside the B-mode field.

    Attributes:
        label: Its value in the mask.
        name: Its name.
        pixels: Pixels of the field that carry the label.
        fraction: Those pixels as a share of the field's pixels, 0 to 1.
        area_mm2: Their area in square millimetres, or None when the spacing is unknown.
        mean_confidence: Mean probability of the label where the network chose it, or None when it
            never did.
    """

    label: int
    name: str
    pixels: int
    fraction: float
    area_mm2: float | None
    mean_confidence: float | None


def measure(
    mask: np.ndarray,
    confidence: np.ndarray,
    inside: np.ndarray,
    tissues: tuple[Tissue, ...],
    spacing_mm: tuple[float, float] | None,
) -> tuple[TissueMeasure, ...]:
    """Count every tissue of a mask inside the field, the absent ones too.

    Pixels outside the field are background by definition and were never predicted: counting them
    would let the scanner's screen size change the fractions.

    Args:
        mask: Label map, uint8, shape (rows, cols).
        confidence: Probability of the chosen label, float32, shape (rows, cols); 0 where a person
            chose it, which no mean counts.
        inside: True inside the field, bool, shape (rows, cols).
        tissues: The tissues of the model, in label order.
        spacing_mm: Pixel size in mm, (row, col), or None when unknown.

    Returns:
        One measure per tissue, in the order of `tissues`; the fractions add up to 1.

    Raises:
        InputError: The three arrays differ in shape.

    >>> from usseg.tissues import BINARY
    >>> mask = np.array([[0, 1], [0, 1]], dtype=np.uint8)
    >>> half = np.full((2, 2), 0.5, dtype=np.float32)
    >>> measure(mask, half, np.ones((2, 2), dtype=bool), BINARY, (0.5, 2.0))[1]
    TissueMeasure(label=1, name='fat', pixels=2, fraction=0.5, area_mm2=2.0, mean_confidence=0.5)
    """
    shapes = (mask.shape, confidence.shape, inside.shape)
    if len(set(shapes)) > 1:
        raise InputError(f"Mask, confidence and field must share one (rows, cols), not {shapes}.")
    labels = mask[inside]
    counts = np.bincount(labels, minlength=256).tolist()
    means = mean_confidences(labels, confidence[inside])
    return tuple(
        TissueMeasure(
            tissue.label,
            tissue.name,
            pixels := counts[tissue.label],
            fraction=pixels / max(labels.size, 1),
            area_mm2=pixels * spacing_mm[0] * spacing_mm[1] if spacing_mm else None,
            mean_confidence=means[tissue.label],
        )
        for tissue in tissues
    )


def mean_confidences(labels: np.ndarray, confidence: np.ndarray) -> list[float | None]:
    """Return the mean confidence of each label 0 to 255, None for those the network chose nowhere.

    >>> mean_confidences(np.array([0, 1, 1]), np.array([0.0, 0.5, 0.0]))[:2]
    [None, 0.5]
    """
    sums = np.bincount(labels, weights=confidence, minlength=256).tolist()
    predicted = np.bincount(labels[confidence > 0], minlength=256).tolist()
    return [total / count if count else None for total, count in zip(sums, predicted, strict=True)]
