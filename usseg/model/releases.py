"""The releases that are bundled with the code, and the checks every release must pass."""

import hashlib
import json
from pathlib import Path
from typing import Any

from usseg.errors import WeightsError
from usseg.model.manifest import check_manifest
from usseg.model.versions import check_version, is_version, version_key
from usseg.tissues import tissues_of
from usseg.types import Release

RELEASES = Path(__file__).parents[1] / "releases"
MODEL_FILE = "model.keras"
MANIFEST_FILE = "manifest.json"
MAX_MANIFEST_BYTES = 1_000_000


def bundled_versions(model: str, folder: Path | None = None) -> list[str]:
    """Return the versions of one model that come with the code, oldest first, newest last.

    Args:
        model: "binary" or "multiclass".
        folder: Where releases lie as <model>/<version>/; the package's own folder by default.

    Raises:
        InputError: There is no such model.
    """
    tissues_of(model)
    places = (folder or RELEASES).joinpath(model).glob(f"*/{MANIFEST_FILE}")
    versions = (place.parent.name for place in places)
    return sorted((name for name in versions if is_version(name)), key=version_key)


def bundled_release(model: str, version: str, folder: Path | None = None) -> Release:
    """Return one bundled release after checking its manifest and digest.

    Raises:
        InputError: There is no such model.
        WeightsError: The version is not bundled, or its files are not those released.
    """
    if check_version(version) not in bundled_versions(model, folder):
        raise WeightsError(
            f"Version {version} of the {model} weights is not bundled. "
            f"Bundled: {', '.join(bundled_versions(model, folder)) or 'none'}."
        )
    place = (folder or RELEASES) / model / version
    return checked_release(place, model, version, source="bundled")


def bundled_manifest(model: str, version: str) -> dict[str, Any]:
    """Return the manifest of one bundled release, without looking at its weights.

    Raises:
        WeightsError: It is missing or not valid.
    """
    return read_manifest(RELEASES / model / check_version(version) / MANIFEST_FILE)


def checked_release(
    place: Path, model: str, version: str, source: str, commit: str | None = None
) -> Release:
    """Return the release in a folder if its manifest is valid, is this one's, and fits the file.

    Raises:
        WeightsError: Manifest or weights are missing, broken, or another release's.
    """
    manifest = read_manifest(place / MANIFEST_FILE)
    if (manifest["model"], manifest["version"]) != (model, version):
        raise WeightsError(
            f"manifest.json belongs to {manifest['model']} {manifest['version']}, expected "
            f"{model} {version}. Fetch the release again, or choose another version."
        )
    digest = manifest["sha256"]
    check_sha256(place / MODEL_FILE, digest)
    return Release(model, version, source, commit, digest, place / MODEL_FILE, manifest)


def read_manifest(path: Path) -> dict[str, Any]:
    """Read and validate a manifest.json.

    Raises:
        WeightsError: It is missing, not JSON, or does not say what it must.
    """
    try:
        with path.open("rb") as file:
            text = file.read(MAX_MANIFEST_BYTES + 1)
    except OSError as error:
        raise WeightsError(
            f"{path.name} of this release cannot be read. Fetch the release again."
        ) from error
    if len(text) > MAX_MANIFEST_BYTES:
        raise WeightsError(
            f"{path.name} is larger than {MAX_MANIFEST_BYTES // 1000} kB, so it is not a "
            "manifest. Fetch the release again."
        )
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WeightsError(f"{path.name} is not valid JSON. Fetch the release again.") from error
    return check_manifest(manifest)


def check_sha256(path: Path, expected: str) -> None:
    """Refuse a weights file that is not byte for byte the released one.

    Raises:
        WeightsError: The file is missing, or its digest differs, as after a broken download.
    """
    try:
        with path.open("rb") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise WeightsError(
            f"{path.name} of this release cannot be read. Fetch the release again."
        ) from error
    if actual != expected:
        raise WeightsError(
            f"{path.name} is not the released file: SHA-256 begins {actual[:12]}, "
            f"expected {expected[:12]}. Fetch the release again."
        )
