"""The examples a visitor can pick by picture."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from pydicom.data import get_testdata_file

from usseg.image.read import read_frame
from usseg.render.colour import grey_picture

INDEX = "index.json"
THUMBNAIL_PIXELS = 192
DICOM_NAME = "examples_rgb_color.dcm"  # in the pydicom package: soft tissue, linear probe
DICOM_TITLE = "DICOM, from pydicom"


@dataclass(frozen=True)
class Example:
    """One image to try.

    Attributes:
        title: Caption under its picture.
        image: The image file.
        truth: Its ground truth, or None.
        spacing_mm: Pixel size (row, col) in mm where the file itself cannot say it, or None.
    """

    title: str
    image: Path
    truth: Path | None = None
    spacing_mm: tuple[float, float] | None = None


def load_examples(folder: Path) -> list[Example]:
    """Return the phantoms listed in a folder's index, then a DICOM file of pydicom.

    Args:
        folder: Holds `index.json` and the files it names; without an index only the DICOM is left.
    """
    index = folder / INDEX
    entries = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else []
    phantoms = [
        Example(
            entry["title"],
            folder / entry["image"],
            folder / entry["truth"],
            (entry["spacing_mm"][0], entry["spacing_mm"][1]),
        )
        for entry in entries
    ]
    dicom = get_testdata_file(DICOM_NAME, download=False)
    return [*phantoms, Example(DICOM_TITLE, Path(str(dicom)))] if dicom else phantoms


def thumbnail(example: Example) -> np.ndarray:
    """Return a small square picture of an example: RGB, uint8, (192, 192, 3), its middle."""
    picture = Image.fromarray(grey_picture(read_frame(example.image)))
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    middle = picture.crop((left, top, left + side, top + side))
    return np.asarray(middle.resize((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS), Image.Resampling.LANCZOS))
