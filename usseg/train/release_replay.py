"""The part of a run's replay that a release carries: frames that may be passed on, and the curves."""

import json
import shutil
from pathlib import Path

import numpy as np

from usseg.errors import InputError
from usseg.train.fit import HISTORY
from usseg.train.release_sources import read_json
from usseg.train.replay import DICOM_NAME, FRAMES_FILE, REPLAY, TRUTH_FILE
from usseg.train.run import RUN

CURVES = "curves.json"
MOMENTS = 30
LARGEST_BYTES = 3_000_000


def copy_replay(run: Path, place: Path) -> None:
    """Copy fixed frames, their truth, about 30 moments of their masks, and the curves of a run.

    Frames of real data sets stay behind: phantoms are ours, and the DICOM frame may be passed on.

    Args:
        run: Folder of a finished run.
        place: Folder of the release; its replay is replaced.

    Raises:
        InputError: The run kept no replay of this kind, or it is too large for a release.
    """
    history, record = (read_json(run / name, "a run's folder") for name in (HISTORY, RUN))
    phantoms = {data["name"] for data in record["data"] if data["phantom"]}
    names = sorted(
        folder.name
        for folder in (run / REPLAY).iterdir()
        if folder.name in phantoms | {DICOM_NAME} or folder.name.startswith("phantoms")
    )
    moments = chosen_moments([entry["epoch"] for entry in history])
    out = place / REPLAY
    shutil.rmtree(out, ignore_errors=True)
    for name in names:
        (out / name).mkdir(parents=True)
        for file in (FRAMES_FILE, TRUTH_FILE, *(f"epoch_{epoch:04d}.png" for epoch in moments)):
            _copy(run / REPLAY / name / file, out / name / file)
    curves = {"sets": names, "moments": moments, "history": history}
    (out / CURVES).write_text(json.dumps(curves) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    if size > LARGEST_BYTES:
        raise InputError(
            f"The replay has {size} bytes, but a release carries at most {LARGEST_BYTES}. "
            "Validate on fewer frames, or on smaller ones."
        )


def _copy(source: Path, place: Path) -> None:
    try:
        shutil.copyfile(source, place)
    except FileNotFoundError as error:
        raise InputError(
            f"The replay of this run lacks {source.name} of {source.parent.name}: it was made by an "
            "older version, or is damaged. Train again to release it."
        ) from error


def chosen_moments(epochs: list[int]) -> list[int]:
    """Choose about 30 of the epochs, evenly, the first and the last among them.

    >>> chosen_moments(list(range(1, 91)))[:4]
    [1, 4, 7, 10]
    """
    chosen = np.linspace(0, len(epochs) - 1, min(MOMENTS, len(epochs))).round().astype(int)
    return [epochs[index] for index in chosen]
