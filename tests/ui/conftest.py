"""The real page in a process of its own, and a real browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from gradio_client import Client
from replays import write_replay
from served import DICOM, IMAGE, ROOT, START_S, Server, environment, serving

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
WITH_3D = [one for one in QUIET if one != "--disable-gpu"] + [  # drawn by the processor
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
WITH_RELEASES = """
import pathlib, runpy, sys
sys.path.insert(0, ".")
from usseg.model import releases
releases.RELEASES = pathlib.Path(sys.argv[1])
runpy.run_path("app.py", run_name="__main__")
"""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`python app.py` as a visitor's machine runs it."""
    with serving(tmp_path_factory.mktemp("server"), "app.py") as running:
        yield running


@pytest.fixture(scope="session")
def replay_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same page where a made release with a recorded training is all that is bundled."""
    home = tmp_path_factory.mktemp("replay")
    write_replay(home / "releases")
    with serving(home, "-c", WITH_RELEASES, str(home / "releases")) as running:
        yield running


@pytest.fixture(scope="session")
def client(server, tmp_path_factory) -> Client:
    """The Python client of the running page."""
    patient = {"timeout": START_S}  # httpx gives up after 5 s, which a busy machine may take
    folder = tmp_path_factory.mktemp("client")
    return Client(server.url, download_files=folder, verbose=False, httpx_kwargs=patient)


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


@pytest.fixture(scope="module")
def drawing_browser(browser) -> Iterator[object]:
    """A browser that draws in 3D without a graphics card."""
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=WITH_3D)
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
    from opened import opened_page  # only where there is a browser
    from playwright.sync_api import expect

    with opened_page(browser, server.url, request.param) as page:
        expect(page.locator("#table")).to_contain_text("Dice")
        yield page
