"""curves.json of a replay: what is kept of each epoch, checked before anything is drawn."""

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from usseg.errors import WeightsError

MOST_BYTES = 2_000_000
MOST_SETS, MOST_MOMENTS, MOST_EPOCHS = 16, 60, 9_999
MOST_STEPS = 10**12
MOST_LETTERS = 80
WRONG = (ValueError, LookupError, TypeError, AttributeError, OverflowError)
NAME = re.compile(r"[A-Za-z0-9_][\w .-]{0,63}", re.ASCII)  # a folder's name, and nothing above it


@dataclass(frozen=True)
class Epoch:
    """One epoch of a training.

    Attributes:
        epoch: Its number, from 1.
        step: Batches seen up to its end.
        elapsed_s: Seconds of training up to its end.
        loss: Mean loss; NaN where it was none.
        dice: Name of each set of frames to Dice per tissue, 0 to 1; what had no score is left out.
    """

    epoch: int
    step: int
    elapsed_s: float
    loss: float
    dice: dict[str, dict[str, float]]


@dataclass(frozen=True)
class Curves:
    """Which sets and epochs were kept, and all epochs."""

    sets: tuple[str, ...]
    moments: tuple[int, ...]
    history: tuple[Epoch, ...]


def read_curves(path: Path) -> Curves:
    """Read and check curves.json.

    Raises:
        WeightsError: It is missing, too large, no JSON, or does not say what it must.
    """
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
        raw = json.loads(text) if len(text) <= MOST_BYTES else None
        return as_curves(raw)
    except (OSError, RecursionError, *WRONG) as error:
        raise WeightsError(
            f"{path.name} of the recorded training is damaged. Fetch the release again."
        ) from error


def as_curves(raw: Any) -> Curves:
    """Return parsed JSON as curves.

    Raises:
        ValueError: It does not say what it must; or another of `WRONG`.
    """
    names, moments = raw["sets"], raw["moments"]
    history = tuple(as_epoch(entry) for entry in raw["history"][: MOST_EPOCHS + 1])
    epochs = [entry.epoch for entry in history]
    check(isinstance(names, list) and 1 <= len(names) <= MOST_SETS, "sets")
    check(all(isinstance(name, str) and NAME.fullmatch(name) for name in names), "sets")
    check(len(set(names)) == len(names), "sets")
    check(0 < len(epochs) <= MOST_EPOCHS and epochs == sorted(set(epochs)), "history")
    check(isinstance(moments, list) and 1 <= len(moments) <= MOST_MOMENTS, "moments")
    check(all(type(moment) is int for moment in moments), "moments")
    check(moments == sorted(set(moments)) and set(moments) <= set(epochs), "moments")
    return Curves(tuple(names), tuple(moments), history)


def as_epoch(raw: Any) -> Epoch:
    """Return one entry of the history.

    Raises:
        ValueError: It does not say what it must; or another of `WRONG`.
    """
    epoch, step = raw["epoch"], raw["step"]
    check(type(epoch) is int and type(step) is int and min(epoch, step) >= 0, "epoch")
    elapsed_s, loss = number(raw["elapsed_s"]), number(raw["loss"])
    check(epoch <= MOST_EPOCHS and step <= MOST_STEPS and elapsed_s >= 0, "epoch")
    dice = {}
    for name, scores in raw["dice"].items():
        check(name.isprintable() and len(name) <= MOST_LETTERS, "dice")
        given = {tissue: number(value) for tissue, value in scores.items()}
        dice[name] = {tissue: value for tissue, value in given.items() if not math.isnan(value)}
        check(all(NAME.fullmatch(tissue) for tissue in dice[name]), "dice")
        check(all(0 <= value <= 1 for value in dice[name].values()), "dice")
    return Epoch(epoch, step, elapsed_s, loss, dice)


def number(value: Any) -> float:
    """Return a number as it was recorded; NaN and null mean that there was none.

    Raises:
        ValueError: It is no number, or infinite.
    """
    check(value is None or type(value) in (int, float), "number")
    found = math.nan if value is None else float(value)
    check(not math.isinf(found), "number")
    return found


def check(holds: bool, what: str) -> None:
    """Refuse a part of curves.json.

    Raises:
        ValueError: It does not hold what it must.
    """
    if not holds:
        raise ValueError(what)
