"""Everything a training run can be told."""

from dataclasses import dataclass, field
from pathlib import Path

from usseg.errors import InputError
from usseg.image.label_sets import bits_of
from usseg.model.unet import INPUT_SIZE, WIDTHS
from usseg.tissues import MODELS, label_of
from usseg.train.architectures import SMALL, check_architecture

PHANTOM_SOURCES = ("on-the-fly", "none")
PHANTOM_SHARE = 0.5  # of the images, when there are real ones too
# A thin layer has few pixels, and each of them says more; multiclass tissues by name.
DEFAULT_WEIGHTS = {
    "multiclass": {
        "background": 0.6,
        "skin": 2.0,
        "muscle": 0.8,
        "fascia": 2.5,
        "tendon": 2.0,
        "ligament": 2.0,
        "bone": 1.2,
    },
    "binary": {"fat": 1.5},
}


@dataclass(frozen=True)
class Settings:
    """What to train, on what, for how long.

    Attributes:
        model: "binary" or "multiclass".
        folders: Data set folders; their train split is used.
        phantoms: "on-the-fly" to make phantoms while training, "none" to use the folders alone.
        epochs: Number of epochs, unless `minutes` ends the run earlier.
        images_per_epoch: Images shown between two checkpoints.
        batch: Images per step.
        seed: Seed of the weights, the crops and the phantoms.
        widths: Channels per level of the network.
        input_size: (rows, cols) of the network's input.
        learning_rate: Highest rate of the schedule.
        minutes: Time limit; the schedule then follows the clock instead of the epochs.
        init: A .keras file whose layers of equal shape are copied first.
        weights: Tissue name to its weight in the loss, over `DEFAULT_WEIGHTS`.
        mix: Data set name to its share of the images, over the default shares.
        assume: Data set name to the tissues that lie below what was drawn. Anatomy can be known
            where nobody drew: below a calf muscle there is muscle. Training alone uses it;
            validation and scores leave these pixels out.
        styles: Folders of unlabelled frames whose look is lent to the others.
        architecture: One of `usseg.train.architectures.ARCHITECTURES`.
    """

    model: str
    folders: tuple[Path, ...] = ()
    phantoms: str = "on-the-fly"
    epochs: int = 40
    images_per_epoch: int = 2000
    batch: int = 8
    seed: int = 0
    widths: tuple[int, ...] = WIDTHS
    input_size: tuple[int, int] = INPUT_SIZE
    learning_rate: float = 2e-3
    minutes: float | None = None
    init: Path | None = None
    weights: dict[str, float] = field(default_factory=dict)
    mix: dict[str, float] = field(default_factory=dict)
    assume: dict[str, tuple[str, ...]] = field(default_factory=dict)
    styles: tuple[Path, ...] = ()
    architecture: str = SMALL


def check_settings(settings: Settings) -> None:
    """Refuse settings that cannot train anything.

    Raises:
        InputError: As the message says.
    """
    if settings.model not in MODELS:
        raise InputError(f"There is no model {settings.model!r}. Choose: {', '.join(MODELS)}.")
    check_architecture(settings.architecture, settings.input_size, settings.widths)
    if settings.phantoms not in PHANTOM_SOURCES:
        raise InputError(
            f"Phantoms come {' or '.join(PHANTOM_SOURCES)}, not {settings.phantoms!r}."
        )
    if settings.phantoms == "none" and not settings.folders:
        raise InputError("There is nothing to train on: name a --data folder or allow phantoms.")
    counts = (settings.epochs, settings.images_per_epoch, settings.batch)
    if min(counts) < 1 or settings.images_per_epoch < settings.batch:
        raise InputError(
            f"Epochs, images per epoch and batch must be positive, and an epoch hold at least one "
            f"batch, but they are {counts}."
        )
    if settings.minutes is not None and not settings.minutes > 0:
        raise InputError(f"--minutes must be positive, but it is {settings.minutes}.")
    for name in settings.weights:
        label_of(settings.model, name)
    for names in settings.assume.values():
        bits_of(names, settings.model)
