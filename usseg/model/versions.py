"""Names of releases: which strings are versions, and which of two is newer."""

import re
from collections.abc import Iterable

from usseg.errors import WeightsError

VERSION = re.compile(r"(\d{1,6}(?:\.\d{1,6}){1,3})(?:(a|b|rc)(\d{1,6}))?", re.ASCII)
STAGES = {"a": 0, "b": 1, "rc": 2, None: 3}  # alpha, beta, candidate, final


def is_version(text: str) -> bool:
    """Tell whether a string names a release.

    >>> [is_version(text) for text in ("0.1.0", "1.0rc1", "main", "../0.1.0")]
    [True, True, False, False]
    """
    return isinstance(text, str) and VERSION.fullmatch(text) is not None


def check_version(version: str) -> str:
    """Return the version unchanged if it names a release; it becomes part of a path and a URL.

    Raises:
        WeightsError: It is not of the form 0.1.0 or 0.2.0rc1.
    """
    if not is_version(version):
        raise WeightsError(
            f"{str(version)[:40]!r} is not a version of the weights. A version looks like 0.1.0 or "
            "0.2.0rc1; leave it empty for the newest."
        )
    return version


def version_key(version: str) -> tuple[tuple[int, ...], int, int]:
    """Return a key that sorts versions from oldest to newest.

    Raises:
        WeightsError: The string is not a version.

    Source:
        Order of pre-releases and of trailing zeros: PEP 440.

    >>> sorted(["0.10.0", "0.9", "0.10.0rc1"], key=version_key)
    ['0.9', '0.10.0rc1', '0.10.0']
    """
    match = VERSION.fullmatch(check_version(version))
    numbers, stage, count = match.groups() if match else ("0", None, None)
    parts = [int(part) for part in numbers.split(".")]
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts), STAGES[stage], int(count or 0)


def newest(versions: Iterable[str]) -> str | None:
    """Return the newest version; a pre-release only where nothing is final; None of none.

    >>> newest(["0.1.0", "0.3.0rc1", "0.2.0"])
    '0.2.0'
    """
    known = sorted(versions, key=version_key)
    final = [version for version in known if version_key(version)[1] == STAGES[None]]
    candidates = final or known
    return candidates[-1] if candidates else None
