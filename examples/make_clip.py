"""Write the bundled example of a clip: `python -m examples.make_clip [FOLDER]`.

A simulated muscle that contracts once: one phantom, seen along the fibres, whose muscle is stretched
along depth and let go again. The speckle moves with the tissue; a little noise differs in each frame.
"""

import json
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from usseg.phantom.dataset import Phantom, make_phantom
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED
from usseg.tissues import label_of

FOLDER = Path(__file__).parent / "clips"
NAME = "contraction.mp4"
SCENE, SEED, SHAPE = "limb-longitudinal", FIRST_HELD_OUT_SEED + 22, (256, 256)
FRAMES, FPS = 40, 20
STRETCH = 0.25  # of the muscle's thickness, at the height of the contraction
NOISE_GREY = 4.0  # standard deviation; more would only make the file larger
CODING = {"crf": "20", "preset": "veryslow"}


def stretch_at(frame: int) -> float:
    """Return how much thicker the muscle is in a frame: 0, up to `STRETCH`, and 0 again.

    >>> [round(stretch_at(frame), 3) for frame in (0, FRAMES // 2)]
    [0.0, 0.25]
    """
    return STRETCH * (1 - np.cos(2 * np.pi * frame / FRAMES)) / 2


def muscle_rows(mask: np.ndarray) -> tuple[float, float]:
    """Return the mean first row of the muscle and the mean first row below its last."""
    muscle = mask == label_of("multiclass", "muscle")
    with_muscle = muscle[:, muscle.any(axis=0)]
    below = len(mask) - with_muscle[::-1].argmax(axis=0)
    return float(with_muscle.argmax(axis=0).mean()), float(below.mean())


def rows_seen(mask: np.ndarray, stretch: float) -> np.ndarray:
    """Return the row of the resting muscle that each row of a frame shows, (rows,).

    What lies above stays, what lies below is pushed away from the probe.
    """
    top, below = muscle_rows(mask)
    pushed = stretch * (below - top)
    rows = np.arange(len(mask), dtype=float)
    return np.interp(rows, [0, top, below + pushed, len(mask) + pushed], [0, top, below, len(mask)])


def at_rest() -> Phantom:
    """Return the phantom that is stretched."""
    return make_phantom(SEED, SCENE, SHAPE)


def frame_of(phantom: Phantom, stretch: float, rng: np.random.Generator) -> np.ndarray:
    """Return the grey levels of one frame: uint8, (rows, cols)."""
    seen = rows_seen(phantom.mask, stretch).clip(0, len(phantom.mask) - 1)
    upper = np.floor(seen).astype(int)
    lower, part = np.minimum(upper + 1, len(phantom.mask) - 1), (seen - upper)[:, None]
    grey = phantom.pixels[upper] * (1 - part) + phantom.pixels[lower] * part
    return np.rint(grey + rng.normal(0, NOISE_GREY, grey.shape)).clip(0, 255).astype(np.uint8)


def mask_of(phantom: Phantom, stretch: float) -> np.ndarray:
    """Return the true label map of one frame: uint8, (rows, cols)."""
    seen = rows_seen(phantom.mask, stretch).clip(0, len(phantom.mask) - 1)
    return phantom.mask[np.rint(seen).astype(int)]


def write(folder: Path) -> None:
    """Write the clip, and what is known of it, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    phantom, rng = at_rest(), np.random.default_rng(SEED)
    with av.open(str(folder / NAME), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(FPS), options=CODING)
        stream.height, stream.width, stream.pix_fmt = *SHAPE, "yuv420p"
        for frame in range(FRAMES):
            grey = frame_of(phantom, stretch_at(frame), rng)
            colour = np.repeat(grey[..., None], 3, axis=2)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(colour, format="rgb24")))
        container.mux(stream.encode(None))
    about = {
        "about": "Simulated muscle along its fibres that contracts once. Made by make_clip.py.",
        "clip": NAME,
        "spacing_mm": [round(float(side), 6) for side in phantom.spacing_mm],
        "frames": FRAMES,
        "fps": FPS,
        "stretch": STRETCH,
        "licence": "Apache-2.0",
    }
    (folder / "contraction.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
