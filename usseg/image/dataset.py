"""Read a folder of labelled frames; docs/datasets.md describes the format."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from usseg.errors import DatasetError
from usseg.image.dataset_files import (
    parse_field,
    parse_label_sets,
    parse_seed,
    parse_spacing,
    read_description,
    read_index,
)
from usseg.image.label_sets import LabelSets
from usseg.types import Field, Frame

SPLITS = ("train", "test")


@dataclass(frozen=True)
class Entry:
    """One labelled frame of a data set.

    Attributes:
        name: File name, the same in the images' and the masks' folder.
        group: Frames of one group are alike (one subject, one video): never split them.
        image: 8-bit grey picture at its native size.
        mask: Label values of the same size; `Dataset.label_sets` says what they mean.
        spacing_mm: Pixel size (row, col), or None when the index does not give it.
        field: The B-mode field when the index draws it, or None when it has to be found.
        scene: Scene of a phantom, or "".
        seed: Seed of a phantom, or -1.
    """

    name: str
    group: str
    image: Path
    mask: Path
    spacing_mm: tuple[float, float] | None = None
    field: Field | None = None
    scene: str = ""
    seed: int = -1


@dataclass(frozen=True)
class Dataset:
    """One split of a data set folder.

    Attributes:
        name: As in dataset.json.
        split: "train" or "test".
        folder: Where it lies.
        about: Everything dataset.json says: title, source, licence, weak, ...
        label_sets: Mask value to the names of the tissues it may be, or to "ignore".
        entries: The frames, in the index's order.
    """

    name: str
    split: str
    folder: Path
    about: dict[str, Any]
    label_sets: LabelSets
    entries: tuple[Entry, ...]


def read_dataset(folder: str | Path, split: str) -> Dataset:
    """Read the description and the index of a data set; the pictures are read one by one later.

    Raises:
        DatasetError: The folder does not follow the format, or has no frame of this split.
    """
    folder = Path(folder)
    about = read_description(folder / "dataset.json")
    masks = folder / str(about.get("masks", "masks"))
    entries = []
    for row in read_index(folder / "index.csv"):
        if row["split"] == split:
            entries.append(_entry(row, folder / "images", masks))
    if not entries:
        raise DatasetError(
            f"{folder.name}/index.csv lists no frame with split {split!r}. "
            f"The column 'split' says {' or '.join(SPLITS)} for each frame."
        )
    return Dataset(
        str(about["name"]), split, folder, about, parse_label_sets(about), tuple(entries)
    )


def read_pixels(entry: Entry) -> tuple[Frame, np.ndarray]:
    """Read one frame and its mask (uint8, the frame's shape, the data set's own values).

    Raises:
        DatasetError: A file is missing or unreadable, or the two differ in size.
    """
    pixels, mask = _read_grey(entry.image), _read_grey(entry.mask)
    if pixels.shape != mask.shape:
        raise DatasetError(
            f"{entry.name}: the image has (rows, cols) {pixels.shape}, but its mask {mask.shape}. "
            "Draw the mask at the image's own size."
        )
    source = "unknown" if entry.spacing_mm is None else "index.csv"
    return Frame(pixels, 255, entry.spacing_mm, source), mask


def _read_grey(path: Path) -> np.ndarray:
    try:
        with Image.open(path) as picture:
            kept = picture if picture.mode in ("L", "P", "1") else picture.convert("L")
            return np.array(kept, dtype=np.uint8)
    except (OSError, SyntaxError) as error:
        raise DatasetError(
            f"{path.parent.name}/{path.name} cannot be read as a picture. "
            "A data set holds 8-bit grey PNG files; add or repair this one, or drop its index row."
        ) from error


def _entry(row: dict[str, str], images: Path, masks: Path) -> Entry:
    name = row["name"]
    return Entry(
        name,
        row["group"],
        images / name,
        masks / name,
        parse_spacing(row),
        parse_field(row),
        row.get("scene") or "",
        parse_seed(row),
    )
