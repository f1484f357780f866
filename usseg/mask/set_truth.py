"""Score masks against truths that name a set of tissues per pixel (`usseg.image.label_sets`)."""

from collections.abc import Iterable

import numpy as np

from usseg.tissues import IGNORE, tissues_of

WANTED = 1  # label of the pixels of the set that is scored, in the maps of `as_one_label`
SET_NAMES = {frozenset({"skin", "fat"}): "superficial"}


def scored_sets(bit_sets: Iterable[int], model: str) -> dict[str, int]:
    """Name the sets that can be scored: those that say something, in the order of their bits.

    >>> scored_sets([0, 8, 6, 255], "multiclass")
    {'superficial': 6, 'muscle': 8}
    """
    tissues = tissues_of(model)
    everything = (1 << len(tissues)) - 1
    names = {}
    for bits in sorted(set(bit_sets) - {0, everything}):
        members = [tissue.name for tissue in tissues if bits >> tissue.label & 1]
        names[SET_NAMES.get(frozenset(members), " or ".join(members))] = bits
    return names


def as_one_label(
    bits: np.ndarray, mask: np.ndarray, wanted: int, model: str
) -> tuple[np.ndarray, np.ndarray]:
    """Turn set truth and mask into two maps of 0 and 1 that `usseg.mask.metrics` can compare.

    A pixel whose set overlaps the wanted one without being it says nothing about it: where the truth
    is "skin", a mask saying skin must not count against the set "skin or fat".

    Args:
        bits: Truth as bit sets, uint8, shape (rows, cols).
        mask: Label map, same shape.
        wanted: Bit set to score.
        model: Whose labels the mask holds.

    Returns:
        truth: 1 in the set, 0 outside it, 255 where nothing is known; uint8.
        found: 1 where the mask's label belongs to the set, else 0; uint8.
    """
    everything = (1 << len(tissues_of(model))) - 1
    silent = (bits == 0) | (bits == everything) | ((bits & wanted != 0) & (bits != wanted))
    truth = np.where(silent, np.uint8(IGNORE), (bits == wanted).astype(np.uint8))
    return truth, ((wanted >> mask.astype(np.int64)) & 1).astype(np.uint8)
