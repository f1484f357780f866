"""Frames per second and peak memory of clips: `python bench/bench_cine.py [FRAMES]`.

Each clip runs in a process of its own, whose peak memory the system counts. The rate is compared to
that of single images of the same size, one after the other through `usseg.pipeline.segment_with`.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import av
import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

from usseg.cine.run import segment_video
from usseg.image.source import read
from usseg.model.weights import find_release
from usseg.pipeline import segment_with

FRAMES = 2000
STILLS = 40
FPS = 25
PICTURE = Path(__file__).parents[1] / "examples" / "limb-longitudinal.png"
MIB = 2**10  # the system counts in KiB


def write_clip(path: Path, frames: int) -> None:
    """Write a clip that pans over an example, with noise that differs from frame to frame."""
    grey, rng = np.asarray(Image.open(PICTURE).convert("L")), np.random.default_rng(0)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=FPS)
        stream.height, stream.width, stream.pix_fmt = *grey.shape, "yuv420p"
        for index in range(frames):
            moved = np.roll(grey, index % 40, axis=1) + rng.normal(0, 4, grey.shape)
            pixels = np.clip(moved, 0, 255).astype(np.uint8)
            frame = av.VideoFrame.from_ndarray(np.repeat(pixels[..., None], 3, axis=2), "rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def run(clip: str) -> None:
    """Segment a clip and print its rate and the peak memory of this process as JSON."""
    import resource

    with tempfile.TemporaryDirectory() as folder:
        result = segment_video(clip, folder, find_release("multiclass")[0])
        written = sum(file.stat().st_size for file in Path(folder).iterdir())
    print(
        json.dumps(
            {
                "frames": result.done,
                "frames_per_s": result.summary["speed"]["frames_per_s"],
                "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB,
                "written_mib": written / 2**20,
            }
        )
    )


def stills_per_second() -> float:
    """Return how many single images of the clip's size are segmented in a second."""
    release, _ = find_release("multiclass")
    pixels = read(PICTURE, None).pixels
    segment_with(release, pixels)
    started = time.perf_counter()
    for _ in range(STILLS):
        segment_with(release, pixels)
    return STILLS / (time.perf_counter() - started)


def main() -> None:
    """Print a line per clip: a tenth of the frames, then all."""
    if sys.argv[1:2] == ["--run"]:
        run(sys.argv[2])
        return
    frames = int(sys.argv[1]) if len(sys.argv) > 1 else FRAMES
    print(f"{'frames':>8}{'frames/s':>12}{'peak MiB':>12}{'written MiB':>14}")
    rate = 0.0
    for count in (frames // 10, frames):
        with tempfile.TemporaryDirectory() as folder:
            clip = Path(folder) / "clip.mp4"
            write_clip(clip, count)
            done = subprocess.run(  # noqa: S603 - ourselves
                [sys.executable, __file__, "--run", str(clip)],
                capture_output=True,
                text=True,
                check=True,
            )
        found = json.loads(done.stdout)
        rate = found["frames_per_s"]
        print(f"{count:>8}{rate:>12.2f}{found['peak_mib']:>12.0f}{found['written_mib']:>14.1f}")
    single = stills_per_second()
    print(
        f"single images: {single:.2f} per second; a clip's frames: {rate / single:.2f} times that"
    )


if __name__ == "__main__":
    main()
