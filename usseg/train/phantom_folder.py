"""Write phantoms as a data set folder (docs/datasets.md), with all cores."""

import csv
import io
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from PIL import Image

import usseg
from usseg.errors import InputError
from usseg.image.dataset_files import write_outline
from usseg.phantom.dataset import SCENES, SHAPE, TO_TRAIN_ON, make_phantom
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED, is_held_out
from usseg.tissues import MULTICLASS
from usseg.train.checkpoint import replace_bytes, replace_json

COLUMNS = ("name", "split", "group", "scene", "seed", "row_mm", "col_mm", "field", "outline")
CHUNK = 16  # phantoms handed to a process at a time


def write_phantoms(
    out: Path,
    seeds: Sequence[int],
    scenes: Sequence[str] = SCENES,
    jobs: int = 1,
    shape: tuple[int, int] = SHAPE,
) -> Iterator[int]:
    """Write one phantom per seed, the scenes in turn, and yield how many are written so far.

    The index comes last, so that a folder with an index is complete. A phantom depends on its
    seed, scene and shape alone: more of them can be added by writing the longer range again.

    Args:
        out: Folder to make; its images of the same names are replaced.
        seeds: All below `FIRST_HELD_OUT_SEED` (split "train"), or all from it on (split "test").
        scenes: Which scenes, each one of TO_TRAIN_ON.
        jobs: Processes.
        shape: (rows, cols) of each frame.

    Raises:
        InputError: There is no seed, an unknown scene, seeds of both sides, or too small a shape.
    """
    check_seeds(seeds, scenes)
    for folder in (out / "images", out / "masks"):
        folder.mkdir(parents=True, exist_ok=True)
    chosen = [scenes[index % len(scenes)] for index in range(len(seeds))]
    rows = []
    # Forked children of a process with threads can hang; fresh ones cannot.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        frames = (repeat(out), seeds, chosen, repeat(shape))
        for row in pool.map(write_phantom, *frames, chunksize=CHUNK):
            rows.append(row)
            yield len(rows)
    replace_json(out / "dataset.json", describe(is_held_out(seeds[0]), scenes))
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    replace_bytes(out / "index.csv", table.getvalue().encode())


def check_seeds(seeds: Sequence[int], scenes: Sequence[str]) -> None:
    """Refuse what cannot be one split of phantoms.

    Raises:
        InputError: As said in `write_phantoms`.
    """
    unknown = set(scenes) - set(TO_TRAIN_ON)
    if unknown or not scenes:
        raise InputError(
            f"There is no scene {', '.join(sorted(unknown))!r}. Choose of: {', '.join(TO_TRAIN_ON)}."
        )
    if not seeds or min(seeds) < 0 or is_held_out(min(seeds)) != is_held_out(max(seeds)):
        raise InputError(
            "Phantoms of one folder need at least one seed, all from 0 to "
            f"{FIRST_HELD_OUT_SEED - 1} to train on, or all from {FIRST_HELD_OUT_SEED} on to test."
        )


def write_phantom(
    out: Path, seed: int, scene: str, shape: tuple[int, int] = SHAPE
) -> dict[str, str]:
    """Write image and mask of one phantom and return its row of the index."""
    phantom = make_phantom(seed, scene, shape)
    name = f"{scene}-{seed}.png"
    for folder, plane in (("images", phantom.pixels), ("masks", phantom.mask)):
        Image.fromarray(np.ascontiguousarray(plane)).save(out / folder / name, compress_level=3)
    row_mm, col_mm = phantom.spacing_mm
    return {
        "name": name,
        "split": "test" if is_held_out(seed) else "train",
        "group": name,  # every phantom is another subject
        "scene": scene,
        "seed": str(seed),
        "row_mm": f"{row_mm:.6f}",
        "col_mm": f"{col_mm:.6f}",
        "field": phantom.field.kind,
        "outline": write_outline(phantom.field),
    }


def describe(held_out: bool, scenes: Sequence[str] = SCENES) -> dict[str, object]:
    """Return what dataset.json says about phantoms; a single scene gives them its name."""
    name = scenes[0] if len(scenes) == 1 else "phantoms"
    return {
        "name": f"{name}-test" if held_out else name,
        "title": "Simulated B-mode frames with exact labels",
        "source": f"usseg.phantom {usseg.__version__}",
        "licence": "Apache-2.0",
        "masks": "masks",
        "phantom": True,
        "label_sets": {str(tissue.label): [tissue.name] for tissue in MULTICLASS},
    }
