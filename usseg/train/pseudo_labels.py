"""Self-training: what a trained network is sure of in unlabelled frames becomes a data set.

After Lee DH. Pseudo-label: the simple and efficient semi-supervised learning method for deep neural
networks. ICML workshop on challenges in representation learning (2013); here per pixel, and pixels
below the threshold say nothing instead of being weighted.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from usseg.errors import DatasetError
from usseg.image.label_sets import SAYS_NOTHING
from usseg.image.preprocess import field_mask
from usseg.pipeline import segment_with
from usseg.tissues import IGNORE, MULTICLASS
from usseg.train.checkpoint import replace_bytes, replace_json
from usseg.types import Release, Segmentation

SURE = 0.9  # probability from which a label is believed
LEAST_SURE_SHARE = (
    0.5  # of the field's pixels; a frame with fewer teaches guesses, so it is left out
)
COLUMNS = ("name", "split", "group")


def write_pseudo_labels(
    release: Release, folder: Path, out: Path, sure: float = SURE
) -> Iterator[tuple[str, float]]:
    """Write the frames of a folder with the labels that a multiclass network is sure of.

    The index comes last, so that a folder with an index is complete.

    Args:
        release: The network that teaches.
        folder: Frames in a folder `images`, and an index.csv with the columns name, licence, source.
        out: Data set folder to make (docs/datasets.md); its masks are weak, and 255 says nothing.
        sure: Probability from which a label is believed.

    Yields:
        Name of a frame, and the share of its field that is labelled; 0 where it was left out.

    Raises:
        DatasetError: There are no frames, or it is not said under which licence they are.
        UssegError: A frame or the weights cannot be read.
    """
    rows = read_licences(folder)
    for part in (out / "images", out / "masks"):
        part.mkdir(parents=True, exist_ok=True)
    kept = []
    for row in rows:
        segmentation = segment_with(release, folder / "images" / row["name"])
        mask, share = sure_mask(segmentation, sure)
        if share >= LEAST_SURE_SHARE:
            write_pair(out, row["name"], segmentation.frame.pixels, mask)
            kept.append(row)
        yield row["name"], share if share >= LEAST_SURE_SHARE else 0.0
    if not kept:
        raise DatasetError(
            f"The network is sure of no frame in {folder.name}. Use other weights, or lower --sure."
        )
    replace_json(out / "dataset.json", describe(folder.name, kept, release, sure))
    replace_bytes(out / "index.csv", index_of(kept))


def read_licences(folder: Path) -> list[dict[str, str]]:
    """Return the rows of index.csv, one per frame.

    Raises:
        DatasetError: It is missing or empty, or lacks name, licence or source of a frame.
    """
    try:
        with (folder / "index.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except OSError:
        rows = []
    if not rows or not all(row.get(key) for row in rows for key in ("name", "licence", "source")):
        raise DatasetError(
            f"{folder.name} needs an index.csv that gives name, licence and source of every frame in "
            "its folder images."
        )
    return rows


def sure_mask(segmentation: Segmentation, sure: float) -> tuple[np.ndarray, float]:
    """Return labels where the network is sure, 255 elsewhere in the field, and the labelled share.

    Args:
        segmentation: Of a multiclass network.
        sure: Probability from which a label is believed.

    Returns:
        mask: uint8, the frame's (rows, cols); outside the field background.
        share: Of the field's pixels that are labelled.
    """
    inside = field_mask(segmentation.field, segmentation.mask.shape)
    believed = segmentation.confidence >= sure
    mask = np.where(inside & ~believed, np.uint8(IGNORE), segmentation.mask)
    return mask, float(believed[inside].mean()) if inside.any() else 0.0


def write_pair(out: Path, name: str, pixels: np.ndarray, mask: np.ndarray) -> None:
    """Write a frame and its mask as 8-bit PNG of the same name."""
    Image.fromarray(pixels).save(out / "images" / name)
    Image.fromarray(mask).save(out / "masks" / name)


def describe(
    name: str, rows: list[dict[str, str]], release: Release, sure: float
) -> dict[str, Any]:
    """Return what dataset.json says: whose frames, and whose labels."""
    sources = sorted({row["source"] for row in rows})
    sets: dict[str, Any] = {str(tissue.label): [tissue.name] for tissue in MULTICLASS}
    return {
        "name": f"{name}-pseudo",
        "title": f"Unlabelled frames with what a network was sure of ({sure:g} and more)",
        "source": "; ".join(sources),
        "licence": ", ".join(sorted({row["licence"] for row in rows})),
        "masks": "masks",
        "weak": True,
        "teacher_sha256": release.sha256,
        "label_sets": sets | {str(IGNORE): SAYS_NOTHING},
    }


def index_of(rows: list[dict[str, str]]) -> bytes:
    """Return index.csv: every frame is to train on, frames of one source are one group."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow((row["name"], "train", row["source"]))
    return table.getvalue().encode()
