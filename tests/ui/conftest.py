"""The real page in a process of its own, and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from gradio_client import Client
from served import DICOM, IMAGE, ROOT, Server

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
START_S = 90
PATIENCE_MS = 60_000


def environment(home: Path, **more: str) -> dict[str, str]:
    """This process's environment without a Hub, and with folders of the test's own."""
    unwanted = ("USSEG_", "SPACE_", "HF_", "GRADIO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return kept | {"HF_HOME": str(home), "TMPDIR": str(home), "PYTHONUNBUFFERED": "1"} | more


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_up(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/config", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"app.py did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`python app.py` as a visitor's machine runs it, on a free port."""
    home, port = tmp_path_factory.mktemp("server"), free_port()
    log, url = home / "log.txt", f"http://127.0.0.1:{port}"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=environment(home, GRADIO_SERVER_PORT=str(port)),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_up(url, process, log)
        yield Server(url, log, home)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def client(server, tmp_path_factory) -> Client:
    """The Python client of the running page."""
    return Client(server.url, download_files=tmp_path_factory.mktemp("client"), verbose=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A headless Chromium; where there is none the tests skip, but not in continuous integration."""
    if not Path(CHROMIUM).exists() and os.environ.get("CI") != "true":
        pytest.skip("There is no Chromium on this machine.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def command_line_mask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], bytes]:
    """A function: image and model to the mask that the command line writes, one call per model."""

    @cache
    def masks_of(model: str) -> Path:
        folder = tmp_path_factory.mktemp("command-line")
        files = [str(image) for image in (IMAGE, DICOM)]
        command = [sys.executable, "-m", "usseg", "segment", *files, "--model", model]
        subprocess.run(
            [*command, "--out", str(folder)],
            cwd=ROOT,
            env=environment(folder),
            check=True,
            capture_output=True,
        )
        return folder

    return lambda image, model: (masks_of(model) / f"{image.stem}.mask.png").read_bytes()


@pytest.fixture(params=[(1280, 1000), (390, 844)], ids=["desktop", "phone"])
def segmented_page(request, browser, server) -> Iterator[object]:
    """The page, wide and narrow, with its first example segmented."""
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE_MS)
    width, height = request.param
    opened = browser.new_page(viewport={"width": width, "height": height})
    opened.set_default_timeout(PATIENCE_MS)
    try:
        opened.goto(server.url)
        expect(opened.locator("#table")).to_contain_text("Dice")
        yield opened
    finally:
        opened.close()
