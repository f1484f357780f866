"""What the tests of the running page share: where it is, and what is sent to it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydicom.data import get_testdata_file

ROOT = Path(__file__).parents[2]
IMAGE = ROOT / "examples" / "limb-longitudinal.png"
TRUTH = ROOT / "examples" / "limb-longitudinal.truth.png"
DICOM = Path(str(get_testdata_file("examples_rgb_color.dcm", download=False)))
START_S = 90


@dataclass(frozen=True)
class Server:
    """A running page: its address, the file with what it printed, and where it keeps its files."""

    url: str
    log: Path
    temp: Path


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


@contextmanager
def serving(home: Path, *program: str) -> Iterator[Server]:
    """A Python program that serves the page, on a free port, until the block ends."""
    log, port = home / "log.txt", free_port()
    url = f"http://127.0.0.1:{port}"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, *program],
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


def view(page: object, name: str) -> None:
    """Go to one of the views of a page in a browser; a narrow page keeps some in a menu."""
    tab = page.get_by_role("tab", name=name, exact=True)
    if not tab.count():
        page.get_by_role("button", name="More tabs").click()
        tab = page.locator(".overflow-dropdown").get_by_role("button", name=name, exact=True)
    tab.click()
