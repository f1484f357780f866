"""The options of `train`."""

from pathlib import Path
from typing import Any

from usseg.tissues import MODELS
from usseg.train.architectures import ARCHITECTURES, SMALL
from usseg.train.argument_values import named_number, named_tissues
from usseg.train.settings import PHANTOM_SOURCES, Settings

DEFAULTS = Settings(MODELS[0])


def add_images(group: Any) -> None:
    """Add the options that say what images to train on."""
    group.add_argument(
        "--data",
        nargs="*",
        type=Path,
        default=[],
        metavar="DIR",
        help="data set folders (docs/datasets.md); their train split is used",
    )
    group.add_argument(
        "--phantoms",
        choices=PHANTOM_SOURCES,
        default=DEFAULTS.phantoms,
        help="make phantoms while training, or use the folders alone",
    )
    group.add_argument(
        "--style",
        nargs="*",
        type=Path,
        default=[],
        metavar="DIR",
        help="folders of unlabelled frames (images/*.png) whose look is lent to the others",
    )
    _add_per_data_set(group)


def _add_per_data_set(group: Any) -> None:
    group.add_argument(
        "--mix",
        action="append",
        type=named_number,
        default=[],
        metavar="DATASET=SHARE",
        help="share of a data set among the images; may repeat",
    )
    group.add_argument(
        "--assume",
        action="append",
        type=named_tissues,
        default=[],
        metavar="DATASET=TISSUE,...",
        help="what lies below what a data set drew, where it says nothing; for training alone",
    )


def add_duration(group: Any) -> None:
    """Add the options that say how long to train."""
    group.add_argument("--epochs", type=int, default=DEFAULTS.epochs)
    group.add_argument("--images-per-epoch", type=int, default=DEFAULTS.images_per_epoch)
    group.add_argument("--batch", type=int, default=DEFAULTS.batch, help="images per step")
    group.add_argument(
        "--minutes", type=float, help="time limit; the learning rate then follows the clock"
    )


def add_network(group: Any) -> None:
    """Add the options that shape the network and its loss."""
    group.add_argument("--learning-rate", type=float, default=DEFAULTS.learning_rate)
    group.add_argument("--seed", type=int, default=DEFAULTS.seed)
    _add_shape(group)
    group.add_argument(
        "--init",
        type=Path,
        metavar="FILE.keras",
        help="start from the layers of this model that have the same shapes",
    )
    group.add_argument(
        "--weight",
        action="append",
        type=named_number,
        default=[],
        metavar="TISSUE=W",
        help="weight of a tissue in the loss; may repeat",
    )


def _add_shape(group: Any) -> None:
    group.add_argument(
        "--architecture",
        choices=ARCHITECTURES,
        default=DEFAULTS.architecture,
        help=f"{SMALL}: the released one; the others to compare with (docs/architectures.md)",
    )
    widths, size = list(DEFAULTS.widths), list(DEFAULTS.input_size)
    group.add_argument("--widths", type=int, nargs="+", default=widths, help="channels per level")
    group.add_argument(
        "--input-size", type=int, nargs=2, default=size, metavar=("ROWS", "COLS"), help="in pixels"
    )
