"""What lies at one place of a frame."""

import numpy as np

Point = tuple[float, float]


def value_at(values: np.ndarray, point: Point) -> float:
    """Return the value of the pixel that holds a point.

    Args:
        values: shape (rows, cols).
        point: (row, col) in pixels from the upper left corner; the lower right edge counts as inside.

    >>> value_at(np.array([[0.5, 0.25]]), (0.0, 1.5))
    0.25
    """
    row, col = (min(int(place), size - 1) for place, size in zip(point, values.shape, strict=True))
    return float(values[row, col])


def label_at(mask: np.ndarray, point: Point) -> int:
    """Return the label of the pixel that holds a point, as `value_at` does.

    >>> mask = np.array([[0, 1], [2, 3]])
    >>> label_at(mask, (0.9, 1.0)), label_at(mask, (2.0, 0.2))
    (1, 2)
    """
    return int(value_at(mask, point))
