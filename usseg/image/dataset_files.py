"""Parse the two files that describe a data set: dataset.json and index.csv (docs/datasets.md)."""

import csv
import json
import math
from pathlib import Path, PurePath
from typing import Any

import numpy as np

from usseg.errors import DatasetError
from usseg.image.label_sets import SAYS_NOTHING, LabelSets
from usseg.types import Field

NEEDED_KEYS = {"name", "licence", "source", "label_sets"}
NEEDED_COLUMNS = {"name", "split", "group"}


def read_description(path: Path) -> dict[str, Any]:
    """Read dataset.json.

    Raises:
        DatasetError: It is missing, is not JSON, or lacks a key that every data set must have.
    """
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DatasetError(
            f"{path.parent.name} has no readable dataset.json. docs/datasets.md describes it."
        ) from error
    missing = NEEDED_KEYS - set(about)
    if missing:
        raise DatasetError(f"{path.parent.name}/dataset.json lacks {', '.join(sorted(missing))}.")
    return about


def parse_label_sets(about: dict[str, Any]) -> LabelSets:
    """Return mask value to the names of the tissues it may be, or to "ignore".

    Raises:
        DatasetError: A value is not a whole number from 0 to 255.
    """
    label_sets: LabelSets = {}
    for value, names in about["label_sets"].items():
        if not value.isdecimal() or int(value) > 255:
            raise DatasetError(f"dataset.json: label_sets names {value!r}, expected 0 to 255.")
        label_sets[int(value)] = names if names == SAYS_NOTHING else tuple(names)
    return label_sets


def read_index(path: Path) -> list[dict[str, str]]:
    """Read index.csv: one row per frame, with at least the columns name, split and group.

    Raises:
        DatasetError: It is missing or empty, lacks a column, or names a file outside the folder.
    """
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise DatasetError(f"{path.parent.name} has no readable index.csv.") from error
    if not rows or not set(rows[0]) >= NEEDED_COLUMNS:
        raise DatasetError(
            f"{path.parent.name}/index.csv needs the columns name, split and group, and a row "
            "per frame."
        )
    for row in rows:
        if PurePath(row["name"]).name != row["name"]:
            raise DatasetError(
                f"{path.parent.name}/index.csv names {row['name']!r}. A name is a file in images/, "
                "without a folder."
            )
    return rows


def parse_spacing(row: dict[str, str]) -> tuple[float, float] | None:
    """Return the pixel size (row, col) in mm of an index row, or None where it gives none.

    Raises:
        DatasetError: It is not a pair of positive numbers.
    """
    written = (row.get("row_mm") or "", row.get("col_mm") or "")
    if written == ("", ""):
        return None
    try:
        spacing_mm = (float(written[0]), float(written[1]))
    except ValueError:
        spacing_mm = (math.nan, math.nan)
    if not all(math.isfinite(step) and step > 0 for step in spacing_mm):
        raise DatasetError(
            f"index.csv: {row['name']} has row_mm {written[0]!r} and col_mm {written[1]!r}. "
            "Give both as positive numbers, or leave both empty."
        )
    return spacing_mm


def parse_seed(row: dict[str, str]) -> int:
    """Return the seed of a phantom's index row, or -1 where it gives none."""
    written = row.get("seed") or ""
    return int(written) if written.isdecimal() else -1


def parse_field(row: dict[str, str]) -> Field | None:
    """Return the field that an index row draws, or None where the pipeline has to find it.

    >>> parse_field({"field": "sector", "outline": "0 4;9 0;9 9;0 5"}).outline.shape
    (4, 2)
    """
    if not row.get("field") or not row.get("outline"):
        return None
    try:
        outline = np.array([corner.split() for corner in row["outline"].split(";")], dtype=float)
    except ValueError:
        outline = np.empty((0, 2))
    if outline.ndim != 2 or outline.shape[1] != 2 or len(outline) < 3:
        raise DatasetError(
            f"index.csv: {row['name']} has an outline that is not 'row col;row col;...' with at "
            "least three corners. Repair it, or leave it empty."
        )
    return Field(row["field"], outline)


def write_outline(field: Field) -> str:
    """Write an outline as `parse_field` reads it.

    >>> write_outline(Field("whole", np.array([(0, 0), (0, 2.5), (3, 2.5)])))
    '0 0;0 2.5;3 2.5'
    """
    return ";".join(f"{row:.6g} {col:.6g}" for row, col in field.outline)
