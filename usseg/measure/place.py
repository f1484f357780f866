"""What lies at one place of a mask."""

import numpy as np


def label_at(mask: np.ndarray, point: tuple[float, float]) -> int:
    """Return the label of the pixel that holds a point.

    Args:
        mask: Label map, shape (rows, cols).
        point: (row, col) in pixels from the upper left corner; the lower right edge counts as inside.

    >>> mask = np.array([[0, 1], [2, 3]])
    >>> label_at(mask, (0.9, 1.0)), label_at(mask, (2.0, 0.2))
    (1, 2)
    """
    row, col = (min(int(place), size - 1) for place, size in zip(point, mask.shape, strict=True))
    return int(mask[row, col])
