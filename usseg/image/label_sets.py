"""Truths that name a SET of tissues per pixel: bit t is set where tissue t is allowed.

A data set seldom labels everything: one may draw no border between skin and fat, so that its
value 1 means "skin or fat". Bits 0 mean that nothing is known; all bits mean the same.
"""

import numpy as np

from usseg.errors import DatasetError
from usseg.tissues import MULTICLASS, TISSUES, tissues_of

LabelSets = dict[int, tuple[str, ...] | str]  # mask value to names of tissues, or to "ignore"

NOTHING = 0  # the bit set of a pixel that says nothing
SAYS_NOTHING = "ignore"  # how dataset.json writes it
UNKNOWN_VALUE = 256  # marks mask values that no label set lists; wider than uint8 on purpose
EXACT_SETS: LabelSets = {tissue.label: (tissue.name,) for tissue in MULTICLASS}
"""Label sets of masks that label every tissue with its own multiclass value, as phantoms do."""


def bits_of(names: tuple[str, ...] | str, model: str) -> int:
    """Return the bit set of some multiclass tissues, as the given model distinguishes them.

    The binary model knows fat and the rest, so "skin or fat" tells it nothing.

    Raises:
        DatasetError: A name is no tissue.

    >>> bits_of(("skin", "fat"), "multiclass"), bits_of(("skin", "fat"), "binary")
    (6, 3)
    >>> bits_of(("muscle",), "binary"), bits_of("ignore", "multiclass")
    (1, 0)
    """
    if names == SAYS_NOTHING:
        return NOTHING
    labels = {tissue.name: tissue.label for tissue in tissues_of(model)}
    known = {tissue.name for tissues in TISSUES.values() for tissue in tissues}
    bits = 0
    for name in names:
        if name not in known:
            raise DatasetError(
                f"dataset.json: {name!r} is not a tissue. Use 'ignore' or a list of: "
                f"{', '.join(tissue.name for tissue in MULTICLASS)}."
            )
        bits |= 1 << labels.get(name, 0)  # what the binary model does not name is its rest, label 0
    return bits


def bit_table(label_sets: LabelSets, model: str) -> np.ndarray:
    """Return the bit set of every 8-bit mask value: uint16, shape (256,).

    Values that no label set lists hold `UNKNOWN_VALUE`.
    """
    table = np.full(256, UNKNOWN_VALUE, dtype=np.uint16)
    for value, names in label_sets.items():
        table[value] = bits_of(names, model)
    return table


def to_bits(mask: np.ndarray, table: np.ndarray, name: str) -> np.ndarray:
    """Translate a mask (rows, cols) of a data set's own values to bit sets, uint8 (rows, cols).

    Raises:
        DatasetError: The mask holds a value that the data set does not explain.
    """
    wide = table[mask]
    if (wide == UNKNOWN_VALUE).any():
        value = int(mask[wide == UNKNOWN_VALUE][0])
        raise DatasetError(
            f"The mask {name} holds the value {value}, which label_sets in dataset.json does not "
            f"list. Add it there, or use 255 with 'ignore' for pixels that say nothing."
        )
    return wide.astype(np.uint8)


def assume_below(bits: np.ndarray, assumed: int) -> np.ndarray:
    """Return bit sets (rows, cols) that say `assumed` below the last pixel drawn in each column.

    Only there: the few rows that annotators leave out above the skin are no muscle.

    >>> assume_below(np.array([[0, 0], [2, 0], [0, 0]], dtype=np.uint8), 8).tolist()
    [[0, 0], [2, 0], [8, 0]]
    """
    drawn = bits != NOTHING
    below = drawn.any(axis=0) & ~np.logical_or.accumulate(drawn[::-1], axis=0)[::-1]
    return np.where(below, np.uint8(assumed), bits)
