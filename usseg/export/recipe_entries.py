"""Check the entries of a manifest that somebody else may have written."""

import re
from typing import Any, NoReturn

import numpy as np

from usseg.errors import InputError
from usseg.image.read import check_spacing
from usseg.types import Field

MOST_VERTICES = 10_000  # of a field's outline
FARTHEST = 100_000  # pixels; no image that can be read is as long
MOST_PIXELS = 10**9
MOST_PACKAGES = 100
SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
KIND = re.compile(r"[a-z][a-z -]{0,19}", re.ASCII)
SHOWN = 80  # characters of a wrong entry that a message quotes
LONGEST_VERSION = 60


def wrong(key: str, found: Any, expected: str) -> InputError:
    """Return the sentence for one bad entry; long values are cut."""
    said = "missing" if found is None else repr(found)[:SHOWN]
    return InputError(
        f"The manifest cannot be used: {key} is {said}, expected {expected}. "
        "Take the manifest.json out of an exported zip, and do not edit it."
    )


def refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python's parser takes though JSON has none."""
    raise ValueError(name)


def object_of(written: dict[str, Any], key: str) -> dict[str, Any]:
    """Return an entry that must be an object."""
    value = written.get(key)
    if not isinstance(value, dict):
        raise wrong(key, value, "an object")
    return value


def digest_of(value: Any, key: str) -> str:
    """Return an entry that must be a SHA-256."""
    if not isinstance(value, str) or not SHA256.fullmatch(value):
        raise wrong(key, value, "64 lower-case hexadecimal digits")
    return value


def pixels_of(value: Any, key: str) -> int:
    """Return an entry that must be a number of pixels."""
    if type(value) is not int or not 0 <= value <= MOST_PIXELS:  # True is an int to isinstance
        raise wrong(key, value, "a whole number of pixels")
    return value


def spacing_of(value: Any, key: str) -> tuple[float, float] | None:
    """Return a pixel size (row, col) in mm, or None where none was set."""
    if value is None:
        return None
    if not isinstance(value, list) or not all(type(side) in (int, float) for side in value):
        raise wrong(key, value, "two numbers, (row, col) in mm, or null")
    return check_spacing(value)


def field_of(value: Any, key: str) -> Field | None:
    """Return a field of view, or None where none was set."""
    if value is None:
        return None
    expected = f"an object with kind and an outline of 3 to {MOST_VERTICES} points [row, col]"
    if not isinstance(value, dict):
        raise wrong(key, value, expected)
    kind, outline = value.get("kind"), value.get("outline")
    named = isinstance(kind, str) and KIND.fullmatch(kind)
    if not named or not isinstance(outline, list) or not 3 <= len(outline) <= MOST_VERTICES:
        raise wrong(key, value, expected)
    if not all(map(_is_point, outline)):
        raise wrong(f"{key}.outline", outline, f"points [row, col] within {FARTHEST} pixels")
    return Field(str(kind), np.array(outline, dtype=float))


def versions_of(value: Any, key: str) -> dict[str, str]:
    """Return the versions of packages; those that are not known are left out."""
    if not isinstance(value, dict) or len(value) > MOST_PACKAGES:
        raise wrong(key, value, f"an object of at most {MOST_PACKAGES} packages")
    for package, version in value.items():
        if version is not None and not isinstance(version, str):
            raise wrong(f"{key}.{package[:SHOWN]}", version, "a version in quotes, or null")
    return {
        package[:LONGEST_VERSION]: version[:LONGEST_VERSION]
        for package, version in value.items()
        if version is not None
    }


def _is_point(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(place) in (int, float) for place in value)
        and all(abs(place) <= FARTHEST for place in value)
    )
