"""The folder that training pairs are saved in: whether one may be added, and adding it."""

import os
from pathlib import Path
from typing import Any

from usseg.errors import DatasetError, InputError
from usseg.export.pair_files import COLUMNS, DESCRIPTION, IMAGES, INDEX, MADE_BY, MASKS, index_text
from usseg.image.dataset_files import read_description, read_index


def is_in_use(folder: Path) -> bool:
    """Tell whether there is something in a folder; a folder to be made has nothing in it."""
    return folder.exists() and any(folder.iterdir())


def joined(folder: Path, about: dict[str, Any]) -> dict[str, Any]:
    """Return the description of a folder once a pair that is described as `about` is in it.

    Raises:
        DatasetError: The folder was not made here, or its masks or licence are others.
    """
    description = folder / DESCRIPTION
    there = read_description(description) if description.exists() else {}
    if there.get("made_by") != MADE_BY:
        raise DatasetError(
            f"{folder.name} holds files that were not saved from here. Choose a new folder; "
            "python -m usseg train --data takes several."
        )
    for key in ("label_sets", "licence"):
        if there[key] != about[key]:
            raise DatasetError(
                f"{folder.name}/{DESCRIPTION} has another {key} than this pair. "
                "Choose a folder of its own for it."
            )
    return there | {"weak": bool(there.get("weak")) or about["weak"]}


def check_is_free(folder: Path, name: str) -> None:
    """Refuse a name that a pair of the folder has already.

    Raises:
        InputError: It is taken.
    """
    listed = read_index(folder / INDEX) if (folder / INDEX).exists() else []
    there = any((folder / part / name).exists() for part in (IMAGES, MASKS))
    if there or name in [row["name"] for row in listed]:
        raise InputError(
            f"{folder.name} already holds {name}, and nothing is overwritten. Choose another name."
        )


def add_pictures(folder: Path, name: str, pictures: dict[str, bytes]) -> None:
    """Write the pictures of a pair, each into the folder of its key; none is overwritten."""
    for part, content in pictures.items():
        (folder / part).mkdir(parents=True, exist_ok=True)
        with (folder / part / name).open("xb") as file:
            file.write(content)


def append(path: Path, row: dict[str, str]) -> None:
    """Add a row to an index, in the columns that it has; make the index if it is not there."""
    if not path.exists():
        replace(path, index_text(list(COLUMNS), None) + index_text(list(COLUMNS), row))
        return
    columns = list(read_index(path)[0])
    unfinished = not path.read_bytes().endswith(b"\n")
    with path.open("ab") as file:
        file.write(b"\r\n" * unfinished + index_text(columns, row))


def replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f"{path.name}.part")
    draft.write_bytes(content)
    os.replace(draft, path)
