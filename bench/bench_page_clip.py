"""Memory of the page while it segments a long clip: `python bench/bench_page_clip.py [--into PAGE]`.

The page runs in a process of its own, as `python app.py` does, and `/segment_video` is called as any
program calls it, within the limits of the page. A short clip first loads the network. Then the system
counts the most memory that the server held during a clip, and during one ten times as long.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench_cine import MIB, write_clip
from bench_page import serving

from examples.architectures_table import with_block

FRAMES = 2000  # the most that the page takes in one run
WARM = 20
BLOCK = "page-clip"


class Run(NamedTuple):
    """What one clip took: frames that were segmented, most memory of the server in MiB, minutes."""

    frames: int
    peak_mib: float
    minutes: float


def forget_peak(pid: int) -> None:
    """Let the system count the most memory of a process anew."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak_mib(pid: int) -> float:
    """Return the most memory that a process held since then."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / MIB


def run(client: object, pid: int, clip: Path) -> Run:
    """Let the page segment a clip."""
    from gradio_client import handle_file

    forget_peak(pid)
    started = time.monotonic()
    summary = client.predict(handle_file(clip), api_name="/segment_video")[2]
    if summary["state"] != "complete":
        raise SystemExit(f"The clip was not done: {summary['state']}. {summary['reason']}")
    minutes = (time.monotonic() - started) / 60
    return Run(summary["frames"]["segmented"], peak_mib(pid), minutes)


def measure(frames: int) -> list[Run]:
    """Return what a clip of a tenth of the frames took, and one of all."""
    from gradio_client import Client

    with tempfile.TemporaryDirectory() as home, serving(Path(home)) as (url, pid):
        client, found = Client(url, download_files=home, verbose=False), []
        for count in (WARM, frames // 10, frames):
            clip = Path(home) / f"clip{count}.mp4"
            write_clip(clip, count)
            found.append(run(client, pid, clip))
    return found[1:]


def as_markdown(short: Run, long: Run) -> str:
    """Return both as a table, and the ratio in a sentence."""
    rows = [
        f"| {one.frames:,} | {one.peak_mib:.0f} MiB | {one.minutes:.1f} |" for one in (short, long)
    ]
    head = ["| frames | peak memory of the server | minutes |", "|---|---|---|"]
    said = (
        f"{long.frames / short.frames:g} times the frames took {long.peak_mib / short.peak_mib:.2f} "
        "times the memory; the page itself and TensorFlow are in both."
    )
    return "\n".join([*head, *rows, "", said])


def main() -> None:
    """Measure, print, and write into a page if asked to."""
    parser = argparse.ArgumentParser(
        description="Memory of the page while it segments a long clip."
    )
    parser.add_argument("--frames", type=int, default=FRAMES)
    parser.add_argument("--into", type=Path, help="page with the marks of the table")
    given = parser.parse_args()
    table = as_markdown(*measure(given.frames))
    print(table)
    if given.into is not None:
        text = given.into.read_text(encoding="utf-8")
        given.into.write_text(with_block(text, BLOCK, table), encoding="utf-8")


if __name__ == "__main__":
    main()
