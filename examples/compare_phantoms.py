"""Compare how sets of frames look: `python -m examples.compare_phantoms FOLDER[:SPLIT] ...`.

Each folder holds `index.csv` and `images/`, as in docs/datasets.md, but masks are not needed, and of
the columns only `name`, `split` where one is asked for, and the field where it is known. All frames
of a folder count, or those of one split. The field comes from the index, or is found in the frame;
it is brought to 256 x 256 pixels, which is the size of phantoms.
"""

import argparse
import csv
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from PIL import Image

from usseg.errors import DatasetError
from usseg.image.dataset_files import parse_field
from usseg.image.field import find_field
from usseg.image.preprocess import field_box, field_mask, resize
from usseg.types import Frame

SIDE = 256
FARTHEST = 24  # pixels of shift over which the grain is looked for
TREND = 31  # pixels: slower changes of grey are anatomy, not grain
QUANTILES = (5, 25, 50, 75, 95)


@dataclass(frozen=True)
class Appearance:
    """How one frame looks: grey levels of 255, and speckle size in pixels of 256 x 256.

    Attributes:
        median_grey: Median inside the field.
        contrast: Its 95th less its 5th percentile.
        grain_rows, grain_cols: Shift along depth and across at which the autocorrelation of the
            grey levels, less their local mean, has fallen to one half; twice that is the width.
    """

    median_grey: float
    contrast: float
    grain_rows: float
    grain_cols: float


def half_width(plane: np.ndarray, axis: int) -> float:
    """Shift in pixels at which the autocorrelation along an axis falls to one half."""
    power = np.abs(np.fft.fft(plane, 2 * plane.shape[axis], axis=axis)) ** 2
    correlation = np.fft.ifft(power, axis=axis).real.mean(axis=1 - axis)[:FARTHEST]
    if correlation[0] <= 0:
        return float("nan")
    correlation = correlation / correlation[0]
    below = int(np.argmax(correlation < 0.5)) or FARTHEST - 1
    drop = max(correlation[below - 1] - correlation[below], 1e-9)
    return float(below - 1 + (correlation[below - 1] - 0.5) / drop)


def local_mean(plane: np.ndarray) -> np.ndarray:
    """Mean over a square of TREND pixels, mirrored at the edges: float64, the plane's shape."""
    padded = np.pad(plane.astype(float), TREND // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view
    down = windows(padded, TREND, axis=0).mean(axis=-1)
    return windows(down, TREND, axis=1).mean(axis=-1)


def appearance(pixels: np.ndarray, inside: np.ndarray) -> Appearance:
    """Measure one field: grey levels uint8 or float (rows, cols) and where they belong to it."""
    square = resize(np.where(inside, pixels, 0).astype(np.float32), (SIDE, SIDE))
    kept = resize(inside.astype(np.float32), (SIDE, SIDE)) > 0.99
    values = square[kept]
    low, middle, high = np.percentile(values, [5, 50, 95])
    grain = np.where(kept, square - local_mean(square), 0)
    return Appearance(middle, high - low, half_width(grain, 0), half_width(grain, 1))


def rows_of(folder: Path, split: str | None) -> list[dict[str, str]]:
    """Read the rows of index.csv that belong to a split, or all.

    Raises:
        DatasetError: There is no such file, column or frame.
    """
    try:
        with (folder / "index.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise DatasetError(f"{folder.name} has no readable index.csv: add one.") from error
    if rows and "name" not in rows[0]:
        raise DatasetError(f"{folder.name}/index.csv has no column 'name': add it.")
    chosen = [row for row in rows if split in (None, row.get("split"))]
    if not chosen:
        raise DatasetError(f"{folder.name} lists no frame of the split {split!r}: name another.")
    return chosen


def appearances(folder: Path, split: str | None) -> list[Appearance]:
    """Measure every frame of a folder, or of one of its splits.

    Raises:
        DatasetError: The folder lists no such frame, or its index or an image is missing.
    """
    found = []
    for row in rows_of(folder, split):
        try:
            with Image.open(folder / "images" / row["name"]) as picture:
                pixels = np.array(picture.convert("L"))
        except OSError as error:
            raise DatasetError(f"{row['name']} is listed but cannot be read: repair it.") from error
        field = parse_field(row) or find_field(Frame(pixels, 255))
        row0, col0, row1, col1 = field_box(field, pixels.shape)
        inside = field_mask(field, pixels.shape)[row0:row1, col0:col1]
        found.append(appearance(pixels[row0:row1, col0:col1], inside))
    return found


def table(name: str, found: Sequence[Appearance]) -> str:
    """Return quantiles of the frames as rows of a Markdown table, one per quantity."""
    levels = np.nanpercentile([astuple(one) for one in found], QUANTILES, axis=0).T
    rows = [
        f"| {name} | {len(found)} | {field.name} | "
        + " | ".join(f"{value:.1f}" for value in quantity)
        + " |"
        for field, quantity in zip(fields(Appearance), levels, strict=True)
    ]
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table of the folders that are named."""
    parser = argparse.ArgumentParser(description="Compare how sets of frames look.")
    parser.add_argument("folders", nargs="+", metavar="FOLDER[:SPLIT]")
    print("| frames | n | quantity | " + " | ".join(f"{q} %" for q in QUANTILES) + " |")
    print("|---" * (3 + len(QUANTILES)) + "|")
    for argument in parser.parse_args(arguments).folders:
        folder, _, split = argument.partition(":")
        name = Path(folder).name + (f" {split}" if split else "")
        print(table(name, appearances(Path(folder), split or None)))


if __name__ == "__main__":
    main()
