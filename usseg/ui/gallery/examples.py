"""The examples a visitor can pick by picture."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image
from pydicom.data import get_testdata_file

from usseg.errors import UssegError
from usseg.image.read import read_frame
from usseg.model.releases import bundled_manifest, bundled_versions
from usseg.render.colour import grey_picture

INDEX = "index.json"
SCORES = "scores.json"
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
        mean_dice: Its score per model, where the newest bundled weights were scored on it.
    """

    title: str
    image: Path
    truth: Path | None = None
    spacing_mm: tuple[float, float] | None = None
    mean_dice: Mapping[str, float] = field(default_factory=dict)


def load_scores(folder: Path) -> dict[str, dict[str, float]]:
    """Return image name to model to mean Dice, as `python -m examples.score_examples` wrote it.

    Scores of other weights than the newest bundled ones are left out: they would be wrong here.
    """
    path = folder / SCORES
    stated = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    found: dict[str, dict[str, float]] = {}
    for model, scored in stated.items():
        if scored["sha256"] == newest_digest(model):
            for image, mean in scored["mean_dice"].items():
                if mean is not None:
                    found.setdefault(image, {})[model] = mean
    return found


def newest_digest(model: str) -> str | None:
    """Return the SHA-256 of a model's newest bundled weights; None where there are none to use."""
    for version in bundled_versions(model)[-1:]:
        with suppress(UssegError):  # a damaged release must not keep the page from starting
            return str(bundled_manifest(model, version)["sha256"])
    return None


def load_examples(folder: Path) -> list[Example]:
    """Return the phantoms listed in a folder's index, then a DICOM file of pydicom.

    Args:
        folder: Holds `index.json` and the files it names; without an index only the DICOM is left.
    """
    index = folder / INDEX
    entries = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else []
    scores = load_scores(folder)
    phantoms = [
        Example(
            entry["title"],
            folder / entry["image"],
            folder / entry["truth"],
            (entry["spacing_mm"][0], entry["spacing_mm"][1]),
            scores.get(entry["image"], {}),
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
