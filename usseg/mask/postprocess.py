"""Tidy the network's answer before it becomes a mask."""

import numpy as np
from scipy import ndimage

from usseg.mask.dead_zone import fill_dead_zone
from usseg.mask.doubtful import find_doubtful, remove_doubtful
from usseg.model.look import input_size
from usseg.tissues import label_of
from usseg.types import Release

# Of the network's input, 0.06 %: 40 pixels of 256 x 256, less than a reader would outline.
SMALLEST_ISLAND = 40 / 256**2

BANDS = ("tendon", "ligament")  # alike in texture; what they join tells them apart
CORNERS = np.ones((3, 3))  # pixels that touch by a corner are together


def tidy(probabilities: np.ndarray, release: Release) -> np.ndarray:
    """Return what `look` answered with one tissue per band, without specks and doubtful tissues.

    A dead zone under the probe is filled with what lies below it.

    Args:
        probabilities: float32, shape (rows, cols, tissues), 0 to 1, of a frame's field.
        release: What gave them; an island counts as a speck by its share of the release's input.

    Returns:
        float32, same shape; the input array is left as it was.
    """
    voted = tidy_for_votes(probabilities, release)
    return remove_doubtful(voted, release.model, find_doubtful(voted, release.model))


def tidy_for_votes(probabilities: np.ndarray, release: Release) -> np.ndarray:
    """Tidy one of several views of a place, which vote: as `tidy`, but the others settle doubts.

    Args:
        probabilities: As for `tidy`.
        release: As for `tidy`.

    Returns:
        As `tidy`.
    """
    tidied = remove_specks(unify_bands(probabilities, release.model), smallest_island(release))
    return fill_dead_zone(tidied, release.model)


def smallest_island(release: Release) -> int:
    """Return how many network pixels an island needs to stay: 40 where the input is 256 x 256."""
    rows, cols = input_size(release)
    return round(SMALLEST_ISLAND * rows * cols)


def unify_bands(probabilities: np.ndarray, model: str) -> np.ndarray:
    """Make each connected band of tendon and ligament one of the two, whichever is more probable.

    A band of collagen is one structure. Seen alone, a piece of it may pass for either; the sum over
    the whole band decides, and takes the other's probability.

    Args:
        probabilities: float32, shape (rows, cols, tissues), 0 to 1.
        model: "multiclass"; the binary model knows no bands, and its answer comes back as it is.

    Returns:
        float32, same shape; they sum to what they summed to. The input array is left as it was.
    """
    if model != "multiclass":
        return probabilities
    pair = [label_of(model, name) for name in BANDS]
    bands, count = ndimage.label(np.isin(probabilities.argmax(axis=-1), pair), structure=CORNERS)
    totals = [ndimage.sum(probabilities[..., label], bands, range(count + 1)) for label in pair]
    second = (totals[1] > totals[0])[bands]  # per pixel, whether its band is the second of the pair
    together = probabilities[..., pair].sum(axis=-1)
    unified = probabilities.copy()
    for label, wins in zip(pair, (~second, second), strict=True):
        unified[..., label] = np.where(bands > 0, together * wins, probabilities[..., label])
    return unified


def remove_specks(probabilities: np.ndarray, smallest: int) -> np.ndarray:
    """Give islands of fewer than `smallest` pixels to the label that came second there.

    An island is a group of pixels, touching by side or corner, that share the most probable label.
    The choice stays one the network made, so a mask's confidence stays the probability of its label.
    Works on the network's own pixels: the rule is then the same for every size of image.

    Args:
        probabilities: float32, shape (rows, cols, tissues), 0 to 1.
        smallest: Pixels an island needs to stay.

    Returns:
        float32, same shape: the same probabilities, with 0 for the label of each removed island.
        The input array is left as it was.

    >>> lonely = np.zeros((5, 5, 2), dtype=np.float32)
    >>> lonely[..., 0], lonely[2, 2, 1] = 0.4, 0.6
    >>> int(remove_specks(lonely, 2).argmax(axis=-1).sum())
    0
    """
    chosen = probabilities.argmax(axis=-1)
    specks = np.zeros(chosen.shape, dtype=bool)
    for tissue in np.unique(chosen):
        islands, _ = ndimage.label(chosen == tissue, structure=CORNERS)
        small = np.bincount(islands.ravel()) < smallest
        small[0] = False  # number 0 is everything that is not this tissue
        if small.any():
            specks |= small[islands]
    tidied = probabilities.copy()
    tidied[specks, chosen[specks]] = 0
    return tidied
