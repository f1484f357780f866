"""The first echoes under the probe, which many scanners do not draw although tissue is there."""

import numpy as np
from scipy import ndimage

from usseg.tissues import label_of

# Of the field's depth. Chosen on development phantoms, whose gel and water must stay, and on
# validation frames with dimmed first rows (docs/training.md, 0.7.2).
DEEPEST = 0.05


def fill_dead_zone(probabilities: np.ndarray, model: str) -> np.ndarray:
    """Let a thin strip of nothing along the probe be what lies below it.

    A receiver that opens late after the pulse draws the first millimetres dark, the dead zone; where
    the probe touches the skin there is tissue all the same. Water and lifted edges between probe and
    skin are deeper somewhere, while a thinner film of gel cannot be told from a dead zone: a strip is
    filled only if none of the neighbouring columns that begin with nothing does so for more than
    `DEEPEST` of the rows. A field whose box has corners outside of it, as a fan's, begins with much
    nothing there, and stays as it is.

    Args:
        probabilities: float32, shape (rows, cols, tissues), 0 to 1, of a frame's field.
        model: "multiclass"; the binary model does not tell nothing from other tissue, and its answer
            comes back as it is.

    Returns:
        float32, same shape: in filled columns, the rows above the first tissue are as its own. The
        input array is left as it was.
    """
    if model != "multiclass":
        return probabilities
    rows = len(probabilities)
    nothing = probabilities.argmax(axis=-1) == label_of(model, "background")
    depth = np.where(nothing.all(axis=0), rows, nothing.argmin(axis=0))  # of nothing, per column
    strips, count = ndimage.label(depth > 0)
    deepest = ndimage.maximum(depth, strips, np.arange(count + 1))
    filled = (strips > 0) & (deepest[strips] <= DEEPEST * rows)
    own = np.arange(rows)[:, None]
    shown = np.where(filled & (own < depth), depth, own)
    return np.take_along_axis(probabilities, shown[..., None], axis=0)
