"""`python -m usseg reproduce`: make the mask of an export again, and say whether it is the same."""

import argparse
from pathlib import Path
from typing import Any

from usseg.cli.terminal import complain, tell, without_native_chatter
from usseg.errors import InputError, WeightsError
from usseg.export.bundle import file_sha256
from usseg.export.manifest import labels_sha256, versions
from usseg.export.recipe import Recipe, read_recipe
from usseg.image.limits import shown_name
from usseg.model.predict import warm
from usseg.model.weights import find_release
from usseg.pipeline import segment_with
from usseg.types import Release

IDENTICAL, DIFFERENT = 0, 1
SHOWN_DIGITS = 12  # of a digest: enough to compare by eye


def add_parser(subparsers: Any) -> None:
    """Describe the command's arguments."""
    parser = subparsers.add_parser(
        "reproduce",
        help="make the mask of an export again and compare",
        description="Segment FILE with the weights and the settings that the manifest.json of an "
        "export names, and say whether the mask is byte-identical. Exit status: 0 identical, "
        "1 different, or it could not be made; 2 the call itself is wrong.",
    )
    parser.add_argument("manifest", type=Path, metavar="MANIFEST", help="manifest.json")
    parser.add_argument("file", type=Path, metavar="FILE", help="the image it was made from")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the mask again; return 0 when it is identical and 1 when it is not.

    Raises:
        InputError: The manifest cannot be used, or the image is another one.
        WeightsError: The weights are not here, or are other ones.
    """
    recipe = read_recipe(arguments.manifest)
    check_input(arguments.file, recipe)
    release = release_of(recipe)
    with without_native_chatter():
        warm(release)
    made = segment_with(release, arguments.file, spacing_mm=recipe.spacing_mm, field=recipe.field)
    return judge(recipe, labels_sha256(made.mask))


def check_input(path: Path, recipe: Recipe) -> None:
    """Refuse an image that is not, byte for byte, the one of the manifest.

    Raises:
        InputError: The digest differs, or the file cannot be read.
    """
    digest = file_sha256(path)
    if digest != recipe.input_sha256:
        raise InputError(
            f"{shown_name(path)} is not the image of this manifest: its SHA-256 begins "
            f"{digest[:SHOWN_DIGITS]}, expected {recipe.input_sha256[:SHOWN_DIGITS]}. "
            "Give the file that was segmented, unchanged."
        )


def release_of(recipe: Recipe) -> Release:
    """Return the weights that a manifest names, and no others.

    Raises:
        WeightsError: That version is not here, or its digest is not the recorded one.
    """
    release, notes = find_release(recipe.model, recipe.version)
    for note in notes:
        complain(f"warning: {note}")
    if release.sha256 != recipe.weights_sha256:
        raise WeightsError(
            f"The {release.model} weights {release.version} found here are not those of the "
            f"manifest: their SHA-256 begins {release.sha256[:SHOWN_DIGITS]}, expected "
            f"{recipe.weights_sha256[:SHOWN_DIGITS]}. Install the usseg release, or name with "
            "USSEG_HUB_OWNER the publisher, that the manifest was made with."
        )
    return release


def judge(recipe: Recipe, made_sha256: str) -> int:
    """Say whether a mask made again is the recorded one, and return the exit status."""
    if recipe.edited_pixels:
        tell(
            f"{recipe.edited_pixels} pixels of the exported mask were edited by hand: the edited "
            "mask cannot be reproduced, only the network's, which is compared here."
        )
    recorded = recipe.network_sha256
    if recorded is None:
        tell("Not compared: the manifest does not hold the digest of the network's mask.")
    elif recorded == made_sha256:
        tell(f"Identical: the mask made again has the SHA-256 {made_sha256}.")
    else:
        tell(f"Different: the mask made again has the SHA-256 {made_sha256}, recorded {recorded}.")
    for line in differing(recipe.versions, versions()):
        tell(line)
    return IDENTICAL if recorded == made_sha256 else DIFFERENT


def differing(recorded: dict[str, str], here: dict[str, str | None]) -> list[str]:
    """Return a line for each package whose version differs.

    >>> differing({"numpy": "2.4.0", "scipy": "1.17.1"}, {"numpy": "2.4.6", "scipy": "1.17.1"})
    ['numpy: recorded 2.4.0, here 2.4.6']
    """
    return [
        f"{package}: recorded {recorded.get(package, 'none')}, here {here.get(package) or 'none'}"
        for package in sorted({*recorded, *here})
        if recorded.get(package) != here.get(package)
    ]
