"""Two masks of one frame, made by other weights: do they agree, and which is nearer the truth?"""

from dataclasses import dataclass

import numpy as np

from usseg.mask.metrics import dice
from usseg.tissues import IGNORE, label_of, tissues_of

SHARED = "fat"  # the one tissue that both models name
SHARED_MODEL = "binary"  # whose labels say no more than that


@dataclass(frozen=True)
class TissueAgreement:
    """One tissue of two masks.

    Attributes:
        label: Its value in masks of the model they are compared as.
        name: Its name.
        first_pixels: Pixels of it in the first mask.
        second_pixels: Pixels of it in the second.
        between: Dice coefficient of the two masks; NaN where neither holds it.
        first: Dice coefficient of the first against the truth; None without a truth.
        second: The same of the second.
    """

    label: int
    name: str
    first_pixels: int
    second_pixels: int
    between: float
    first: float | None
    second: float | None

    @property
    def gain(self) -> float | None:
        """How much nearer the truth the second is than the first; None without a truth."""
        return None if self.first is None or self.second is None else self.second - self.first


def common_model(first: str, second: str) -> str:
    """Return as which model's masks those of two models can be compared.

    >>> common_model("multiclass", "multiclass"), common_model("multiclass", "binary")
    ('multiclass', 'binary')
    """
    return first if first == second else SHARED_MODEL


def as_model(mask: np.ndarray, model: str, common: str) -> np.ndarray:
    """Return a label map in the labels of the model it is compared as: of fat alone, or unchanged.

    Args:
        mask: Label map, uint8, shape (rows, cols); 255 stays.
        model: Whose labels it holds.
        common: What `common_model` returned.

    >>> as_model(np.array([[0, 2, 3, 255]], dtype=np.uint8), "multiclass", "binary").tolist()
    [[0, 1, 0, 255]]
    """
    if model == common:
        return mask
    fat = (mask == label_of(model, SHARED)).astype(np.uint8) * label_of(common, SHARED)
    return np.where(mask == IGNORE, np.uint8(IGNORE), fat)


def agreement(
    first: np.ndarray, second: np.ndarray, truth: np.ndarray | None, model: str
) -> tuple[TissueAgreement, ...]:
    """Compare two masks tissue by tissue, and each with the truth where there is one.

    Args:
        first: Label map, uint8, shape (rows, cols).
        second: Another of the same shape and model.
        truth: Ground truth in the same labels, 255 where it says nothing; or None.
        model: Whose labels they hold.

    Raises:
        InputError: The shapes differ.

    >>> first, second = np.array([[1, 1, 0, 0]]), np.array([[1, 0, 0, 0]])
    >>> fat = agreement(first, second, np.array([[1, 0, 0, 255]]), "binary")[1]
    >>> round(fat.between, 3), round(fat.first, 3), fat.second, round(fat.gain, 3)
    (0.667, 0.667, 1.0, 0.333)
    """
    return tuple(
        TissueAgreement(
            *(tissue.label, tissue.name),
            first_pixels=int(np.count_nonzero(first == tissue.label)),
            second_pixels=int(np.count_nonzero(second == tissue.label)),
            between=dice(first, second, tissue.label),
            first=None if truth is None else dice(truth, first, tissue.label),
            second=None if truth is None else dice(truth, second, tissue.label),
        )
        for tissue in tissues_of(model)
    )


def share_equal(first: np.ndarray, second: np.ndarray, inside: np.ndarray) -> float:
    """Return the share of the field's pixels that carry the same label in both masks, 0 to 1.

    >>> share_equal(np.array([[0, 1]]), np.array([[0, 2]]), np.array([[True, True]]))
    0.5
    """
    return float((first[inside] == second[inside]).mean()) if inside.any() else 1.0
