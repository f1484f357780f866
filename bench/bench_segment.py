"""How long one image takes, step by step: `python bench/bench_segment.py [FILE...]`.

Without files it takes the pictures of `examples/`, and the first call of each model apart: that
one also loads the network.
"""

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from usseg.model.weights import find_release
from usseg.pipeline import segment_with
from usseg.tissues import MODELS
from usseg.types import Release

ROOT = Path(__file__).parents[1]
REPEATS = 10


def example_images() -> list[Path]:
    """Return the pictures of the examples folder that are not masks."""
    pictures = sorted((ROOT / "examples").glob("*.png"))
    return [path for path in pictures if not path.stem.endswith(("mask", "truth"))]


def median_steps(release: Release, path: Path) -> dict[str, float]:
    """Return the median milliseconds of each step over repeated calls."""
    runs = [segment_with(release, path).timings_ms for _ in range(REPEATS)]
    return {step: statistics.median(run[step] for run in runs) for step in runs[0]}


def main() -> None:
    """Print a table per model."""
    paths = [Path(name) for name in sys.argv[1:]] or example_images()
    for model in MODELS:
        release, _ = find_release(model)
        started = time.perf_counter()
        segment_with(release, paths[0])
        first_ms = (time.perf_counter() - started) * 1000
        print(
            f"\n{model} {release.version}: first call {first_ms:.0f} ms, then, median of {REPEATS}:"
        )
        table = {path.name: median_steps(release, path) for path in paths}
        steps = list(next(iter(table.values())))
        print(f"{'image':<36}" + "".join(f"{step:>10}" for step in [*steps, "total ms"]))
        for name, times in table.items():
            cells = [*times.values(), sum(times.values())]
            print(f"{name[:34]:<36}" + "".join(f"{cell:>10.1f}" for cell in cells))


if __name__ == "__main__":
    main()
