"""Read a `manifest.json` back: written by anyone, so nothing in it is taken on trust."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from usseg.errors import InputError
from usseg.export.manifest import FORMAT, FORMAT_VERSION
from usseg.export.recipe_entries import (
    digest_of,
    field_of,
    object_of,
    pixels_of,
    refuse_constant,
    spacing_of,
    versions_of,
    wrong,
)
from usseg.image.limits import check_file, shown_name, unreadable
from usseg.model.versions import is_version
from usseg.tissues import MODELS
from usseg.types import Field

MAX_MANIFEST_BYTES = 1_000_000  # a manifest has some kilobytes


@dataclass(frozen=True)
class Recipe:
    """What is needed to make a mask again, and to tell whether it is the same.

    Attributes:
        model: "binary" or "multiclass".
        version: Release of the weights.
        weights_sha256: Digest of the weights.
        input_sha256: Digest of the input file.
        spacing_mm: Pixel size (row, col) set by hand, or None.
        field: Field of view set by hand, or None.
        network_sha256: Digest of the network's mask as `labels_sha256` makes it; None if unknown.
        edited_pixels: How many pixels a person changed afterwards.
        versions: Name of a package to its version there.
    """

    model: str
    version: str
    weights_sha256: str
    input_sha256: str
    spacing_mm: tuple[float, float] | None
    field: Field | None
    network_sha256: str | None
    edited_pixels: int
    versions: dict[str, str]


def read_recipe(path: Path) -> Recipe:
    """Read and check the manifest of an export.

    Raises:
        InputError: The file is missing, too large, no JSON, or an entry is not what it must be.
    """
    name = shown_name(path)
    check_file(path)
    try:
        with path.open("rb") as file:
            text = file.read(MAX_MANIFEST_BYTES + 1)
    except OSError:
        raise unreadable(name) from None
    if len(text) > MAX_MANIFEST_BYTES:
        raise InputError(
            f"{name} has more than {MAX_MANIFEST_BYTES // 1000} kB, so it is no manifest. "
            "Take the manifest.json out of an exported zip."
        )
    try:
        written = json.loads(text, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise InputError(
            f"{name} is not valid JSON. Take the manifest.json out of an exported zip."
        ) from None
    return recipe_of(written)


def recipe_of(written: Any) -> Recipe:
    """Return the recipe in a parsed manifest.

    Raises:
        InputError: An entry is missing or not what it must be.
    """
    if not isinstance(written, dict) or written.get("format") != FORMAT:
        raise InputError(
            f'This is not the manifest of an export: it does not say "format": "{FORMAT}". '
            "Take the manifest.json out of an exported zip."
        )
    if written.get("format_version") != FORMAT_VERSION:
        raise wrong("format_version", written.get("format_version"), str(FORMAT_VERSION))
    if written.get("model") not in MODELS:
        raise wrong("model", written.get("model"), f"one of {', '.join(MODELS)}")
    if not is_version(written.get("version", "")):
        raise wrong("version", written.get("version"), "a version such as 0.1.0")
    source, settings, mask = (object_of(written, key) for key in ("input", "settings", "mask"))
    network = mask.get("network_sha256")
    return Recipe(
        model=written["model"],
        version=written["version"],
        weights_sha256=digest_of(written.get("sha256"), "sha256"),
        input_sha256=digest_of(source.get("sha256"), "input.sha256"),
        spacing_mm=spacing_of(settings.get("spacing_mm"), "settings.spacing_mm"),
        field=field_of(settings.get("field"), "settings.field"),
        network_sha256=None if network is None else digest_of(network, "mask.network_sha256"),
        edited_pixels=pixels_of(mask.get("edited_pixels"), "mask.edited_pixels"),
        versions=versions_of(written.get("versions"), "versions"),
    )
