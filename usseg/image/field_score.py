"""How well a found field agrees with the true one."""

import numpy as np

from usseg.image.preprocess import field_mask
from usseg.types import Field


def field_iou(found: Field, truth: Field, shape: tuple[int, int]) -> float:
    """Return the intersection over union of two fields in a frame of this shape (rows, cols).

    Returns:
        0 to 1; NaN when both are empty.

    >>> from usseg.image.preprocess import whole_field
    >>> left_half = Field("rectangle", np.array([(0, 0), (0, 3), (4, 3), (4, 0)], dtype=float))
    >>> field_iou(left_half, whole_field((4, 6)), (4, 6))
    0.5
    """
    one, other = field_mask(found, shape), field_mask(truth, shape)
    union = np.count_nonzero(one | other)
    return float(np.count_nonzero(one & other) / union) if union else float("nan")
