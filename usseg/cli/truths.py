"""Which ground truth belongs to which image."""

from pathlib import Path

from usseg.cli.terminal import complain
from usseg.errors import InputError


def match_truths(files: list[Path], truths: list[Path]) -> list[Path | None]:
    """Find the ground truth of each file: one per file, or `<stem>.png` in one folder.

    A folder may lack some: those files are segmented without scores, and standard error names them.

    Raises:
        InputError: The number of truths is not the number of files.
    """
    if not truths:
        return [None] * len(files)
    if len(truths) == 1 and truths[0].is_dir():
        found = [truths[0] / f"{file.stem}.png" for file in files]
        for path in found:
            if not path.exists():
                complain(f"warning: {truths[0].name} holds no {path.name}, so it gets no scores.")
        return [path if path.exists() else None for path in found]
    if len(truths) != len(files):
        raise InputError(
            f"--truth names {len(truths)} files for {len(files)} images. "
            "Give one per image in the same order, or one folder that holds <stem>.png for each."
        )
    return list(truths)
