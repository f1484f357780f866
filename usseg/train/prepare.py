"""From settings to a compiled network and the images it will see."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console

from usseg.errors import InputError
from usseg.image.dataset import Dataset, read_dataset
from usseg.image.held_out import held_out_groups
from usseg.phantom.seeds import check_trainable
from usseg.tissues import tissues_of
from usseg.train.batches import Mixture
from usseg.train.loss import build_loss
from usseg.train.replay import dicom_frame
from usseg.train.samples import read_samples
from usseg.train.settings import DEFAULT_WEIGHTS, Settings
from usseg.train.sources import (
    Source,
    from_samples,
    on_the_fly,
    shares,
    validation_phantoms,
)
from usseg.train.style import read_styles
from usseg.train.validate import ValidationSet, validation_set

if TYPE_CHECKING:
    import keras

WEIGHT_DECAY = 1e-4


def prepare_images(
    settings: Settings, console: Console
) -> tuple[Mixture, list[ValidationSet], list[Dataset]]:
    """Read every data set into memory and split off what the run is validated on.

    Raises:
        DatasetError: A folder does not follow the format.
    """
    sources, validations, datasets = [], [], []
    for folder in settings.folders:
        dataset = read_dataset(folder, "train")
        source, validation = _split(dataset, settings)
        console.print(f"{dataset.name}: {source.size} frames to train on")
        sources.append(source)
        validations += validation
        datasets.append(dataset)
    if settings.phantoms == "on-the-fly":
        sources.append(on_the_fly(settings.model, settings.input_size))
        made = validation_phantoms(settings.model, settings.input_size)
        validations.append(
            validation_set(sources[-1].name, made, settings.input_size, settings.model)
        )
    size = settings.input_size
    validations.append(dicom_frame(size))
    styles = [style for folder in settings.styles for style in read_styles(folder, size)]
    mixture = Mixture(sources, shares(sources, settings.mix), settings.model, size, styles)
    return mixture, validations, datasets


def _split(dataset: Dataset, settings: Settings) -> tuple[Source, list[ValidationSet]]:
    phantom = bool(dataset.about.get("phantom"))
    for entry in dataset.entries:
        if phantom:
            check_trainable(entry.seed)
    held_out = held_out_groups(entry.group for entry in dataset.entries)
    kept = [entry.name for entry in dataset.entries if entry.group not in held_out]
    shown = [entry.name for entry in dataset.entries if entry.group in held_out]
    assumed = settings.assume.get(dataset.name, ())
    samples = read_samples(dataset, settings.model, kept, assumed)
    source = from_samples(dataset.name, samples, phantom)
    if not shown:
        return source, []
    samples = read_samples(dataset, settings.model, shown)
    return source, [validation_set(dataset.name, samples, settings.input_size, settings.model)]


def prepare_network(settings: Settings) -> keras.Model:
    """Build and compile the network; `settings.init` gives it a warm start.

    Raises:
        InputError: The file of the warm start cannot be loaded.
    """
    import keras

    from usseg.train.architectures import build_architecture

    keras.utils.set_random_seed(settings.seed)
    tissues = tissues_of(settings.model)
    network = build_architecture(
        settings.architecture, settings.model, settings.input_size, settings.widths
    )
    if settings.init is not None:
        copy_matching(settings.init, network)
    weights = DEFAULT_WEIGHTS[settings.model] | settings.weights
    per_tissue = np.array([weights.get(tissue.name, 1.0) for tissue in tissues])
    optimizer = keras.optimizers.AdamW(settings.learning_rate, weight_decay=WEIGHT_DECAY)
    optimizer.build(network.trainable_variables)
    # Compiling for XLA takes longer than it saves on two cores.
    network.compile(optimizer, build_loss(len(tissues), per_tissue), jit_compile=False)
    return network


def copy_matching(path: Path, network: keras.Model) -> int:
    """Copy each layer whose weights have the same shapes, in order; return how many were copied.

    Raises:
        InputError: The file is no Keras model.
    """
    import keras

    try:
        trained = keras.saving.load_model(path, compile=False, safe_mode=True)
    except (OSError, ValueError) as error:
        raise InputError(
            f"--init {path.name} cannot be loaded. Name a .keras file, as in a run's folder."
        ) from error
    copied = 0
    for old, new in zip(trained.layers, network.layers, strict=False):
        shapes = [value.shape for value in old.get_weights()]
        if shapes and shapes == [value.shape for value in new.get_weights()]:
            new.set_weights(old.get_weights())
            copied += 1
    return copied
