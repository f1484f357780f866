"""Releases downloaded earlier: which commit each version was, and whether its files are intact.

A version is turned into a commit once and the commit written down, so that the same version
means the same weights from then on, with no network at all, even if somebody moves the tag.
"""

import json
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from usseg.errors import WeightsError
from usseg.model.manifest import SHA256
from usseg.model.publisher import Hub, hub_here
from usseg.model.releases import MANIFEST_FILE, MODEL_FILE, checked_release
from usseg.model.versions import is_version
from usseg.types import Release

COMMIT = re.compile(r"[0-9a-f]{40}", re.ASCII)
FILES = (MANIFEST_FILE, MODEL_FILE)


@dataclass(frozen=True)
class Pin:
    """The commit that a version of one repository names, and the digest of its weights."""

    commit: str
    sha256: str


def read_pin(hub: Hub, model: str, version: str) -> Pin | None:
    """Return the commit written down for a version, or None where there is none to be read."""
    note = hub.pins / hub.repo(model) / f"{version}.json"
    try:
        entry = json.loads(note.read_text(encoding="ascii"))
        pin = Pin(entry["commit"], entry["sha256"])
        valid = COMMIT.fullmatch(pin.commit) and SHA256.fullmatch(pin.sha256)
    except (OSError, ValueError, KeyError, TypeError):
        return None  # a damaged note costs one more question to the Hub, nothing else
    return pin if valid else None


def write_pin(hub: Hub, model: str, version: str, pin: Pin) -> None:
    """Write down the commit of a version; other processes see the old note or the new one.

    Raises:
        OSError: The disk is full or may not be written.
    """
    folder = hub.pins / hub.repo(model)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="ascii", dir=folder, suffix=".part", delete=False
    ) as file:
        json.dump({"commit": pin.commit, "sha256": pin.sha256}, file)
    os.replace(file.name, folder / f"{version}.json")


def snapshot(hub: Hub, model: str, commit: str) -> Path:
    """Return the folder in which the Hub's client keeps the files of one commit.

    Source:
        "Understand caching" in the documentation of huggingface_hub.
    """
    name = f"models--{hub.repo(model).replace('/', '--')}"
    return hub.cache / name / "snapshots" / commit


def pinned_release(hub: Hub, pin: Pin, model: str, version: str, source: str) -> Release:
    """Return a downloaded release if its manifest and weights are those of the pinned commit.

    Raises:
        WeightsError: A file is missing or broken, or the manifest states another digest than
            the Hub did.
    """
    place = snapshot(hub, model, pin.commit)
    release = checked_release(place, model, version, source, pin.commit)
    if release.sha256 != pin.sha256:
        raise WeightsError(
            f"{MODEL_FILE} of {model} {version} has two digests: its manifest says "
            f"{release.sha256[:12]}, the Hub {pin.sha256[:12]}. Tell the publisher."
        )
    return release


def downloaded_release(hub: Hub, model: str, version: str, source: str) -> Release:
    """Return a release that was pinned, now ("hub") or earlier ("cache").

    Raises:
        WeightsError: It was never downloaded, or its files are missing or broken.
    """
    pin = read_pin(hub, model, version)
    if pin is None:
        raise WeightsError(f"Version {version} of {hub.repo(model)} was never downloaded.")
    return pinned_release(hub, pin, model, version, source)


def kept_release(hub: Hub, model: str, version: str) -> Release | None:
    """Return a release downloaded earlier, or None if there is none or it is broken."""
    try:
        return downloaded_release(hub, model, version, "cache")
    except WeightsError:
        return None  # the Hub is asked for it again


def kept_releases(model: str) -> dict[str, Release]:
    """Return the intact releases downloaded earlier from the present publisher, by version."""
    try:
        hub = hub_here(os.environ)
    except WeightsError:
        return {}
    notes = (hub.pins / hub.repo(model)).glob("*.json")
    versions = [note.stem for note in notes if is_version(note.stem)]
    found = {version: kept_release(hub, model, version) for version in versions}
    return {version: release for version, release in found.items() if release}
