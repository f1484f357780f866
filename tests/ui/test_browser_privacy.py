"""Nothing leaves: not from the page, not from the server; and the browser keeps nothing."""

import json
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from served import IMAGE, serving, view

from usseg.ui.texts import page as texts

PATIENCE_MS = 120_000
# Notes down whom the process of the page speaks to: a connection, a datagram, a name to look up.
WATCH = """
import json, runpy, sys
log = open(sys.argv[1], "a", buffering=1)
def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        log.write(json.dumps([event, str(arguments[1])]) + chr(10))
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        log.write(json.dumps([event, str(arguments[0])]) + chr(10))
sys.addaudithook(watch)
"""
SERVE = """
sys.path.insert(0, ".")
runpy.run_path("app.py", run_name="__main__")
"""
HERE = ("127.0.0.1", "localhost", "0.0.0.0", "None", "b'127.0.0.1'")
STORED = """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie,
  await indexedDB.databases(), await caches.keys()])"""


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """The page in a process that notes down whom it speaks to, and the file with the notes."""
    home = tmp_path_factory.mktemp("watched")
    notes = home / "connections.txt"
    with serving(home, "-c", WATCH + SERVE, str(notes)) as server:
        yield server, notes


def spoken_to(notes) -> list[tuple[str, str]]:
    return [tuple(json.loads(line)) for line in notes.read_text(encoding="utf-8").splitlines()]


def is_here(event: str, whom: str) -> bool:
    """Whether an address or a name is this machine's own."""
    return whom in HERE or whom.startswith(tuple(f"('{host}'," for host in HERE)) or whom == "''"


def visit(browser, url: str, own, asked: list[str]) -> str:
    """Segment an upload and open every tab; note what is asked for, return what is stored."""
    expect.set_options(timeout=PATIENCE_MS)
    page = browser.new_page(viewport={"width": 1480, "height": 1000})
    page.set_default_timeout(PATIENCE_MS)
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.goto(url)
    expect(page.locator("#table")).to_contain_text("Dice")
    if page.locator("#image button[aria-label=Clear]").count():
        page.locator("#image button[aria-label=Clear]").click()
    page.locator("#image input[type=file]").set_input_files(own)
    expect(page.locator("#table")).not_to_contain_text("Dice")
    expect(page.locator("#provenance")).to_contain_text("384 rows")
    for name in texts.TABS:
        view(page, name)
        page.wait_for_timeout(500)
    stored = page.evaluate(STORED)
    page.close()
    return stored


def test_a_visit_to_every_tab_speaks_to_no_other_host_and_stores_no_image(
    browser, watched, tmp_path
):
    server, notes = watched
    own = tmp_path / "Jane_Doe_1970.png"
    shutil.copy(IMAGE, own)
    asked: list[str] = []
    stored = visit(browser, server.url, own, asked)
    hosts = {urlsplit(url).netloc for url in asked if urlsplit(url).scheme not in ("data", "blob")}
    assert hosts == {urlsplit(server.url).netloc}
    assert len(asked) > 50
    assert len(stored) < 500, "no room for an image"
    assert "Jane" not in stored
    assert [one for one in spoken_to(notes) if not is_here(*one)] == []


def test_the_watch_sees_a_connection_and_a_look_up(tmp_path):
    notes = tmp_path / "notes.txt"
    ask = """
import socket
for call in (lambda: socket.create_connection(("203.0.113.1", 9), timeout=0.01),
             lambda: socket.getaddrinfo("nowhere.invalid", 80)):
    try:
        call()
    except OSError:
        pass
"""
    subprocess.run([sys.executable, "-c", WATCH + ask, str(notes)], check=True, timeout=60)
    foreign = [one for one in spoken_to(notes) if not is_here(*one)]
    assert ("socket.connect", "('203.0.113.1', 9)") in foreign
    assert ("socket.getaddrinfo", "nowhere.invalid") in foreign
