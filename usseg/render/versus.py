"""Two masks of one frame as pictures: each in its colours, and where they differ."""

from dataclasses import replace

import numpy as np

from usseg.render.compare import (
    AGREE,
    DIFFERENCE_LEGEND,
    EXTRA,
    MISSED,
    NOTHING,
    WRONG,
    difference_picture,
)

# The same colours as in the difference to a truth, in words for two that are equals.
VERSUS_LEGEND = tuple(
    replace(DIFFERENCE_LEGEND[kind], name=name, meaning=meaning)
    for kind, name, meaning in (
        (NOTHING, "nothing", "background in both"),
        (AGREE, "agree", "the same tissue in both"),
        (MISSED, "only in A", "tissue in A, background in B"),
        (EXTRA, "only in B", "background in A, tissue in B"),
        (WRONG, "another tissue", "tissue in both, but not the same"),
    )
)


def versus_picture(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Paint where two masks differ, in the colours of `VERSUS_LEGEND`.

    Args:
        first: Label map A, uint8, shape (rows, cols).
        second: Label map B, same shape and model.

    Returns:
        RGB, uint8, shape (rows, cols, 3).
    """
    return difference_picture(second, first)
