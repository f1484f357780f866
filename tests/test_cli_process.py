"""A process of its own: the same bytes, no chatter of libraries, a bar only on a terminal."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from usseg.cli import main

ROOT = Path(__file__).parents[1]
BAR = "from usseg.cli.terminal import progress_bar\nprint(sum(progress_bar([1, 2, 3], 'adding')))"


def run_python(program: str, stderr: int = subprocess.PIPE) -> subprocess.CompletedProcess:
    """Run a program text with this interpreter, in a terminal's usual environment."""
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        check=True,
    )


def test_a_process_of_its_own_writes_the_same_bytes_and_only_sentences(
    tmp_path, only_tiny_releases
):
    frame = tmp_path / "calf.png"
    pixels = np.random.default_rng(2).integers(40, 216, (90, 110), dtype=np.uint8)
    Image.fromarray(pixels).save(frame)
    assert main(["segment", str(frame), "--out", str(tmp_path / "here")]) == 0
    done = run_python(
        "import pathlib, sys, usseg.model.releases as releases\n"
        f"releases.RELEASES = pathlib.Path({str(only_tiny_releases)!r})\n"
        "from usseg.cli import main\n"
        f"sys.exit(main(['segment', {str(frame)!r}, '--out', {str(tmp_path / 'there')!r}]))"
    )
    name = "calf.mask.png"
    assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
    lines = done.stderr.splitlines()
    assert [line for line in lines if not line.startswith(("warning:", "calf.png: warning:"))] == []


def test_the_bar_is_silent_where_there_is_no_terminal():
    done = run_python(BAR)
    assert done.stdout == "6\n"
    assert done.stderr == ""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
def test_the_bar_counts_on_a_terminal():
    reader, writer = os.openpty()
    done = run_python(BAR, stderr=writer)
    shown = os.read(reader, 65536).decode()
    os.close(writer)
    os.close(reader)
    assert done.stdout == "6\n"
    assert "adding" in shown
    assert "%" in shown


def test_a_reader_who_leaves_early_ends_the_command_without_a_traceback():
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "usseg", "models"]
    done = subprocess.run(command, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")
