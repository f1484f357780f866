"""Seconds from click to overlay in a headless Chromium: `python bench/bench_page.py [CLICKS]`.

The page runs in a process of its own, as `python app.py` does. A click counts from the browser's own
event to the moment at which the picture has loaded: of the prediction, and of the overlay below it.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

ROOT = Path(__file__).parents[1]
CLICKS = 7
UPLOAD = (1024, 768)  # columns, rows
WANTED_S = {"example": 1.0, "upload 1024x768": 2.0}
PICTURES = {"prediction": "#panels > .column:nth-child(2) img", "overlay": "#tissues_picture img"}
PATIENCE_MS = 60_000
SETTLE_MS = 2000
QUIET = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
# Counts from the first click or chosen file on, until each picture is another one and has loaded.
WATCH = """pictures => {
  const shown = (selector) => document.querySelector(selector);
  const before = Object.values(pictures).map(one => shown(one)?.src);
  let started = null;
  for (const kind of ["click", "change"]) {
    document.addEventListener(kind, () => { started ??= performance.now(); }, true);
  }
  window.seconds = {};
  const look = () => {
    Object.entries(pictures).forEach(([name, selector], index) => {
      const picture = shown(selector);
      const isNew = picture && picture.src !== before[index] && picture.complete;
      if (isNew && started !== null) window.seconds[name] ??= (performance.now() - started) / 1000;
    });
    if (Object.keys(window.seconds).length < Object.keys(pictures).length) requestAnimationFrame(look);
  };
  look();
}"""
DONE = "count => Object.keys(window.seconds).length === count"


@contextmanager
def serving(home: Path) -> Iterator[tuple[str, int]]:
    """Run the page on a free port until the block ends; yield its address and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    unwanted = ("USSEG_", "SPACE_", "HF_", "GRADIO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    mine = {"GRADIO_SERVER_PORT": str(port), "TMPDIR": str(home), "HF_HOME": str(home)}
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=kept | mine, stdout=subprocess.DEVNULL
    )
    try:
        url = f"http://127.0.0.1:{port}"
        while process.poll() is None and not answers(url):
            time.sleep(0.2)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def answers(url: str) -> bool:
    """Tell whether the page is up."""
    try:
        urllib.request.urlopen(f"{url}/config", timeout=2).close()  # noqa: S310 - our own address
    except OSError:
        return False
    return True


def write_uploads(folder: Path, count: int) -> list[Path]:
    """Write an example at the size of an upload, a few times, each with noise of its own."""
    example = Image.open(ROOT / "examples" / "limb-longitudinal.png").convert("L").resize(UPLOAD)
    rng, paths = np.random.default_rng(0), []
    for number in range(count):
        noisy = np.asarray(example) + rng.normal(0, 3, (UPLOAD[1], UPLOAD[0]))
        paths.append(folder / f"upload{number}.png")
        Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(paths[-1])
    return paths


def timed(page: Any, act: Any) -> dict[str, float]:
    """Do something to the page, and return after how many seconds each picture was there."""
    page.evaluate(WATCH, PICTURES)
    act()
    page.wait_for_function(DONE, arg=len(PICTURES))
    seconds = page.evaluate("window.seconds")
    page.wait_for_timeout(SETTLE_MS)  # the other views
    return seconds


def measure(page: Any, folder: Path, clicks: int) -> dict[str, list[dict[str, float]]]:
    """Click examples in turn, then upload one picture after the other."""
    thumbnails = page.locator("#examples .thumbnail-item")
    chooser = page.locator("#image input[type=file]")
    clear = page.locator("#image button[aria-label=Clear]")
    picked = [timed(page, thumbnails.nth(1 + number % 2).click) for number in range(clicks)]
    sent = []
    for path in write_uploads(folder, clicks):
        if clear.count():
            clear.click()
        sent.append(timed(page, lambda path=path: chooser.set_input_files(path)))
    return dict(zip(WANTED_S, (picked, sent), strict=True))


def main() -> None:
    """Print the median of each, and the slowest."""
    from playwright.sync_api import sync_playwright

    clicks = int(sys.argv[1]) if len(sys.argv) > 1 else CLICKS
    with (
        tempfile.TemporaryDirectory() as home,
        serving(Path(home)) as (url, _),
        sync_playwright() as play,
    ):
        chromium = shutil.which("chromium")
        page = play.chromium.launch(executable_path=chromium, args=QUIET).new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(url)
        page.wait_for_selector("#table :text('Dice')")
        page.wait_for_timeout(5000)  # the second model is still being loaded
        found = measure(page, Path(home), clicks)
    print(f"seconds from click to picture, {clicks} clicks, headless Chromium")
    print(f"{'click on':<18}{'picture':<12}{'median':>8}{'slowest':>9}{'wanted':>8}")
    for kind, rounds in found.items():
        for picture in PICTURES:
            times = [one[picture] for one in rounds]
            middle = statistics.median(times)
            print(f"{kind:<18}{picture:<12}{middle:>8.2f}{max(times):>9.2f}{WANTED_S[kind]:>8.1f}")


if __name__ == "__main__":
    main()
