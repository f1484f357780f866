"""Who measured what: the index of a folder laid out like the TimTrack images.

`index.csv` has a row per image and observer with the columns dataset, file, observer and height_px
(thickness along depth in pixels at the left edge of the B-mode field, between the inner edges of the
aponeuroses; may be empty). The images lie in `images/`.
"""

import csv
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from usseg.errors import DatasetError

COLUMNS = ("dataset", "file", "observer", "height_px")


@dataclass(frozen=True)
class Observed:
    """One image with the thickness that each observer measured, in pixels."""

    dataset: str
    file: str
    heights_px: tuple[float, ...]

    @property
    def true_px(self) -> float:
        """Median of the observers: one typing error does not move it far."""
        return float(np.median(self.heights_px))


def read_observed(folder: Path) -> list[Observed]:
    """Read who measured what.

    Raises:
        DatasetError: The index is missing or does not have the documented columns, or says of an
            image what cannot be.
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
    heights: dict[tuple[str, str], list[float]] = {}
    for line in lines:
        written = heights.setdefault((line["dataset"], line["file"]), [])
        if line["height_px"]:
            written.append(height_of(line))
    return [observed(*key, tuple(values)) for key, values in heights.items()]


def observed(dataset: str, file: str, heights_px: tuple[float, ...]) -> Observed:
    """Return one image's row.

    Raises:
        DatasetError: Nobody measured it, or its name leads out of the folder.
    """
    if not heights_px or Path(file).name != file:
        raise DatasetError(
            f"The index names {file!r}: a plain file name with at least one height_px was expected."
        )
    return Observed(dataset, file, heights_px)


def height_of(line: dict[str, str]) -> float:
    """Return the thickness of one row of the index.

    Raises:
        DatasetError: It is no positive number.
    """
    try:
        height = float(line["height_px"])
    except ValueError:
        height = math.nan
    if not (math.isfinite(height) and height > 0):
        raise DatasetError(
            f"The index says {line['height_px']!r} of {line['file']}: height_px is a positive number "
            "of pixels, or empty."
        )
    return height
