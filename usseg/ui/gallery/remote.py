"""Real images that may be passed on by link only: the list of those the page offers."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from usseg.errors import InputError

LIST = "remote.json"
HOST = "raw.githubusercontent.com"
LOOPBACK = "127.0.0.1"
COMMIT, SHA256 = re.compile(r"[0-9a-f]{40}"), re.compile(r"[0-9a-f]{64}")
MOST_BYTES = 4_000_000  # of one image: what a visitor waits for on a click


@dataclass(frozen=True)
class Remote:
    """One image on another host.

    Attributes:
        title: What the page calls it.
        address: Where it lies; the commit in it makes it immutable.
        commit: That commit, 40 hexadecimal digits.
        sha256: Digest of the file at that address.
        size: Its bytes.
        licence: The licence of the image, in words.
        licence_address: Where its text stands.
        attribution: Whom to name.
        changes: What is done to it before it is shown, in words.
        split: "train" where the bundled weights have seen it, "test" where not.
        box: The part that is shown, (row0, col0, row1, col1), half open; None for all of it.
        spacing_mm: Pixel size (row, col) in mm, or None where its authors do not say it.
    """

    title: str
    address: str
    commit: str
    sha256: str
    size: int
    licence: str
    licence_address: str
    attribution: str
    changes: str
    split: str
    box: tuple[int, int, int, int] | None
    spacing_mm: tuple[float, float] | None

    @property
    def name(self) -> str:
        """The name of the file that the visitor gets: a part of it is a PNG."""
        name = Path(urlsplit(self.address).path).name
        return name if self.box is None else f"{Path(name).stem}.png"


def load_remotes(folder: Path, loopback: bool = False) -> list[Remote]:
    """Return the images listed in a folder's `remote.json`; none without that file.

    Args:
        folder: Holds the list.
        loopback: Whether addresses of this machine, without encryption, are allowed: for tests.

    Raises:
        InputError: An entry is not one that the server may fetch.
    """
    path = folder / LIST
    entries = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return [checked(as_remote(entry), loopback) for entry in entries]


def as_remote(entry: dict[str, Any]) -> Remote:
    """Return an entry of the list as a value; in the file, `size` is called `bytes`."""
    box, spacing = entry["box"], entry["spacing_mm"]
    same = {key: value for key, value in entry.items() if key not in ("bytes", "box", "spacing_mm")}
    return Remote(
        **same,
        size=entry["bytes"],
        box=None if box is None else (box[0], box[1], box[2], box[3]),
        spacing_mm=None if spacing is None else (spacing[0], spacing[1]),
    )


def checked(remote: Remote, loopback: bool) -> Remote:
    """Return an entry that the server may fetch.

    Raises:
        InputError: Its host, commit, digest or size is not what the list may hold.
    """
    parts = urlsplit(remote.address)
    here = loopback and (parts.scheme, parts.hostname) == ("http", LOOPBACK)
    faults = {
        "address": not here and (parts.scheme, parts.netloc) != ("https", HOST),
        "commit": not COMMIT.fullmatch(remote.commit) or remote.commit not in parts.path,
        "sha256": not SHA256.fullmatch(remote.sha256),
        "bytes": not 0 < remote.size <= MOST_BYTES,
    }
    wrong = [key for key, fault in faults.items() if fault]
    if wrong:
        raise InputError(
            f"{LIST} lists {remote.title!r} with a {' and '.join(wrong)} that cannot be used. Give an "
            f"https address on {HOST} with its commit, a SHA-256 and a size up to {MOST_BYTES} bytes."
        )
    return remote
