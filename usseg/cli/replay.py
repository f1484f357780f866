"""`python -m usseg replay`: how a release learned, as an animation."""

import argparse
from pathlib import Path
from typing import Any

from usseg.cli.terminal import tell
from usseg.errors import InputError
from usseg.model.releases import RELEASES, bundled_release, bundled_versions
from usseg.model.replay import Replay, read_replay
from usseg.render.gif import encode_gif
from usseg.render.replay import moment
from usseg.render.strip import BACKGROUND
from usseg.tissues import MODELS
from usseg.types import Release


def add_parser(subparsers: Any) -> None:
    """Describe the command's arguments."""
    parser = subparsers.add_parser(
        "replay",
        help="show how a release learned, as an animated GIF",
        description="Draw the recorded training of a bundled release: input, truth, prediction "
        "under the truth's contour, and Dice per tissue, epoch by epoch.",
    )
    parser.add_argument("--model", choices=MODELS, default="multiclass", help="default: multiclass")
    parser.add_argument("--version", metavar="V", help="a bundled release; default: newest")
    parser.add_argument(
        "--set", metavar="NAME", help="which frames; default: the first with a truth"
    )
    parser.add_argument("--frame", type=int, default=0, metavar="N", help="which of them, from 0")
    parser.add_argument("--out", type=Path, required=True, metavar="GIF", help="the animation")
    parser.add_argument(
        "--releases", type=Path, default=RELEASES, metavar="DIR", help="where releases lie"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the animation; return 0.

    Raises:
        WeightsError: The release has no recorded training, or a damaged one.
        InputError: There is no such set or frame, or the file cannot be written.
    """
    replay = read_replay(chosen_release(arguments))
    name = arguments.set or next(iter(replay.sets))
    animation = animate(replay, name, arguments.frame)
    try:
        arguments.out.write_bytes(animation)
    except OSError as error:
        raise InputError(
            f"{arguments.out.name} cannot be written. Name a file in a folder that exists."
        ) from error
    tell(f"{arguments.out}: {len(replay.moments)} moments of {name}, {len(animation)} bytes")
    return 0


def chosen_release(arguments: argparse.Namespace) -> Release:
    """Return the bundled release that was named, or the newest.

    Raises:
        WeightsError: It is not bundled.
    """
    model, folder = arguments.model, arguments.releases
    versions = bundled_versions(model, folder)
    version = arguments.version or (versions[-1] if versions else "0.0.0")
    return bundled_release(model, version, folder)


def animate(replay: Replay, name: str, frame: int) -> bytes:
    """Return the GIF of one frame at all its moments.

    Raises:
        InputError: There is no such set or frame.
    """
    moments = range(len(replay.moments))
    return encode_gif([moment(replay, name, index, frame) for index in moments], BACKGROUND)
