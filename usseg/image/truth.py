"""Read a ground truth: which label a person gave to each pixel."""

from pathlib import Path

import numpy as np

from usseg.errors import InputError
from usseg.image.truth_png import read_label_png
from usseg.tissues import IGNORE, MULTICLASS, label_of, tissues_of


def to_binary(mask: np.ndarray) -> np.ndarray:
    """Turn multiclass labels into those of the binary model: fat is 1, the rest 0, 255 stays.

    >>> print(to_binary(np.array([[0, 2, 7, 255]], dtype=np.uint8)))
    [[  0   1   0 255]]
    """
    fat = label_of("binary", "fat") * (mask == label_of("multiclass", "fat"))
    return np.where(mask == IGNORE, IGNORE, fat).astype(np.uint8)


def check_truth(labels: np.ndarray, shape: tuple[int, int], model: str) -> np.ndarray:
    """Check a label map against a frame and a model.

    For the binary model a map with values above 1 is taken for a multiclass one and converted: fat
    becomes 1 and the rest 0. A map of 0 and 1 alone is read as rest and fat.

    Args:
        labels: Integers, shape (rows, cols): labels of the model, or 255 where nothing is known.
        shape: (rows, cols) of the frame.
        model: "binary" or "multiclass".

    Returns:
        uint8, shape (rows, cols).

    Raises:
        InputError: The size differs, or a value is no label of the model.
    """
    labels = np.asarray(labels)
    if labels.shape != tuple(shape):
        raise InputError(
            f"The truth has {' x '.join(map(str, labels.shape))} pixels, but the image has "
            f"{shape[0]} x {shape[1]}. Give the truth of this image at the image's own size."
        )
    values = {int(value) for value in np.unique(labels)} if labels.dtype.kind in "bui" else {-1}
    if values == {0, IGNORE}:
        raise InputError(
            "The truth holds only 0 and 255, and 255 means that a pixel's tissue is unknown. Labels "
            "such as 1 were expected. If 255 is meant as a tissue, save it with the label value."
        )
    strange = values - {tissue.label for tissue in MULTICLASS} - {IGNORE}
    if strange:
        raise InputError(unknown_values(strange, labels.dtype, model))
    if not values <= {tissue.label for tissue in tissues_of(model)} | {IGNORE}:
        return to_binary(labels)
    return labels.astype(np.uint8)


def unknown_values(strange: set[int], dtype: np.dtype, model: str) -> str:
    """Word the error for values that are no labels."""
    found = f"{dtype} numbers" if strange == {-1} else ", ".join(map(str, sorted(strange)[:5]))
    known = ", ".join(f"{tissue.label} {tissue.name}" for tissue in tissues_of(model))
    return (
        f"The truth holds {found}, which is no label of the {model} model. Expected: {known}, or "
        f"{IGNORE} where the tissue is unknown. Save label values, not grey levels."
    )


def read_truth(path: str | Path, shape: tuple[int, int], model: str) -> np.ndarray:
    """Read a ground truth: an index PNG, a palette PNG, or an RGB PNG in the tissues' own colours.

    Args:
        path: PNG file.
        shape: (rows, cols) of the frame it belongs to.
        model: "binary" or "multiclass"; `check_truth` tells when multiclass labels are converted.

    Returns:
        Label map, uint8, shape (rows, cols); 255 where nothing is known.

    Raises:
        InputError: It is no such PNG, its size differs, or a value is no label of the model.
    """
    return check_truth(read_label_png(Path(path)), shape, model)
