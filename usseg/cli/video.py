"""`python -m usseg video`: a clip, frame by frame, measured over time."""

import argparse
from pathlib import Path
from typing import Any

from usseg.cine.options import Watch
from usseg.cine.run import ClipResult, segment_video
from usseg.cine.state import COMPLETE, FAILED
from usseg.cli.scales import add_scale_arguments
from usseg.cli.terminal import complain, tell, without_native_chatter
from usseg.cli.video_options import add_options, add_outputs, options_of
from usseg.cli.video_run import progress_shown, stop_by_key
from usseg.errors import InputError
from usseg.model.predict import warm
from usseg.model.weights import find_release
from usseg.tissues import MODELS

USAGE_ERROR, INTERRUPTED = 2, 130


def add_parser(subparsers: Any) -> None:
    """Describe the command's arguments."""
    parser = subparsers.add_parser(
        "video",
        help="segment a clip: an overlay video, masks, and measurements over time",
        description="Write into DIR, named after FILE: .overlay.mp4, .masks (TIFF, NIfTI or zipped "
        "PNGs), .csv (curves, a row per frame), .svg (their plot) and .clip.json. Ctrl-C ends a run "
        "after the present frame and keeps what is done. Exit status: 0 done, 1 the clip failed or "
        "broke off, 2 the call itself is wrong, 130 stopped.",
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE",
        help="MP4, MOV, AVI, MKV, GIF, DICOM, multi-page TIFF, or a zip or folder of images",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for output")
    parser.add_argument("--model", choices=MODELS, default="multiclass", help="default: multiclass")
    parser.add_argument("--version", metavar="V", help="release of the weights; default: newest")
    add_options(parser)
    add_outputs(parser)
    add_scale_arguments(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Segment a clip; return 0 when done, 1 when it broke off, 2 for a wrong call, 130 if stopped."""
    try:
        options = options_of(arguments)
    except InputError as error:
        complain(str(error))
        return USAGE_ERROR
    release, notes = find_release(arguments.model, arguments.version)
    for note in notes:
        complain(f"warning: {note}")
    with without_native_chatter():
        warm(release)
    with progress_shown() as progress, stop_by_key() as stopped:
        result = segment_video(
            arguments.file, arguments.out, release, options, Watch(progress, stopped)
        )
    return report(result)


def report(result: ClipResult) -> int:
    """Say what became of a clip, and return the exit status."""
    for warning in result.summary["warnings"]:
        complain(f"warning: {warning}")
    tell(f"{result.done} frames: {', '.join(path.name for path in result.files)}")
    if result.ended == FAILED:
        complain(f"The clip broke off: {result.reason} The frames before that are kept.")
        return 1
    if result.ended != COMPLETE:
        complain("Stopped. What was done is kept.")
        return INTERRUPTED
    return 0
