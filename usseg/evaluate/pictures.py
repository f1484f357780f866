"""Pictures of the worst cases: what was seen, what was found, what is true, where they part."""

from pathlib import Path

import numpy as np
from PIL import Image

from usseg.evaluate.cases import Case
from usseg.render.colour import colour_mask, grey_picture
from usseg.tissues import IGNORE, tissues_of
from usseg.types import Frame

DISAGREES = (213, 94, 0)


def save_case(folder: Path, rank: int, case: Case, mask: np.ndarray, model: str) -> Path:
    """Save frame, mask, truth and disagreement side by side as one PNG and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    grey = grey_picture(Frame(case.pixels, 255))
    truth = colour_mask(first_allowed(case.bits, model), model)
    wrong = grey.copy()
    wrong[disagreement(case.bits, mask)] = DISAGREES
    path = folder / f"{rank:02d}-{Path(case.name).stem}.png"
    Image.fromarray(np.hstack([grey, colour_mask(mask, model), truth, wrong])).save(path)
    return path


def first_allowed(bits: np.ndarray, model: str) -> np.ndarray:
    """Return the lowest label that each pixel's set allows, 255 where it allows none.

    >>> first_allowed(np.array([[0, 6, 8]]), "multiclass").tolist()
    [[255, 1, 3]]
    """
    labels = np.full(bits.shape, IGNORE, dtype=np.uint8)
    for tissue in reversed(tissues_of(model)):
        labels[bits >> tissue.label & 1 == 1] = tissue.label
    return labels


def disagreement(bits: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return where the truth says something and does not allow the mask's label: boolean."""
    return (bits != 0) & ((bits >> mask & 1) == 0)
