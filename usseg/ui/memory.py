"""The server's memory of its visitors between two events, and when it forgets.

The browser and Gradio's own state hold random keys only. One visitor has one key for an image and one
for a volume, and the whole memory has a bound, so that nobody can fill the server by reloading the page.
"""

import secrets
import threading
import time
from collections import OrderedDict
from typing import Protocol

from usseg.ui.files import DELETE_AFTER_S

KEPT_S = float(DELETE_AFTER_S)  # as long as the upload that an export needs
MOST_BYTES = 2**30  # of all visitors together: a hundred frames of 2 megapixels


class Remembered(Protocol):
    """What can be remembered.

    Attributes:
        born: When it came, on the monotonic clock in s.
        arrays_bytes: How much memory its arrays take.
    """

    @property
    def born(self) -> float:
        """When it came."""

    @property
    def arrays_bytes(self) -> int:
        """How much memory its arrays take."""


_LOCK = threading.Lock()
_KEPT: OrderedDict[str, Remembered] = OrderedDict()  # the one used longest ago first


def keep(one: Remembered, key: str | None = None) -> str:
    """Remember something in place of what has this key, and return the key.

    Args:
        one: What to remember.
        key: What `keep` returned earlier; None makes a new one that nobody can guess.
    """
    key = key or secrets.token_urlsafe()
    with _LOCK:
        _KEPT[key] = one
        _KEPT.move_to_end(key)
        while sum(kept.arrays_bytes for kept in _KEPT.values()) > MOST_BYTES and len(_KEPT) > 1:
            _KEPT.popitem(last=False)
    return key


def recall(key: str | None) -> Remembered | None:
    """Return what a key stands for; None where there is nothing, or it was forgotten since."""
    forget_old()
    with _LOCK:
        return _KEPT.get(key or "")


def forget(key: str | None) -> None:
    """Forget what a key stands for, if there is anything."""
    with _LOCK:
        _KEPT.pop(key or "", None)


def forget_old() -> None:
    """Forget everything that is older than `KEPT_S`."""
    before = time.monotonic() - KEPT_S
    with _LOCK:
        for key in [key for key, one in _KEPT.items() if one.born < before]:
            del _KEPT[key]
