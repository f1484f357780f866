"""What a run left in its folder that a comparison needs: its network, how and how long it learned."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from usseg.errors import InputError
from usseg.model.predict import NETWORKS_KEPT
from usseg.model.weights_file import release_of_file
from usseg.types import Release

RECORDS = ("run.json", "history.json")
USUAL = "small"  # the architecture of runs from before there was a choice


@dataclass(frozen=True)
class Run:
    """One trained network of a comparison.

    Attributes:
        name: What it is called in the table.
        architecture: As `train --architecture` names it.
        release: Its weights, to be used as those of a release.
        training: Epochs, steps, images seen and seconds.
        data: Digest of each data set it learned from, by name.
    """

    name: str
    architecture: str
    release: Release
    training: dict[str, Any]
    data: dict[str, str]


def read_run(name: str, folder: Path) -> Run:
    """Read a finished run.

    Raises:
        InputError: The folder holds none.
        WeightsError: It holds no weights.
    """
    try:
        record, history = (
            json.loads((folder / file).read_text(encoding="utf-8")) for file in RECORDS
        )
        settings, last = record["settings"], history[-1]
        training = {
            "epochs": int(last["epoch"]),
            "steps": int(last["step"]),
            "images": int(last["step"]) * int(settings["batch"]),
            "seconds": float(last["elapsed_s"]),
        }
        data = {source["name"]: source["sha256"] for source in record["data"]}
        architecture, model = settings.get("architecture", USUAL), settings["model"]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError(f"{folder} is not the folder of a finished run. Name another.") from error
    release = release_of_file(folder / "model.keras", model)
    return Run(name, architecture, release, training, data)


def read_runs(folders: dict[str, Path]) -> list[Run]:
    """Read the runs to compare; those of "small" first, which the others are compared with.

    Raises:
        InputError: There are too few or too many, or they are of different models.
        WeightsError: One holds no weights.
    """
    if not 2 <= len(folders) <= NETWORKS_KEPT:  # more could not be timed by turns: see `predict`
        raise InputError(
            f"Name from 2 to {NETWORKS_KEPT} runs of different names to compare, as in "
            f"--run small=runs/small --run classic=runs/classic, not {len(folders)}."
        )
    runs = [read_run(name, folder) for name, folder in folders.items()]
    models = sorted({run.release.model for run in runs})
    if len(models) > 1:
        raise InputError(f"Runs of {' and '.join(models)} cannot be compared. Name one model's.")
    return sorted(runs, key=lambda run: run.architecture != USUAL)
