"""A host on this machine that serves one file in different moods, and counts who asks."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from usseg.ui.gallery.remote import Remote

COMMIT = "c0ffee" * 6 + "abcd"


class Host:
    """What the host serves, how, and what it was asked for."""

    def __init__(self, content: bytes) -> None:
        self.content, self.mood, self.asked, self.url = content, "well", [], ""
        self.let_go = threading.Event()  # a silent host speaks again when the test is over

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.path)
        if self.mood == "redirect" and "other" not in handler.path:
            handler.send_response(302)
            handler.send_header("Location", f"{self.url}/other.png")
            handler.end_headers()
            return
        if self.mood == "silent":
            self.let_go.wait(30)
        handler.send_response(404 if self.mood == "missing" else 200)
        handler.end_headers()
        self.send(handler)

    def send(self, handler: BaseHTTPRequestHandler) -> None:
        if self.mood == "dripping":
            for byte in self.content:
                handler.wfile.write(bytes([byte]))
                time.sleep(0.05)
        elif self.mood == "endless":
            while True:
                handler.wfile.write(self.content)
        elif self.mood == "broken off":
            handler.wfile.write(self.content[:-9])
        else:
            handler.wfile.write(self.content)


@contextmanager
def hosting(content: bytes) -> Iterator[Host]:
    """A running host, until the block ends."""
    host = Host(content)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                host.answer(self)
            except OSError:
                self.close_connection = True  # who asked has gone

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    host.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        host.let_go.set()
        server.shutdown()
        server.server_close()


def entry(url: str, content: bytes, **changes: object) -> dict:
    """An entry of `remote.json` for a file that a host serves."""
    return {
        "title": "A calf",
        "address": f"{url}/someone/calves/{COMMIT}/calf.png",
        "commit": COMMIT,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "licence": "CC BY 4.0",
        "licence_address": "https://creativecommons.org/licenses/by/4.0/",
        "attribution": "Somebody <b>, A journal 2025",
        "box": None,
        "changes": "none",
        "split": "train",
        "spacing_mm": [0.1, 0.2],
    } | changes


def files_below(folder: Path) -> list[Path]:
    """Everything a folder holds that is no folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def remote_of(stated: dict) -> Remote:
    """The entry as the page has it, where addresses of this machine are allowed."""
    from usseg.ui.gallery.remote import as_remote, checked

    return checked(as_remote(stated), loopback=True)
