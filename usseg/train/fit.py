"""Train one network: the loop, its clock, its checkpoints."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from usseg.train.average import update_average
from usseg.train.batches import Mixture, epoch_batches
from usseg.train.checkpoint import (
    CHECKPOINT,
    Progress,
    load_checkpoint,
    replace_json,
    save_checkpoint,
)
from usseg.train.replay import keep_frames, keep_masks
from usseg.train.schedule import learning_rate
from usseg.train.settings import Settings
from usseg.train.validate import ValidationSet, predict_masks, score

if TYPE_CHECKING:
    import keras

HISTORY = "history.json"
MODEL_FILE = "model.keras"
Told = Callable[[float, float], None]  # (share of the run done, loss) -> None, after each step


@dataclass(frozen=True)
class Training:
    """What a run trains, on what, how, and the folder it leaves its results in."""

    network: keras.Model
    mixture: Mixture
    validations: Sequence[ValidationSet]
    settings: Settings
    out: Path


def fit(training: Training, resume: bool, tell: Told) -> list[dict[str, Any]]:
    """Train until the epochs or the minutes are over; leave `model.keras` in the run's folder.

    Args:
        training: A compiled network and all it needs.
        resume: Go on from the folder's checkpoint, if it has one.
        tell: Called after each step with the share of the run that is done, and the loss.

    Returns:
        The history: one entry per epoch, as in history.json.

    Raises:
        InputError: `resume` finds a checkpoint of another network.
    """
    out, settings = training.out, training.settings
    out.mkdir(parents=True, exist_ok=True)
    progress = Progress(0, 0, 0.0, training.network.get_weights())
    history: list[dict[str, Any]] = []
    if resume and (out / CHECKPOINT).exists():  # a kill in the first epoch leaves none
        progress = load_checkpoint(out, training.network)
        # A kill between the two files leaves an entry too many: that epoch is trained again.
        history = json.loads((out / HISTORY).read_text(encoding="utf-8"))[: progress.epoch]
    keep_frames(out, training.validations)
    while progress.epoch < settings.epochs and share_done(settings, progress) < 1:
        loss = train_epoch(training, progress, tell)
        history.append(epoch_entry(progress, loss, judge(training, progress)))
        replace_json(out / HISTORY, history)
        save_checkpoint(out, training.network, progress)
    return history


def epoch_entry(
    progress: Progress, loss: float, scores: dict[str, dict[str, float]]
) -> dict[str, Any]:
    """Return what history.json says of one epoch."""
    return {
        "epoch": progress.epoch,
        "step": progress.step,
        "elapsed_s": round(progress.elapsed_s, 1),
        "loss": loss,
        "dice": scores,
    }


def share_done(settings: Settings, progress: Progress, since_s: float = 0.0) -> float:
    """Return which share of the run is over, by the clock if it has a time limit, else by steps."""
    if settings.minutes is not None:
        return (progress.elapsed_s + since_s) / (60 * settings.minutes)
    return progress.step / (settings.epochs * steps_per_epoch(settings))


def steps_per_epoch(settings: Settings) -> int:
    """Return the number of whole batches in an epoch."""
    return settings.images_per_epoch // settings.batch


def train_epoch(training: Training, progress: Progress, tell: Told) -> float:
    """Train one epoch, or until the time is over; return its mean loss."""
    network, settings = training.network, training.settings
    start, total, count = time.monotonic(), 0.0, 0
    seed = (settings.seed, progress.epoch)
    for grey, bits in epoch_batches(
        training.mixture, settings.batch, steps_per_epoch(settings), seed
    ):
        done = share_done(settings, progress, time.monotonic() - start)
        if done >= 1:
            break
        rate = learning_rate(settings.learning_rate, progress.step, done)
        network.optimizer.learning_rate.assign(rate)
        loss = float(network.train_on_batch(grey, bits))
        total, count = total + loss, count + 1
        progress.step += 1
        update_average(progress.average, network.get_weights, progress.step)
        tell(done, loss)
    progress.epoch += 1
    progress.elapsed_s += time.monotonic() - start
    return round(total / max(count, 1), 5)


def judge(training: Training, progress: Progress) -> dict[str, dict[str, float]]:
    """Score, replay and save the averaged weights, then go back to the trained ones."""
    network, out = training.network, training.out
    trained = network.get_weights()
    network.set_weights(progress.average)
    scores = {}
    for validation in training.validations:
        masks = predict_masks(network, validation.grey)
        scores[validation.name] = score(validation, masks, training.settings.model)
        keep_masks(out, validation.name, progress.epoch, masks)
    save_network(network, out / MODEL_FILE)
    network.set_weights(trained)
    return scores


def save_network(network: keras.Model, path: Path) -> None:
    """Save architecture and weights, without the optimizer: the file that a release holds."""
    import keras

    part = path.with_name("part." + path.name)  # Keras wants the ending .keras
    bare = keras.Model.from_config(network.get_config())  # not compiled
    bare.set_weights(network.get_weights())
    bare.save(part)
    part.replace(path)
