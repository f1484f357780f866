"""A training run in its folder: started, or gone on with after it was stopped."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from usseg.errors import DatasetError, InputError
from usseg.train.checkpoint import CHECKPOINT, replace_json
from usseg.train.fit import Training, fit
from usseg.train.prepare import prepare_images, prepare_network
from usseg.train.record import RUN, describe_run, settings_of_run
from usseg.train.settings import Settings, check_settings

History = list[dict[str, Any]]


def start_run(settings: Settings, out: Path, console: Console) -> History:
    """Train in a new folder and return the history, one entry per epoch.

    Raises:
        InputError: The settings cannot train anything, or the folder holds a run already.
        DatasetError: A data set does not follow the format.
    """
    check_settings(settings)
    if (out / RUN).exists():
        raise InputError(f"{out} already holds a run. Name another folder, or add --resume.")
    return _train(settings, out, None, console)


def resume_run(out: Path, console: Console) -> History:
    """Go on from the last checkpoint in a folder, with the settings of its run.

    Raises:
        InputError: The folder holds no run, or one of another network.
        DatasetError: The data are not those the run began with.
    """
    settings = settings_of_run(out)
    record = json.loads((out / RUN).read_text(encoding="utf-8"))
    return _train(settings, out, record, console)


def digests(record: dict[str, Any]) -> dict[str, str]:
    """Return the digest of each data set of a run's record, by name."""
    return {source["name"]: source["sha256"] for source in record["data"]}


def _train(
    settings: Settings, out: Path, record: dict[str, Any] | None, console: Console
) -> History:
    mixture, validations, datasets = prepare_images(settings, console)
    present = describe_run(settings, mixture, datasets)
    if record is None:
        out.mkdir(parents=True, exist_ok=True)
        replace_json(out / RUN, present)
    elif digests(record) != digests(present):
        raise DatasetError(
            f"The data are not those that the run in {out} began with. Restore them, or train into "
            "another folder."
        )
    # A checkpoint replaces the warm start, whose file may be gone by now.
    begun = replace(settings, init=None) if (out / CHECKPOINT).exists() else settings
    training = Training(prepare_network(begun), mixture, validations, settings, out)
    return _fit_with_bar(training, record is not None, console)


def _fit_with_bar(training: Training, resume: bool, console: Console) -> History:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:.1f} %"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("training", total=1.0)

        def tell(done: float, loss: float) -> None:
            bar.update(task, completed=done, description=f"loss {loss:.3f}")

        return fit(training, resume, tell)
