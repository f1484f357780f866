"""Who publishes the weights, and where this machine keeps what it downloads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from usseg.errors import WeightsError

OWNER = re.compile(r"(?!.*(--|\.\.))[A-Za-z0-9]([A-Za-z0-9._-]{0,40}[A-Za-z0-9])?", re.ASCII)
YES = {"1", "ON", "YES", "TRUE"}  # as the Hub's client reads its switches


class NoOwnerError(WeightsError):
    """Nobody is named who publishes weights: the ordinary state of a machine of one's own."""


@dataclass(frozen=True)
class Hub:
    """Where releases are published, and where copies of them are kept.

    Attributes:
        owner: User or organisation that publishes `usseg-binary` and `usseg-multiclass`.
        endpoint: URL of the Hub, without a slash at the end.
        cache: Folder of the Hub's own client.
        pins: Folder of the notes which commit a version is.
        offline: True where the environment forbids asking.
    """

    owner: str
    endpoint: str
    cache: Path
    pins: Path
    offline: bool

    def repo(self, model: str) -> str:
        """Return the repository of one model."""
        return f"{self.owner}/usseg-{model}"


def hub_here(environ: Mapping[str, str]) -> Hub:
    """Return the Hub that the environment names.

    Args:
        environ: `USSEG_HUB_OWNER`, or in a Space `SPACE_AUTHOR_NAME`; and the client's own
            `HF_ENDPOINT`, `HF_HOME`, `HF_HUB_CACHE`, `HF_ASSETS_CACHE`, `HF_HUB_OFFLINE`.

    Raises:
        NoOwnerError: No owner is named.
        WeightsError: The name cannot be one.
    """
    owner = environ.get("USSEG_HUB_OWNER") or environ.get("SPACE_AUTHOR_NAME")
    if not owner:
        raise NoOwnerError("USSEG_HUB_OWNER is not set, so the Hub was not asked.")
    if not OWNER.fullmatch(owner):
        raise WeightsError("USSEG_HUB_OWNER is not a user name of the Hub, such as jane-doe.")
    root = environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    home = Path(environ.get("HF_HOME") or Path(root) / "huggingface").expanduser()
    return Hub(
        owner=owner,
        endpoint=(environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/"),
        cache=Path(environ.get("HF_HUB_CACHE") or home / "hub").expanduser(),
        pins=Path(environ.get("HF_ASSETS_CACHE") or home / "assets").expanduser() / "usseg",
        offline=environ.get("HF_HUB_OFFLINE", "").upper() in YES,
    )
