"""A run that is killed leaves what it has finished."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import tifffile
from PIL import Image
from sweep_makers import speckle

ROOT = Path(__file__).parents[2]
SHAPE = (6, 70, 80)
SLOW = """
import pathlib, sys, time
import usseg.model.releases as releases
import usseg.volume.run as run
releases.RELEASES = pathlib.Path(sys.argv[1])
segment = run.segment_slice
def slowly(*arguments):
    time.sleep(0.3)
    return segment(*arguments)
run.segment_slice = slowly
from usseg.cli import main
main(["volume", sys.argv[2], "--out", sys.argv[3], "--spacing", "0.2", "0.3", "--slice", "2"])
"""


def test_a_killed_run_leaves_its_finished_slices_readable(tmp_path, only_tiny_releases):
    stack, out = tmp_path / "calf.tif", tmp_path / "out"
    tifffile.imwrite(stack, speckle(*SHAPE), photometric="minisblack")
    command = [sys.executable, "-c", SLOW, str(only_tiny_releases), str(stack), str(out)]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        third = out / "calf.slices" / "0002.mask.png"
        deadline = time.monotonic() + 120
        while not third.exists() and time.monotonic() < deadline and running.poll() is None:
            time.sleep(0.02)
        os.kill(running.pid, signal.SIGKILL)
    finally:
        running.wait()
    assert running.returncode == -signal.SIGKILL
    kept = sorted((out / "calf.slices").glob("*.png"))
    assert 3 <= len(kept) < 6
    for path in kept:
        with Image.open(path) as mask:
            assert np.asarray(mask).shape == SHAPE[1:]
    assert not (out / "calf.nii.gz").exists()
