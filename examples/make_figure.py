"""Make the README's picture from the bundled weights: `python -m examples.make_figure [FILE]`."""

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from usseg.pipeline import segment
from usseg.render.compare import panels
from usseg.types import Segmentation

FOLDER = Path(__file__).parent
SHOWN = ("limb-longitudinal", "ligament", "limb-transverse-screen")
TITLES = ("input", "prediction", "ground truth", "difference")
SIDE = 300  # pixels of a panel
GAP = 6
HEADER = 26


def segment_example(stem: str) -> Segmentation:
    """Segment one example, with its ground truth."""
    entries = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
    entry = next(entry for entry in entries if entry["image"] == f"{stem}.png")
    row_mm, col_mm = entry["spacing_mm"]
    truth = FOLDER / entry["truth"]
    return segment(FOLDER / entry["image"], truth=truth, spacing_mm=(row_mm, col_mm))


def row_of_panels(segmentation: Segmentation) -> np.ndarray:
    """Return the four panels side by side: RGB uint8, shape (SIDE, 4 * (SIDE + GAP), 3)."""
    four = panels(segmentation)
    row = []
    for picture in (four.input, four.prediction, four.truth, four.difference):
        # Colours are labels: nearest, so that no mixed colour appears.
        small = Image.fromarray(picture).resize((SIDE, SIDE), Image.Resampling.NEAREST)
        row.append(np.pad(np.asarray(small), ((0, 0), (0, GAP), (0, 0)), constant_values=255))
    return np.hstack(row)


def titles(width: int) -> np.ndarray:
    """Return the line of titles over the panels: RGB uint8, shape (HEADER, width, 3)."""
    strip = Image.new("RGB", (width, HEADER), "white")
    pen, font = ImageDraw.Draw(strip), ImageFont.load_default(16)
    for number, title in enumerate(TITLES):
        pen.text((number * (SIDE + GAP), 3), title, fill="black", font=font)
    return np.asarray(strip)


def make_figure(path: Path) -> None:
    """Write the picture as PNG."""
    rows = [row_of_panels(segment_example(stem)) for stem in SHOWN]
    spaced = [np.pad(row, ((0, GAP), (0, 0), (0, 0)), constant_values=255) for row in rows]
    picture = np.vstack([titles(rows[0].shape[1]), *spaced])
    Image.fromarray(picture).quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    make_figure(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER.parent / "docs" / "panels.png")
