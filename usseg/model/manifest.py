"""What a manifest.json must say before its weights are used: the one place for size and labels."""

import re
from typing import Any

from usseg.errors import WeightsError
from usseg.model.trust_manifest import fault_of_trust
from usseg.model.versions import is_version
from usseg.tissues import MODELS, tissues_of

SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
SIDE_LIMITS = (16, 1024)  # px: below, nothing is left after the strides; above, memory and seconds
MAX_MODEL_BYTES = 100_000_000  # ten times what a release may weigh; stops a download gone wrong
KINDS: dict[str, type] = {
    "model": str,
    "version": str,
    "created": str,
    "input_size": list,
    "intensity": str,
    "field": str,
    "labels": list,
    "training": dict,
    "code": dict,
    "scores": dict,
    "sha256": str,
    "bytes": int,
}
# How the field is shown: it fills the input, or lies below a headroom (`usseg.image.headroom`).
FILLING, WITH_HEADROOM = "crop", "crop-headroom"
WORDS = {str: "a string", list: "a list", dict: "an object", int: "a whole number"}


def check_manifest(manifest: Any) -> dict[str, Any]:
    """Return a parsed manifest unchanged if every key is there and says what this code can do.

    Raises:
        WeightsError: A key is missing, of another kind, or has a value this code cannot serve.
    """
    if not isinstance(manifest, dict):
        raise WeightsError("manifest.json must hold one JSON object. Fetch the release again.")
    for key, kind in KINDS.items():
        if type(manifest.get(key)) is not kind:  # exactly: True is an int to isinstance
            raise _wrong(key, manifest.get(key), f"{WORDS[kind]}")
    _check_identity(manifest)
    _check_network(manifest)
    _check_training(manifest["training"])
    if fault := fault_of_trust(manifest):
        raise _wrong(*fault)
    return manifest


def _check_identity(manifest: dict[str, Any]) -> None:
    """Refuse a manifest whose model, version, digest or size cannot be a release's."""
    if manifest["model"] not in MODELS:
        raise _wrong("model", manifest["model"], f"one of {', '.join(MODELS)}")
    if not is_version(manifest["version"]):
        raise _wrong("version", manifest["version"], "a version such as 0.1.0")
    if not SHA256.fullmatch(manifest["sha256"]):
        raise _wrong("sha256", manifest["sha256"], "64 lower-case hexadecimal digits")
    if not 0 < manifest["bytes"] <= MAX_MODEL_BYTES:
        raise _wrong("bytes", manifest["bytes"], f"between 1 and {MAX_MODEL_BYTES}")


def _check_network(manifest: dict[str, Any]) -> None:
    """Refuse input sizes, intensity rules, fields and labels that this code does not make."""
    low, high = SIDE_LIMITS
    size = manifest["input_size"]
    if len(size) != 2 or not all(type(side) is int and low <= side <= high for side in size):
        raise _wrong("input_size", size, f"[rows, cols], each from {low} to {high}")
    for key, known in (("intensity", ("unit-range",)), ("field", (FILLING, WITH_HEADROOM))):
        if manifest[key] not in known:
            raise _wrong(key, manifest[key], " or ".join(map(repr, known)))
    names = [tissue.name for tissue in tissues_of(manifest["model"])]
    if manifest["labels"] != names:
        raise _wrong("labels", manifest["labels"], f"{names}, in this order")


def _check_training(training: dict[str, Any]) -> None:
    """Refuse a manifest that hides what the weights were trained on, or under which licence."""
    sources = training.get("data")
    if type(training.get("settings")) is not dict or type(sources) is not list:
        raise _wrong("training", sorted(training), "an object with the keys data and settings")
    for source in sources:
        named = isinstance(source, dict) and all(
            isinstance(source.get(key), str) for key in ("name", "licence")
        )
        if not named:
            raise _wrong("training.data", source, "a list of objects with name and licence")


def _wrong(key: str, value: Any, expected: str) -> WeightsError:
    """Return the sentence for one bad entry; long values are cut."""
    found = "missing" if value is None else repr(value)[:80]
    return WeightsError(
        f"manifest.json is not usable: {key} is {found}, expected {expected}. "
        "Fetch the release again, or choose another version."
    )
