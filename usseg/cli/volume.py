"""`python -m usseg volume`: frames of a sweep to a labelled volume."""

import argparse
import os
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from usseg.cli.outputs import make_folder
from usseg.cli.terminal import complain, tell, without_native_chatter
from usseg.cli.volume_options import add_options
from usseg.errors import InputError
from usseg.model.predict import warm
from usseg.model.weights import find_release
from usseg.types import Release
from usseg.volume.amounts import measure_volume
from usseg.volume.chosen import settings_for, slices_name, stem_of
from usseg.volume.files import volume_files, write_file
from usseg.volume.read import Given, read_sweep
from usseg.volume.result import VolumeSegmentation
from usseg.volume.run import Settings, segment_volume
from usseg.volume.sweep import Sweep

USAGE_ERROR = 2


def add_parser(subparsers: Any) -> None:
    """Describe the command's arguments."""
    parser = subparsers.add_parser(
        "volume",
        help="segment the frames of a sweep and put them together to a volume",
        description="Segment every frame of a sweep as it was acquired, place the masks, and write "
        "<stem>.nii.gz and <stem>.seg.nrrd (labels), <stem>.grey.nii.gz, <stem>.sections.csv, "
        "<stem>.glb and <stem>.<tissue>.stl (surfaces) and <stem>.json (mL per tissue). The mask of "
        "each frame is in <stem>.slices as soon as it is finished. See docs/volumes.md.",
    )
    add_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Segment one sweep; return 0, or 2 for a call that is wrong.

    Raises:
        UssegError: File, tables or weights cannot be used.
    """
    folder, stem = arguments.out, stem_of(arguments.file)
    try:
        make_folder(folder)
        check_overwrites(arguments, folder, stem)
    except InputError as error:
        complain(str(error))
        return USAGE_ERROR
    spacing_mm = tuple(arguments.spacing) if arguments.spacing else None
    given = Given(spacing_mm, arguments.slice, arguments.poses, arguments.turns)
    sweep = read_sweep(arguments.file, given)
    release, notes = find_release(arguments.model, arguments.version)
    for note in notes:
        complain(f"warning: {note}")
    with without_native_chatter():
        warm(release)
    settings = settings_for(sweep, arguments.voxel, arguments.whole, folder / slices_name(stem))
    segmentation = with_bar(sweep, release, settings)
    for name, content in volume_files(segmentation, stem).items():
        write_file(folder / name, content)
    announce(segmentation, stem)
    return 0


def check_overwrites(arguments: argparse.Namespace, folder: Path, stem: str) -> None:
    """Refuse to write over what this call reads.

    Raises:
        InputError: It would.
    """
    read = [path for path in (arguments.file, arguments.poses, arguments.turns) if path]
    precious = {os.path.realpath(path).casefold() for path in read}
    for name in (".nii.gz", ".grey.nii.gz", ".seg.nrrd", ".sections.csv", ".glb", ".json"):
        if os.path.realpath(folder / f"{stem}{name}").casefold() in precious:
            raise InputError(
                f"Writing {stem}{name} would replace a file this call reads. Choose another folder "
                "with --out."
            )


def with_bar(sweep: Sweep, release: Release, settings: Settings) -> VolumeSegmentation:
    """Segment a sweep; on a terminal, a bar with the time left follows it."""
    console = Console(stderr=True)
    columns = (TextColumn("segmenting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    hidden = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as shown:
        task = shown.add_task("segmenting", total=len(sweep.pixels))
        return segment_volume(
            sweep, release, settings, lambda done, _: shown.update(task, completed=done)
        )


def announce(segmentation: VolumeSegmentation, stem: str) -> None:
    """Print the volumes, and what a user should know about them."""
    amounts = measure_volume(segmentation.volume)
    for warning in segmentation.warnings:
        complain(f"{stem}: warning: {warning}")
    for amount in amounts.tissues:
        if amount.volume_ml is not None and amount.voxels:
            tell(f"{stem}: {amount.name} {amount.volume_ml:.2f} mL")
    tell(
        f"{stem}: {amounts.unseen_share:.1%} of what was scanned lies in shadow; scale: "
        f"{amounts.spacing_source}"
    )
