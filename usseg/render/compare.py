"""The four panels: input, prediction, ground truth, and where the two masks differ."""

from dataclasses import dataclass

import numpy as np

from usseg.render.colour import IGNORE_COLOUR, colour_mask, grey_picture
from usseg.tissues import IGNORE
from usseg.types import Segmentation


@dataclass(frozen=True)
class LegendEntry:
    """One colour of the difference panel: its name, what it means, its RGB colour 0 to 255."""

    name: str
    meaning: str
    colour: tuple[int, int, int]


# Of the Okabe-Ito colours these four stay furthest apart under simulated colour blindness.
DIFFERENCE_LEGEND = (
    LegendEntry("nothing", "background in both", (0, 0, 0)),
    LegendEntry("agree", "the same tissue in both", (0, 114, 178)),
    LegendEntry("missed", "tissue in the ground truth, background in the prediction", (213, 94, 0)),
    LegendEntry(
        "extra", "background in the ground truth, tissue in the prediction", (240, 228, 66)
    ),
    LegendEntry("wrong tissue", "tissue in both, but not the same", (86, 180, 233)),
    LegendEntry("ignored", "the ground truth says nothing here", IGNORE_COLOUR),
)
NOTHING, AGREE, MISSED, EXTRA, WRONG, IGNORED = range(len(DIFFERENCE_LEGEND))


@dataclass(frozen=True)
class Panels:
    """Pictures to show side by side: RGB, uint8, each of shape (rows, cols, 3).

    Attributes:
        input: The frame in grey.
        prediction: The mask in the tissues' colours.
        truth: The ground truth in the same colours, grey where it says nothing; None without one.
        difference: Prediction against truth in the colours of `DIFFERENCE_LEGEND`; None without truth.
    """

    input: np.ndarray
    prediction: np.ndarray
    truth: np.ndarray | None
    difference: np.ndarray | None


def panels(segmentation: Segmentation) -> Panels:
    """Draw the four panels of a segmented frame."""
    model, truth = segmentation.release.model, segmentation.truth
    return Panels(
        input=grey_picture(segmentation.frame),
        prediction=colour_mask(segmentation.mask, model),
        truth=None if truth is None else colour_mask(truth, model),
        difference=None if truth is None else difference_picture(segmentation.mask, truth),
    )


def difference(mask: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Sort every pixel into one entry of `DIFFERENCE_LEGEND`.

    Args:
        mask: Predicted label map, uint8, shape (rows, cols).
        truth: Ground truth, same shape, 255 where it says nothing.

    Returns:
        Index into `DIFFERENCE_LEGEND`, uint8, shape (rows, cols).

    >>> mask, truth = np.array([[0, 2, 0, 2, 2, 2]]), np.array([[0, 2, 2, 0, 3, 255]])
    >>> [DIFFERENCE_LEGEND[entry].name for entry in difference(mask, truth)[0]]
    ['nothing', 'agree', 'missed', 'extra', 'wrong tissue', 'ignored']
    """
    kinds = np.full(mask.shape, WRONG, dtype=np.uint8)
    kinds[mask == truth] = AGREE
    kinds[(mask == 0) & (truth > 0)] = MISSED
    kinds[(mask > 0) & (truth == 0)] = EXTRA
    kinds[(mask == 0) & (truth == 0)] = NOTHING
    kinds[truth == IGNORE] = IGNORED
    return kinds


def difference_picture(mask: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Paint `difference` in the legend's colours: RGB, uint8, shape (rows, cols, 3)."""
    table = np.array([entry.colour for entry in DIFFERENCE_LEGEND], dtype=np.uint8)
    return table[difference(mask, truth)]
