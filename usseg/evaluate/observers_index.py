"""Who measured what: the index of a folder laid out like the TimTrack images.

`index.csv` has a row per image and observer with the columns dataset, file, observer and height_px
(thickness along depth in pixels, between the inner edges of the aponeuroses, at the left edge of the
B-mode field as the observer saw it; may be empty). It may have beta_sup and gamma_deep: the angles of
the superficial and the deep aponeurosis in degrees, counter-clockwise, in the image as the observer saw
it; each may be empty. The images lie in `images/`; whether they are stored as the observers saw them is
not told (`usseg/evaluate/observers_side.py`).
"""

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from usseg.errors import DatasetError

COLUMNS = ("dataset", "file", "observer", "height_px")
ANGLE_COLUMNS = {"superficial": "beta_sup", "deep": "gamma_deep"}  # from the skin downwards
UPRIGHT = 90.0  # degrees that no border across the image has


@dataclass(frozen=True)
class Observed:
    """One image with what each observer measured.

    Attributes:
        dataset: The data set it belongs to; its observers worked on all of it in one way.
        file: Its name in `images/`.
        heights_px: Thickness in pixels by each observer, at least one.
        angles_deg: By aponeurosis, the keys of `ANGLE_COLUMNS`: its angle by each observer.
    """

    dataset: str
    file: str
    heights_px: tuple[float, ...]
    angles_deg: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @property
    def true_px(self) -> float:
        """Median of the observers: one typing error does not move it far."""
        return float(np.median(self.heights_px))

    def true_deg(self, aponeurosis: str) -> float | None:
        """Return the observers' median angle of an aponeurosis; None where nobody measured it."""
        angles = self.angles_deg.get(aponeurosis)
        return float(np.median(angles)) if angles else None


def read_observed(folder: Path) -> list[Observed]:
    """Read who measured what.

    Raises:
        DatasetError: The index is missing or does not have the documented columns, or says of an
            image what cannot be.
    """
    by_image: dict[tuple[str, str], list[dict[str, str]]] = {}
    for line in read_lines(folder):
        by_image.setdefault((line["dataset"], line["file"]), []).append(line)
    return [observed(*key, lines) for key, lines in by_image.items()]


def read_lines(folder: Path) -> list[dict[str, str]]:
    """Read the rows of the index.

    Raises:
        DatasetError: It is missing, or lacks a column or rows.
    """
    try:
        with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            missing = set(COLUMNS) - set(reader.fieldnames or ())
            lines = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetError(f"{folder.name}/index.csv cannot be read as a table (CSV).") from error
    if missing or not lines:
        raise DatasetError(
            f"{folder.name}/index.csv needs rows with the columns {', '.join(COLUMNS)}; it lacks "
            f"{', '.join(sorted(missing)) or 'rows'}."
        )
    return lines


def observed(dataset: str, file: str, lines: list[dict[str, str]]) -> Observed:
    """Return what the rows of one image say.

    Raises:
        DatasetError: Nobody measured it, its name leads out of the folder, or a number cannot be.
    """
    heights = tuple(height_of(line) for line in lines if line["height_px"])
    if not heights or Path(file).name != file:
        raise DatasetError(
            f"The index names {file!r}: a plain file name with at least one height_px was expected."
        )
    angles = {
        aponeurosis: tuple(angle_of(line, column) for line in lines if line.get(column))
        for aponeurosis, column in ANGLE_COLUMNS.items()
    }
    return Observed(dataset, file, heights, angles)


def height_of(line: dict[str, str]) -> float:
    """Return the thickness of one row of the index.

    Raises:
        DatasetError: It is no positive number.
    """
    height = number_of(line["height_px"])
    if not (math.isfinite(height) and height > 0):
        raise DatasetError(
            f"The index says {line['height_px']!r} of {line['file']}: height_px is a positive number "
            "of pixels, or empty."
        )
    return height


def angle_of(line: dict[str, str], column: str) -> float:
    """Return an angle of one row of the index.

    Raises:
        DatasetError: It is no number of degrees between -90 and 90.
    """
    angle = number_of(line[column])
    if not abs(angle) < UPRIGHT:
        raise DatasetError(
            f"The index says {line[column]!r} of {line['file']}: {column} is a number of degrees "
            f"between {-UPRIGHT:.0f} and {UPRIGHT:.0f}, or empty."
        )
    return angle


def number_of(text: str) -> float:
    """Return what a cell says as a number; NaN where it is none."""
    try:
        return float(text)
    except ValueError:
        return math.nan
