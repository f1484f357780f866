"""`python -m usseg segment`: masks for many files."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from usseg.cli.outputs import check_names, make_folder, output_paths, write_outputs
from usseg.cli.scales import Given, add_scale_arguments, scale_of
from usseg.cli.terminal import complain, progress_bar, tell, without_native_chatter
from usseg.cli.truths import match_truths
from usseg.errors import InputError, UssegError
from usseg.export.archive import export_zip
from usseg.model.predict import warm
from usseg.model.weights import find_release
from usseg.pipeline import segment_with
from usseg.tissues import MODELS
from usseg.types import Release

USAGE_ERROR = 2


def add_parser(subparsers: Any) -> None:
    """Describe the command's arguments."""
    parser = subparsers.add_parser(
        "segment",
        help="segment images: a mask, an overlay and a report for each",
        description="Write <stem>.mask.png (label values), <stem>.overlay.png and <stem>.json "
        "for each image. A file that cannot be used is reported and the rest go on. "
        "Exit status: 0 all done, 1 some file failed, 2 the call itself is wrong.",
    )
    add_options(parser)
    parser.set_defaults(run=run)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add files, folder, and what to do with them."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="PNG, JPEG, TIFF or DICOM"
    )
    parser.add_argument("--model", choices=MODELS, default="multiclass", help="default: multiclass")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for output")
    parser.add_argument("--version", metavar="V", help="release of the weights; default: newest")
    parser.add_argument(
        "--truth", nargs="+", action="extend", type=Path, default=[], metavar="MASK",
        help="one ground truth per FILE, in the same order, or one folder with <stem>.png (or "
        ".nii.gz, .seg.nrrd, .json, .roi, .zip: docs/truths.md) in it",
    )  # fmt: skip
    add_scale_arguments(parser)
    parser.add_argument(
        "--export", action="store_true",
        help="write <stem>.zip too: contours, tables, volumes, a report, and what repeats the mask",
    )  # fmt: skip


@dataclass(frozen=True)
class Batch:
    """What all files of one call share: weights, what was said about them, scale, folder, zips."""

    release: Release
    notes: tuple[str, ...]
    scale: Given
    folder: Path
    zipped: bool


def run(arguments: argparse.Namespace) -> int:
    """Segment every file; return 0 when all succeeded, 1 when some failed, 2 for a wrong call."""
    files = arguments.files
    try:
        scale = scale_of(arguments)
        truths = match_truths(files, arguments.truth)
        known = [truth for truth in truths if truth is not None]
        check_names(files, known, arguments.out, arguments.export)
        make_folder(arguments.out)
    except InputError as error:
        complain(str(error))
        return USAGE_ERROR
    release, notes = find_release(arguments.model, arguments.version)
    for note in notes:
        complain(f"warning: {note}")
    with without_native_chatter():
        warm(release)
    batch = Batch(release, notes, scale, arguments.out, arguments.export)
    jobs = progress_bar(list(zip(files, truths, strict=True)), "segmenting")
    failed = sum(not segment_file(file, truth, batch) for file, truth in jobs)
    if failed:
        complain(f"{failed} of {len(files)} files failed.")
    return 1 if failed else 0


def segment_file(file: Path, truth: Path | None, batch: Batch) -> bool:
    """Segment one file and write what comes of it; report an error in a line and return False."""
    paths = output_paths(file, batch.folder, batch.zipped)
    try:
        typed_mm, scale = batch.scale
        segmentation = segment_with(batch.release, file, truth, typed_mm, batch.notes, scale=scale)
        zipped = export_zip(segmentation, file, file.stem) if batch.zipped else None
        write_outputs(segmentation, paths, zipped)
    except UssegError as error:
        named = file.name in str(error)
        complain(str(error) if named else f"{file.name}: {error}")
        return False
    for warning in segmentation.warnings:
        if warning not in batch.notes:
            complain(f"{file.name}: warning: {warning}")
    tell(f"{file.name}: {', '.join(path.name for path in paths)}")
    return True
