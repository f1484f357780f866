"""How a release learned, as its training recorded it: curves, and masks of fixed frames.

Nothing is interpolated or made up: what the recording lacks is not shown.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from usseg.errors import WeightsError
from usseg.model.replay_curves import Curves, Epoch, read_curves
from usseg.model.replay_strips import read_strip
from usseg.tissues import IGNORE
from usseg.types import Release

REPLAY = "replay"
CURVES_FILE = "curves.json"


@dataclass(frozen=True)
class ReplaySet:
    """A few fixed frames, and what the network made of them at each moment.

    Attributes:
        name: "dicom" for the frame that pydicom ships, else a set of phantoms.
        frames: Grey levels, uint8, shape (frames, rows, cols).
        truth: Label maps, same shape, 255 where nothing is known.
        masks: Predicted label maps, uint8, shape (moments, frames, rows, cols).
    """

    name: str
    frames: np.ndarray
    truth: np.ndarray
    masks: np.ndarray

    @property
    def has_truth(self) -> bool:
        """Whether anything is known of what the frames show."""
        return bool((self.truth != IGNORE).any())


@dataclass(frozen=True)
class Replay:
    """The recorded training of one release.

    Attributes:
        model: "binary" or "multiclass".
        version: Of the release.
        moments: The epochs whose masks were kept, ascending.
        history: Every epoch, ascending: loss, and Dice on frames not trained on.
        sets: The fixed frames, by name of the set; those with a truth first.
        averaged: Whether the weights of another run were averaged in after the last moment.
    """

    model: str
    version: str
    moments: tuple[int, ...]
    history: tuple[Epoch, ...]
    sets: dict[str, ReplaySet]
    averaged: bool = False


def has_replay(release: Release) -> bool:
    """Tell whether a release came with a recorded training; those of the Hub do not."""
    return (folder_of(release) / CURVES_FILE).is_file()


def folder_of(release: Release) -> Path:
    """Return where the replay of a release lies, if it has one."""
    return release.path.parent / REPLAY


def read_replay(release: Release) -> Replay:
    """Read the recorded training of a release. Every file is checked: a release may be anybody's.

    Raises:
        WeightsError: There is none, or it is not what it should be.
    """
    if not has_replay(release):
        raise WeightsError(
            f"{release.model} {release.version} came without a recorded training. Choose another "
            "version that is bundled."
        )
    curves = read_curves(folder_of(release) / CURVES_FILE)
    read = [read_set(release, curves, name) for name in curves.sets]
    sets = {shown.name: shown for shown in sorted(read, key=lambda shown: not shown.has_truth)}
    averaged = "averaged_from" in release.manifest.get("training", {})
    return Replay(release.model, release.version, curves.moments, curves.history, sets, averaged)


def read_set(release: Release, curves: Curves, name: str) -> ReplaySet:
    """Read the frames, the truth and all masks of one set.

    Raises:
        WeightsError: A file is missing, damaged, or holds other frames or labels.
    """
    rows, cols = release.manifest["input_size"]
    labels = len(release.manifest["labels"])
    folder = folder_of(release) / name
    frames = read_strip(folder / "frames.png", (rows, cols))
    truth = read_strip(folder / "truth.png", (rows, cols), len(frames))
    check_labels(np.where(truth == IGNORE, 0, truth), labels, f"{name}/truth.png")
    masks = []
    for epoch in curves.moments:
        file = f"epoch_{epoch:04d}.png"
        masks.append(read_strip(folder / file, (rows, cols), len(frames)))
        check_labels(masks[-1], labels, f"{name}/{file}")
    return ReplaySet(name, frames, truth, np.stack(masks))


def check_labels(masks: np.ndarray, labels: int, file: str) -> None:
    """Refuse label maps with values that the model does not have.

    Raises:
        WeightsError: There is one.
    """
    if masks.max() >= labels:
        raise WeightsError(
            f"{file} of the recorded training holds the label {masks.max()}, but the labels are 0 "
            f"to {labels - 1}. Fetch the release again."
        )
