"""Fetch an image of the list, prove that it is that image, and keep it as an upload is kept."""

import hashlib
import http.client
import tempfile
import time
import urllib.request
from pathlib import Path

from usseg import __version__
from usseg.errors import InputError, UssegError, WeightsError
from usseg.image.read import read_frame
from usseg.model.deadline import BUDGET_S, within
from usseg.render.crop import encode_part
from usseg.ui.files import cache_folder, keep_as, kept_as
from usseg.ui.gallery.remote import Remote
from usseg.ui.texts import examples as texts

STEP_S = 4.0  # of silence while connecting or reading
WHOLE_S = 30.0  # of a download that drips: it goes on after the visitor was told, for a later click
PIECE = 65_536  # bytes


def fetched(remote: Remote, budget_s: float = BUDGET_S) -> str:
    """Return the path of an image of the list, fetched now or within the hour.

    It is asked for once at a time, and not again within a minute after it could not be had: many clicks
    offline make one attempt.

    Args:
        remote: An entry of the list; nothing a visitor sends is part of the address.
        budget_s: How long to wait.

    Raises:
        InputError: It cannot be had now, or what came is not that image.
    """
    place = kept_as(remote.name, remote.sha256)
    if place is not None:
        return place
    key = ("remote image", str(cache_folder()), remote)
    try:
        answer = within(key, lambda: attempt(remote), time.monotonic() + budget_s)
    except WeightsError:  # what `within` raises when there is no answer yet
        raise InputError(texts.SLOW.format(title=remote.title)) from None
    if isinstance(answer, UssegError):
        raise InputError(str(answer))
    return str(answer)


def attempt(remote: Remote) -> str | UssegError:
    """Fetch, check and keep an image; return its path, or why there is none."""
    try:
        content = download(remote)
        return keep_as(remote.name, shown_part(remote, content), remote.sha256)
    except UssegError as error:
        return error
    except (OSError, http.client.HTTPException):  # offline, refused, redirected, silent, broken off
        return InputError(texts.UNREACHABLE.format(title=remote.title))


def download(remote: Remote) -> bytes:
    """Return the file at the address, once it is known to have the stated size and digest.

    Raises:
        InputError: It is another file.
        OSError: It cannot be had; so does a redirect, which is not followed.
        HTTPException: The answer is not HTTP.
    """
    request = urllib.request.Request(  # noqa: S310, the list holds https addresses only
        remote.address,
        headers={"User-Agent": f"usseg/{__version__}", "Accept-Encoding": "identity"},
    )
    until, content = time.monotonic() + WHOLE_S, bytearray()
    with opener().open(request, timeout=STEP_S) as answer:
        # One byte more than stated shows that it is another file; no more than that is read.
        while piece := answer.read1(min(PIECE, remote.size + 1 - len(content))):
            content += piece
            if time.monotonic() > until:
                raise TimeoutError
    if len(content) != remote.size or hashlib.sha256(content).hexdigest() != remote.sha256:
        raise InputError(texts.ANOTHER_FILE.format(title=remote.title))
    return bytes(content)


def opener() -> urllib.request.OpenerDirector:
    """Return what opens http and https, through the environment's proxy, and follows no redirect."""
    director = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        director.add_handler(handler)
    return director


def shown_part(remote: Remote, content: bytes) -> bytes:
    """Return the file as it is, or the part of it that may be shown, as PNG.

    Raises:
        InputError: The file cannot be read.
    """
    if remote.box is None:
        return content
    with tempfile.TemporaryDirectory(dir=cache_folder()) as folder:
        path = Path(folder) / Path(remote.address).name
        path.write_bytes(content)
        return encode_part(read_frame(path), remote.box)
