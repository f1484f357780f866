"""Give a segmentation a mask that a person corrected, and count what they changed."""

import dataclasses

import numpy as np

from usseg.errors import InputError
from usseg.image.preprocess import field_mask
from usseg.mask.strokes import strokes_to_mask
from usseg.tissues import tissues_of
from usseg.types import Segmentation

__all__ = ["apply_edit", "check_labels", "strokes_to_mask"]
UNPREDICTED = 0.0  # confidence of a label that a person chose; the network's own is never 0


def apply_edit(segmentation: Segmentation, edited_mask: np.ndarray) -> Segmentation:
    """Give a segmentation a mask that a person corrected.

    Outside the field the mask stays as it is: a brush may slip over the edge. Pixels are counted as
    edited where the result differs from the network's own mask, also after several edits. Their
    confidence becomes 0: the network gave the chosen label no probability that is known here, and
    means of confidence leave them out.

    Args:
        segmentation: The segmentation to correct, edited before or not.
        edited_mask: Label map, integer, shape (rows, cols) of the frame.

    Returns:
        The segmentation with the new mask, `edited_pixels` and `network_mask`; the rest, a truth
        too, stays.

    Raises:
        InputError: The shape differs, or a value is no label of the model.
    """
    edited = check_labels(edited_mask, segmentation.mask.shape, segmentation.release.model)
    inside = field_mask(segmentation.field, segmentation.mask.shape)
    mask = np.where(inside, edited, segmentation.mask).astype(np.uint8)
    network_mask = segmentation.network_mask
    if network_mask is None:
        network_mask = segmentation.mask
    changed = mask != network_mask
    count = int(np.count_nonzero(changed))
    return dataclasses.replace(
        segmentation,
        mask=mask,
        confidence=np.where(changed, np.float32(UNPREDICTED), segmentation.confidence),
        edited_pixels=count,
        network_mask=network_mask if count else None,
    )


def check_labels(mask: np.ndarray, shape: tuple[int, ...], model: str) -> np.ndarray:
    """Return a mask from outside after checking it.

    Raises:
        InputError: It has another shape or holds what is no label of the model.
    """
    mask = np.asarray(mask)
    if mask.shape != shape:
        raise InputError(
            f"The corrected mask has shape {mask.shape}, but the image has {shape}. "
            f"Correct the mask of this image at its own size."
        )
    last = tissues_of(model)[-1].label
    if mask.dtype.kind not in "iu" or mask.min(initial=0) < 0 or mask.max(initial=0) > last:
        raise InputError(
            f"The corrected mask holds values that are no label of the {model} model. "
            f"Whole numbers from 0 to {last} were expected."
        )
    return mask
