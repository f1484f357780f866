"""Which ground truth belongs to which image."""

import os
from pathlib import Path

from usseg.cli.terminal import complain
from usseg.errors import InputError

SUFFIXES = (".png", ".nii.gz", ".nii", ".seg.nrrd", ".nrrd", ".json", ".roi", ".zip")


def match_truths(files: list[Path], truths: list[Path]) -> list[Path | None]:
    """Find the ground truth of each file: one per file, or `<stem>` with a known suffix in a folder.

    A folder may lack some: those files are segmented without scores, and standard error names them.

    Raises:
        InputError: The number of truths is not the number of files, or a folder holds several for
            one file.
    """
    if not truths:
        return [None] * len(files)
    if len(truths) == 1 and truths[0].is_dir():
        return [truth_in(truths[0], file) for file in files]
    if len(truths) != len(files):
        raise InputError(
            f"--truth names {len(truths)} files for {len(files)} images. "
            "Give one per image in the same order, or one folder that holds <stem>.png or the like for "
            "each."
        )
    return list(truths)


def truth_in(folder: Path, file: Path) -> Path | None:
    """Find the ground truth of one file in a folder, or None; the file itself is none.

    LabelMe keeps its JSON beside the images: a folder may hold both.

    Raises:
        InputError: The folder holds several.
    """
    candidates = [folder / f"{file.stem}{suffix}" for suffix in SUFFIXES]
    itself = os.path.realpath(file)
    found = [path for path in candidates if path.exists() and os.path.realpath(path) != itself]
    if len(found) > 1:
        raise InputError(
            f"{folder.name} holds several ground truths for {file.name}: "
            f"{', '.join(path.name for path in found)}. Keep one there, or name one per image."
        )
    if not found:
        complain(
            f"warning: {folder.name} holds no {file.stem}.png and no other truth of that name, "
            f"so {file.name} gets no scores."
        )
        return None
    return found[0]
