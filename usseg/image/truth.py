"""Read a ground truth: which label a person gave to each pixel."""

import codecs
from pathlib import Path

import numpy as np

from usseg.errors import InputError
from usseg.image.limits import check_file, shown_name, unreadable
from usseg.image.truth_imagej import ROI_START, ZIP_START, read_imagej
from usseg.image.truth_json import JSON_STARTS, read_json
from usseg.image.truth_nifti import GZIP_START, read_nifti, version_of
from usseg.image.truth_nrrd import read_nrrd
from usseg.image.truth_png import PNG_SIGNATURE, read_png
from usseg.image.truth_volume import MOST_BYTES, LabelMap
from usseg.tissues import IGNORE, MULTICLASS, label_of, tissues_of

START_BYTES = 64
EXPECTED = (
    "Expected: PNG of label values or of the tissues' colours, NIfTI (.nii, .nii.gz), .seg.nrrd, "
    "LabelMe or COCO JSON, or ImageJ outlines (.roi, .zip). Save the truth as one of them."
)


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
    """Read a ground truth from a PNG, NIfTI, NRRD, LabelMe, COCO or ImageJ file.

    What the file is follows from its first bytes, not from its name. Labels that names or colours
    gave become fat and rest for the binary model; of numbers, `check_truth` tells.

    Args:
        path: The file.
        shape: (rows, cols) of the frame it belongs to.
        model: "binary" or "multiclass".

    Returns:
        Label map, uint8, shape (rows, cols); 255 where nothing is known.

    Raises:
        InputError: It is no such file, its size differs, or a value is no label of the model.
    """
    path = Path(path)
    check_file(path)
    labels, named = read_labels(path, shape)
    if not named:
        return check_truth(labels, shape, model)
    labels = check_truth(labels, shape, "multiclass")
    return to_binary(labels) if model == "binary" else labels


def read_labels(path: Path, shape: tuple[int, int]) -> LabelMap:
    """Read the labels of a file with the reader for its first bytes.

    Raises:
        InputError: There is none, the file is too large, or it cannot be read.
    """
    name = shown_name(path)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(START_BYTES)
    except OSError:
        raise unreadable(name) from None
    if size > MOST_BYTES:
        raise InputError(
            f"{name} has {size / 2**20:.0f} MB; a ground truth may have up to {MOST_BYTES // 2**20}. "
            f"Export the truth of this one image."
        )
    if start.startswith(PNG_SIGNATURE):
        return read_png(path)
    if start.startswith(b"NRRD"):
        return read_nrrd(path, shape)
    if start.startswith((ROI_START, ZIP_START)):
        return read_imagej(path, shape)
    if start.startswith(GZIP_START) or version_of(start):
        return read_nifti(path, shape)
    if start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(JSON_STARTS):
        return read_json(path, shape)
    raise InputError(f"{name} is not a PNG file and no other truth that is read. {EXPECTED}")
