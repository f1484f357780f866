"""Ask the network twice: does it say the same of a frame and of its mirror image?

Left and right mean nothing to tissue. Where the two answers differ, at least one of them is wrong; where
they agree, both may still be.
"""

import math
from dataclasses import replace

import numpy as np

from usseg.image.preprocess import field_mask, to_frame
from usseg.mask.metrics import dice
from usseg.mask.postprocess import tidy
from usseg.model.look import look
from usseg.tissues import IGNORE, tissues_of
from usseg.types import Field, Frame, Segmentation


def mirrored_agreement(segmentation: Segmentation) -> dict[str, float | None]:
    """Segment the mirror image of a frame, mirror the answer back, and compare.

    The field is the same, mirrored, so that only the network is asked. What a person corrected is left
    aside: the network's own mask is compared.

    Args:
        segmentation: What was said of the frame itself.

    Returns:
        Each tissue of the model with the Dice coefficient between both masks, 0 to 1, inside the field;
        None where neither holds the tissue.

    Raises:
        WeightsError: The weights do not load.
    """
    shape, field = segmentation.mask.shape, segmentation.field
    frame, other_field = mirror_frame(segmentation.frame), mirror_field(field, shape[1])
    probabilities, _ = look(segmentation.release, frame, other_field, lambda step: None)
    tidied = tidy(probabilities, segmentation.release)
    mirrored, _ = to_frame(tidied, other_field, (shape[0], shape[1]))
    own = segmentation.mask if segmentation.network_mask is None else segmentation.network_mask
    inside = field_mask(field, (shape[0], shape[1]))
    return agreement(own, mirrored[:, ::-1], inside, segmentation.release.model)


def agreement(
    first: np.ndarray, second: np.ndarray, inside: np.ndarray, model: str
) -> dict[str, float | None]:
    """Return the Dice coefficient of each tissue between two masks of one frame.

    Args:
        first: Label map, integer, shape (rows, cols).
        second: Another, same shape.
        inside: True where they are compared, same shape.
        model: "binary" or "multiclass".

    Returns:
        As `mirrored_agreement`.

    Raises:
        InputError: The shapes differ.

    >>> one, other = np.array([[1, 1, 0, 0]]), np.array([[1, 0, 0, 1]])
    >>> agreement(one, other, np.array([[True, True, True, False]]), "binary")
    {'rest': 0.6666666666666666, 'fat': 0.6666666666666666}
    """
    known = np.where(inside, first, IGNORE)
    found = {one.name: dice(known, second, one.label) for one in tissues_of(model)}
    return {name: None if math.isnan(value) else value for name, value in found.items()}


def mirror_frame(frame: Frame) -> Frame:
    """Return a frame with left and right exchanged; everything known of its grey levels stays."""
    return replace(frame, pixels=np.ascontiguousarray(frame.pixels[:, ::-1]))


def mirror_field(field: Field, cols: int) -> Field:
    """Return a field as it lies in the mirror image of a frame with so many columns.

    >>> mirror_field(Field("rectangle", np.array([(0, 1), (0, 3), (4, 3), (4, 1)])), 10).outline.tolist()
    [[0, 9], [0, 7], [4, 7], [4, 9]]
    """
    outline = field.outline.copy()
    outline[:, 1] = cols - outline[:, 1]
    return replace(field, outline=outline)
