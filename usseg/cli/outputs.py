"""Names and files of what `segment` writes."""

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from usseg.errors import InputError
from usseg.render import encode_mask, encode_picture, overlay, report
from usseg.types import Segmentation

SUFFIXES = (".mask.png", ".overlay.png", ".json")
ZIP = ".zip"


def output_paths(source: Path, folder: Path, zipped: bool = False) -> tuple[Path, ...]:
    """Return the three files that one input becomes, and a fourth if its exports are zipped.

    >>> [path.name for path in output_paths(Path("scans/calf.dcm"), Path("out"))]
    ['calf.mask.png', 'calf.overlay.png', 'calf.json']
    """
    suffixes = (*SUFFIXES, ZIP) if zipped else SUFFIXES
    return tuple(folder / f"{source.stem}{suffix}" for suffix in suffixes)


def check_names(
    sources: list[Path], truths: Iterable[Path], folder: Path, zipped: bool = False
) -> None:
    """Refuse a call whose output would overwrite other output of it, or one of its inputs.

    Names are compared without regard to case, as some file systems do.

    Args:
        sources: The images.
        truths: Their ground truths.
        folder: Where the output goes.
        zipped: Whether a zip of exports is part of it.

    Raises:
        InputError: Two inputs share a stem, or an output would replace an input or a truth.
    """
    owners: dict[str, Path] = {}
    for source in sources:
        other = owners.setdefault(source.stem.casefold(), source)
        if other is not source:
            raise InputError(
                f"{other.name} and {source.name} would both become {source.stem}.mask.png. "
                "Rename one, or segment them in two calls with different --out folders."
            )
    # Not `Path.resolve`: it raises on links in a circle.
    precious = {os.path.realpath(path) for path in (*sources, *truths)}
    for source in sources:
        for path in output_paths(source, folder, zipped):
            if os.path.realpath(path) in precious:
                raise InputError(
                    f"Writing {path.name} would replace a file this call reads. "
                    "Choose another folder with --out."
                )


def make_folder(folder: Path) -> None:
    """Make the folder for the output, with its parents.

    Raises:
        InputError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The folder {folder.name} cannot be made: {error.strerror}. "
            "Choose with --out a folder that you may write to."
        ) from error


def write_outputs(
    segmentation: Segmentation, paths: tuple[Path, ...], zipped: bytes | None = None
) -> None:
    """Write mask, overlay and report of one frame; each file appears complete or not at all.

    Args:
        segmentation: A segmented frame.
        paths: As `output_paths` named them.
        zipped: The zip of exports, where a path for it was asked for.

    Raises:
        InputError: A file cannot be written.
    """
    text = json.dumps(report(segmentation), indent=2, allow_nan=False, ensure_ascii=False) + "\n"
    contents = [
        encode_mask(segmentation.mask),
        encode_picture(overlay(segmentation)),
        text.encode("utf-8"),
    ]
    contents += [] if zipped is None else [zipped]
    for path, content in zip(paths, contents, strict=True):
        try:
            write_atomically(path, content)
        except OSError as error:
            raise InputError(
                f"{path.name} cannot be written: {error.strerror}. "
                "Choose with --out a folder that you may write to and that has room."
            ) from error


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there, so that nobody ever reads half of it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".usseg-", delete=False) as file:
        written = Path(file.name)
        try:
            file.write(content)
            file.close()
            written.chmod(0o666 & ~current_umask())
            written.replace(path)
        except OSError:
            written.unlink(missing_ok=True)
            raise


def current_umask() -> int:
    """Return the mask of permissions of this process; reading it means setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
