"""What the formats of other programs need to know of a label: its name, its colour, its code."""

from dataclasses import dataclass

import numpy as np

from usseg.errors import InputError
from usseg.tissues import Tissue, tissues_of


@dataclass(frozen=True)
class Code:
    """A term of SNOMED CT, as DICOM writes it: the coding scheme is always "SCT"."""

    value: str
    meaning: str


TISSUE = Code("85756007", "Tissue")
STRUCTURE = Code("91723000", "Anatomical Structure")

# Tissue to its category and its type. The types are those that DICOM lists for segments (PS3.16,
# CID 7191 and 7192), but for muscle: skeletal muscle says more than its "Muscle" (tissue).
CODES = {
    "skin": (TISSUE, Code("39937001", "Skin")),
    "fat": (TISSUE, Code("55603005", "Fat")),
    "muscle": (TISSUE, Code("127954009", "Skeletal muscle")),
    "fascia": (STRUCTURE, Code("120576005", "Fascial layer")),
    "tendon": (TISSUE, Code("13024002", "Tendon")),
    "ligament": (TISSUE, Code("52082005", "Ligament")),
    "bone": (TISSUE, Code("3138006", "Bone")),
}


def segments_of(model: str) -> tuple[Tissue, ...]:
    """Return the tissues of a model that become segments: all but label 0, which is the rest.

    Raises:
        InputError: There is no such model.

    >>> [tissue.name for tissue in segments_of("binary")]
    ['fat']
    """
    return tissues_of(model)[1:]


def check_labels(mask: np.ndarray, model: str) -> None:
    """Refuse an array that is no label map of a model.

    Args:
        mask: Label map, uint8, shape (rows, cols).
        model: "binary" or "multiclass".

    Raises:
        InputError: Shape, dtype or a value is another one, or there is no such model.
    """
    if mask.ndim != 2 or mask.dtype != np.uint8 or mask.size == 0:
        raise InputError(
            f"A mask is uint8 of shape (rows, cols), but this one is {mask.dtype} of {mask.shape}."
        )
    highest = tissues_of(model)[-1].label
    if mask.max() > highest:
        raise InputError(
            f"The mask holds the value {mask.max()}, but the labels of the {model} model end at "
            f"{highest}. Export a mask of this model."
        )
