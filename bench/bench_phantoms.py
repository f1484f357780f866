"""How many phantoms one core makes in a second: `python bench/bench_phantoms.py [SIDE]`."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from usseg.phantom.dataset import SCENES, make_phantom

FRAMES = 8  # of each scene
WANTED_PER_SECOND = 8.0  # at 256 x 256


def seconds_per_frame(scene: str, side: int) -> float:
    """Processor time of one frame, all threads added up: frames per second and core is 1 over it."""
    make_phantom(0, scene, (side, side))  # tables that are made once
    started = time.process_time()
    for seed in range(1, FRAMES + 1):
        make_phantom(seed, scene, (side, side))
    return (time.process_time() - started) / FRAMES


def main() -> None:
    """Print one line per scene and their mean."""
    side = int(sys.argv[1]) if len(sys.argv) > 1 else 256
    print(f"{side} x {side} pixels, {FRAMES} frames of each scene, processor time")
    print(f"{'scene':<24}{'ms/frame':>10}{'frames/s/core':>16}")
    times = []
    for scene in SCENES:
        times.append(seconds_per_frame(scene, side))
        print(f"{scene:<24}{1000 * times[-1]:>10.1f}{1 / times[-1]:>16.1f}")
    mean = sum(times) / len(times)
    print(f"{'all scenes':<24}{1000 * mean:>10.1f}{1 / mean:>16.1f}")
    if side == 256:
        ratio = 1 / mean / WANTED_PER_SECOND
        print(f"wanted: {WANTED_PER_SECOND:.0f} frames/s/core; reached: {ratio:.2f}x")


if __name__ == "__main__":
    main()
