"""Small data set folders in the documented format, with frames whose truth is known by design."""

import csv
import json
from pathlib import Path

import numpy as np
from PIL import Image

LABEL_SETS = {
    "0": ["background"],
    "1": ["skin", "fat"],
    "2": ["fascia"],
    "3": ["muscle"],
    "255": "ignore",
}
LAYERS = (10, 30, 34, 60)  # rows where superficial, fascia, muscle and ignored begin


def layered_frame(seed: int, side: int = 64) -> tuple[np.ndarray, np.ndarray]:
    """A frame of flat layers, each with its own grey, and the mask that says which is which."""
    rng = np.random.default_rng(seed)
    mask = np.zeros((side, side), dtype=np.uint8)
    for row, value in zip(LAYERS, (1, 2, 3, 255), strict=True):
        mask[row * side // 64 :] = value
    grey = np.select([mask == 1, mask == 2, mask == 3], [80, 220, 130], 5)
    noise = rng.integers(-5, 6, size=mask.shape)
    return (grey + noise).clip(0, 255).astype(np.uint8), mask


def write_dataset(
    folder: Path, frames: int = 6, split: str = "train", name: str = "layers", **about
) -> Path:
    """Write a data set of layered frames; frame i is frame_i.png of group g<i // 2>."""
    for part in ("images", "masks"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    rows = []
    for index in range(frames):
        file = f"frame_{index}.png"
        pixels, mask = layered_frame(index)
        Image.fromarray(pixels).save(folder / "images" / file)
        Image.fromarray(mask).save(folder / "masks" / file)
        row = {"name": file, "split": split, "group": f"g{index // 2}", "row_mm": "0.1"}
        rows.append({**row, "col_mm": "0.2", "field": "whole", "outline": "0 0;0 64;64 64;64 0"})
    with (folder / "index.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    said = {"name": name, "licence": "CC0-1.0", "source": "made for a test", "title": "Layers"}
    said |= {"label_sets": LABEL_SETS, **about}
    (folder / "dataset.json").write_text(json.dumps(said), encoding="utf-8")
    return folder
