"""The images a gate is fitted to and tested on: in-domain and of other things."""

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from usseg.errors import InputError, UssegError
from usseg.image.dataset import read_dataset
from usseg.image.held_out import held_out_groups
from usseg.image.read import read_frame
from usseg.types import Frame

MOST_PER_SET = 250  # images of one data set: enough for means, few enough for minutes
VALIDATION_PARTS = 4  # of unlabelled images, one part in so many is kept for validation
SUFFIXES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".dcm"}
FRAME_OF_A_VIDEO = re.compile(r"_(?:slice|frame)_\d+$")


@dataclass(frozen=True)
class Picture:
    """One image and what is known of it.

    Attributes:
        kind: Name of its data set, or of what it shows.
        group: Images of one group are alike.
        frame: The image as the reader gives it.
        wanted: True when the model was made for it.
        phantom: True when it is simulated.
        validation: True when training has not seen it; of other images, always.
    """

    kind: str
    group: str
    frame: Frame
    wanted: bool
    phantom: bool
    validation: bool


def half_of(group: str) -> int:
    """Return 0 or 1 by a group's digest, the same everywhere."""
    return hashlib.sha256(group.encode()).digest()[0] % 2


def labelled(folder: Path) -> Iterator[Picture]:
    """Yield frames of a data set's train split, evenly chosen; those held out are for validation.

    Raises:
        DatasetError: The folder does not follow the format.
    """
    dataset = read_dataset(folder, "train")
    groups = held_out_groups(entry.group for entry in dataset.entries)
    phantom = bool(dataset.about.get("phantom"))
    for validation in (False, True):
        entries = [entry for entry in dataset.entries if (entry.group in groups) is validation]
        for entry in entries[:: max(1, -(-len(entries) // MOST_PER_SET))]:
            frame = read_frame(entry.image)
            yield Picture(dataset.name, entry.group, frame, True, phantom, validation)


def unlabelled(name: str, folder: Path, wanted: bool) -> Iterator[Picture]:
    """Yield the images of a folder, all the way down; an index.csv may say which `body` they show.

    Files that the reader refuses are left out: users get no mask of them either.

    Raises:
        InputError: There is none.
    """
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    if not files:
        raise InputError(
            f"{folder} holds no image. Name a folder with PNG, JPEG, TIFF or DICOM files."
        )
    bodies = bodies_of(folder / "index.csv")
    for path in files:
        group = FRAME_OF_A_VIDEO.sub("", path.stem)
        validation = (
            int.from_bytes(hashlib.sha256(group.encode()).digest()[:4]) % VALIDATION_PARTS == 0
        )
        try:
            frame = read_frame(path)
        except UssegError:
            continue
        kind = bodies.get(path.name, name)
        yield Picture(kind, group, frame, wanted, False, validation or not wanted)


def bodies_of(index: Path) -> dict[str, str]:
    """Return file name to what it shows, from an index.csv, if there is one that says so."""
    if not index.is_file():
        return {}
    with index.open(newline="", encoding="utf-8") as file:
        return {row["name"]: row["body"] for row in csv.DictReader(file) if row.get("body")}
