"""One frame and its mask as the files of a data set (docs/datasets.md): pure values, no disk."""

import csv
import io
import json
from typing import Any

import numpy as np

from usseg.errors import InputError
from usseg.export.blank import blank_frame
from usseg.export.bundle import safe_stem
from usseg.export.labels import check_labels
from usseg.image.dataset_files import write_outline
from usseg.image.label_sets import EXACT_SETS
from usseg.image.preprocess import to_unit_range
from usseg.render import encode_mask
from usseg.tissues import BINARY, MULTICLASS
from usseg.types import Frame, Segmentation

DESCRIPTION, INDEX, IMAGES, MASKS = "dataset.json", "index.csv", "images", "masks"
MADE_BY = "usseg export"  # marks the folders that may be added to
NOT_STATED = "not stated"
COLUMNS = (
    *("name", "split", "group", "row_mm", "col_mm", "field", "outline"),
    *("model", "version", "edited_pixels"),  # for people; no program reads them
)


def pair_name(stem: str) -> str:
    """Return the file name of a pair.

    >>> pair_name("calf 03")
    'calf 03.png'
    """
    return f"{safe_stem(stem)}.png"


def grey_8_bit(frame: Frame) -> np.ndarray:
    """Return a frame as a data set holds it: uint8, 255 is white, shape (rows, cols).

    >>> print(grey_8_bit(Frame(np.array([[0, 2048, 4095]], np.uint16), white=4095)))
    [[  0 128 255]]
    """
    return np.rint(to_unit_range(frame) * 255).astype(np.uint8)


def pictures_of(segmentation: Segmentation) -> dict[str, bytes]:
    """Return the two PNG files of a pair by their folders' names; the image is black outside the field.

    Raises:
        InputError: The mask is no label map of its model, or of another size than the frame.
    """
    frame, mask = segmentation.frame, segmentation.mask
    check_labels(mask, segmentation.release.model)
    if mask.shape != frame.pixels.shape:
        raise InputError(
            f"The mask has (rows, cols) {mask.shape}, but the image {frame.pixels.shape}. "
            "Save the mask together with the image it was drawn on."
        )
    blanked = blank_frame(frame, segmentation.field)
    return {IMAGES: encode_mask(grey_8_bit(blanked)), MASKS: encode_mask(mask)}


def label_sets_of(model: str) -> dict[str, list[str]]:
    """Return what the values of a model's masks mean, as dataset.json says it.

    The binary model's rest is every tissue but fat.

    >>> label_sets_of("binary")["0"][:3], label_sets_of("multiclass")["2"]
    (['background', 'skin', 'muscle'], ['fat'])
    """
    if model == "multiclass":
        return {str(value): list(names) for value, names in EXACT_SETS.items()}
    fat = BINARY[1].name
    rest = [tissue.name for tissue in MULTICLASS if tissue.name != fat]
    return {"0": rest, "1": [fat]}


def describe(segmentation: Segmentation, name: str, licence: str) -> dict[str, Any]:
    """Return what dataset.json says of a set that begins with this pair.

    A mask that nobody corrected is a guess of the network, so that its set is weak.
    """
    release = segmentation.release
    return {
        "name": name,
        "title": "Masks saved from usseg",
        "source": f"usseg {release.model} {release.version}, corrected by its user",
        "licence": licence,
        "masks": MASKS,
        "label_sets": label_sets_of(release.model),
        "weak": segmentation.edited_pixels == 0,
        "made_by": MADE_BY,
    }


def index_row(segmentation: Segmentation, stem: str, group: str | None) -> dict[str, str]:
    """Return the row of index.csv of a pair; without a group it is a group of its own."""
    row_mm, col_mm = segmentation.frame.spacing_mm or ("", "")
    return {
        "name": pair_name(stem),
        "split": "train",
        "group": safe_stem(stem if group is None else group),
        "row_mm": str(row_mm),
        "col_mm": str(col_mm),
        "field": segmentation.field.kind,
        "outline": write_outline(segmentation.field),
        "model": segmentation.release.model,
        "version": segmentation.release.version,
        "edited_pixels": str(segmentation.edited_pixels),
    }


def index_text(columns: list[str], row: dict[str, str] | None) -> bytes:
    """Encode one row of an index, or its header where there is no row."""
    table = io.StringIO()
    writer = csv.DictWriter(table, columns, extrasaction="ignore")
    if row is None:
        writer.writeheader()
    else:
        writer.writerow(row)
    return table.getvalue().encode()


def as_json(about: dict[str, Any]) -> bytes:
    """Encode a description as dataset.json."""
    return (json.dumps(about, indent=2) + "\n").encode()
