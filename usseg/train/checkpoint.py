"""Save and restore a training run so that a kill at any moment loses at most one epoch."""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from usseg.errors import InputError

if TYPE_CHECKING:
    import keras

CHECKPOINT = "checkpoint.npz"


@dataclass
class Progress:
    """How far a run is; the only value in training that changes.

    Attributes:
        epoch: Epochs done.
        step: Steps done.
        elapsed_s: Seconds spent training, over all sessions.
        average: Running average of the weights.
    """

    epoch: int
    step: int
    elapsed_s: float
    average: list[np.ndarray]


def replace_bytes(path: Path, content: bytes) -> None:
    """Write a file so that it is always either the old or the new one, never half of it."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def replace_json(path: Path, content: Any) -> None:
    """Write JSON with `replace_bytes`."""
    replace_bytes(path, (json.dumps(content, indent=2) + "\n").encode())


def save_checkpoint(folder: Path, model: keras.Model, progress: Progress) -> None:
    """Write weights, optimizer state and progress; each step's chance follows from its number."""
    arrays = {
        "counts": np.array([progress.epoch, progress.step]),
        "elapsed_s": np.array(progress.elapsed_s),
    }
    groups = (model.get_weights(), progress.average, _optimizer_values(model))
    for name, group in zip(("weights", "average", "optimizer"), groups, strict=True):
        arrays |= {f"{name}_{index}": value for index, value in enumerate(group)}
    part = folder / f"{CHECKPOINT}.part"
    with part.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / CHECKPOINT)


def load_checkpoint(folder: Path, model: keras.Model) -> Progress:
    """Restore a compiled model and return how far its run was.

    Raises:
        InputError: It is unreadable, or of another network.
    """
    try:
        with np.load(folder / CHECKPOINT, allow_pickle=False) as stored:
            arrays = dict(stored)
        model.set_weights(_group(arrays, "weights"))
        variables = model.optimizer.variables
        for variable, value in zip(variables, _group(arrays, "optimizer"), strict=True):
            variable.assign(value)
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise InputError(
            f"{folder}/{CHECKPOINT} does not fit this network. Train into another folder."
        ) from error
    epoch, step = (int(number) for number in arrays["counts"])
    return Progress(epoch, step, float(arrays["elapsed_s"]), _group(arrays, "average"))


def _group(arrays: dict[str, np.ndarray], name: str) -> list[np.ndarray]:
    count = sum(key.startswith(f"{name}_") for key in arrays)
    return [arrays[f"{name}_{index}"] for index in range(count)]


def _optimizer_values(model: keras.Model) -> list[np.ndarray]:
    from keras import ops

    return [np.asarray(ops.convert_to_numpy(variable)) for variable in model.optimizer.variables]
