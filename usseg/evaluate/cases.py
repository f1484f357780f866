"""The labelled frames that a release is scored on: a data set's test split, or held-out phantoms."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

import usseg
from usseg.errors import DatasetError, InputError
from usseg.image.dataset import Dataset, read_dataset, read_pixels
from usseg.image.held_out import held_out_groups
from usseg.image.label_sets import EXACT_SETS, bit_table, bits_of, to_bits
from usseg.mask.set_truth import scored_sets
from usseg.phantom.dataset import SCENES, make_phantom
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED, is_held_out

VALIDATION = "validation"  # the groups of a train split that no training has seen


@dataclass(frozen=True)
class Case:
    """One frame with its truth.

    Attributes:
        name: File name, or scene and seed.
        group: Cases of one group are alike; intervals are made by group.
        pixels: Grey levels at the native size, uint8, shape (rows, cols).
        bits: Truth as bit sets, uint8, same shape.
        spacing_mm: Pixel size (row, col), or None.
        scene: Scene of a phantom, or "".
    """

    name: str
    group: str
    pixels: np.ndarray
    bits: np.ndarray
    spacing_mm: tuple[float, float] | None
    scene: str


@dataclass(frozen=True)
class CaseSet:
    """What is scored, and how to get it.

    Attributes:
        about: Name, split, licence, source: what a report must say of its test data.
        sets: Name of each scored set of tissues to its bits.
        count: How many cases there are.
        cases: Yields them one at a time.
    """

    about: dict[str, Any]
    sets: dict[str, int]
    count: int
    cases: Iterator[Case]


def dataset_cases(folder: Path, split: str, model: str) -> CaseSet:
    """Return the cases of one split of a data set folder: "train", "test" or "validation".

    Raises:
        DatasetError: The folder does not follow the format, or nothing is held out of training.
    """
    dataset = held_out(folder) if split == VALIDATION else read_dataset(folder, split)
    about = {key: dataset.about.get(key) for key in ("name", "title", "licence", "source")}
    about |= {key: bool(dataset.about.get(key)) for key in ("weak", "phantom")}
    about["split"] = split
    bit_sets = [bits_of(names, model) for names in dataset.label_sets.values()]
    sets = scored_sets(bit_sets, model)
    return CaseSet(about, sets, len(dataset.entries), _read_cases(dataset, model))


def held_out(folder: Path) -> Dataset:
    """Return the part of a train split that `usseg.train` validates on and never learns from.

    Raises:
        DatasetError: The folder does not follow the format, or has but one group.
    """
    dataset = read_dataset(folder, "train")
    groups = held_out_groups(entry.group for entry in dataset.entries)
    kept = tuple(entry for entry in dataset.entries if entry.group in groups)
    if not kept:
        raise DatasetError(
            f"{folder.name} has one group in its train split, so none is held out to validate on. "
            "Name a data set with more groups."
        )
    return replace(dataset, entries=kept)


def _read_cases(dataset: Dataset, model: str) -> Iterator[Case]:
    table = bit_table(dataset.label_sets, model)
    for entry in dataset.entries:
        frame, mask = read_pixels(entry)
        bits = to_bits(mask, table, entry.name)
        yield Case(entry.name, entry.group, frame.pixels, bits, entry.spacing_mm, entry.scene)


def phantom_cases(count: int, first_seed: int, model: str, screen: bool) -> CaseSet:
    """Return phantoms that no training may have seen, the scenes in turn.

    Args:
        count: How many.
        first_seed: From `FIRST_HELD_OUT_SEED` on.
        model: "binary" or "multiclass".
        screen: Put a scanner's screen around each of them.

    Raises:
        InputError: There is none, or the seeds are those of training.
    """
    if count < 1 or not is_held_out(first_seed):
        raise InputError(
            f"Scores need at least one phantom with seeds from {FIRST_HELD_OUT_SEED} on, which no "
            f"training uses, but {count} from seed {first_seed} were asked for."
        )
    about = {
        "name": "phantoms on a screen" if screen else "phantoms",
        "title": "Simulated B-mode frames with exact labels, seeds held out of training",
        "licence": "Apache-2.0",
        "source": f"usseg.phantom {usseg.__version__}, {count} seeds from {first_seed}",
        "split": "test",
        "weak": False,
        "phantom": True,
    }
    sets = scored_sets([bits_of(names, model) for names in EXACT_SETS.values()], model)
    return CaseSet(about, sets, count, _make_cases(count, first_seed, model, screen))


def _make_cases(count: int, first_seed: int, model: str, screen: bool) -> Iterator[Case]:
    table = bit_table(EXACT_SETS, model)
    for index in range(count):
        scene = SCENES[index % len(SCENES)]
        phantom = make_phantom(first_seed + index, scene, screen=screen)
        name = f"{scene}-{phantom.seed}"
        bits = to_bits(phantom.mask, table, name)
        yield Case(name, name, phantom.pixels, bits, phantom.spacing_mm, scene)
