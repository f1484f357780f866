"""python -m usseg train"""

import argparse
import os
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from usseg.errors import InputError
from usseg.tissues import MODELS
from usseg.train.settings import PHANTOM_SOURCES, Settings, check_settings


def add_parser(subparsers: Any) -> None:
    """Add the command `train` to the command line."""
    parser = subparsers.add_parser("train", help="train a model on phantoms and data sets")
    defaults = Settings(MODELS[0])
    parser.add_argument("--model", choices=MODELS, help="which model to train")
    parser.add_argument(
        "--data",
        nargs="*",
        type=Path,
        default=[],
        metavar="DIR",
        help="data set folders (docs/datasets.md); their train split is used",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="RUN", help="the run's folder")
    parser.add_argument(
        "--phantoms",
        choices=PHANTOM_SOURCES,
        default=defaults.phantoms,
        help="make phantoms while training, or use the folders alone",
    )
    parser.add_argument("--epochs", type=int, default=defaults.epochs)
    parser.add_argument("--images-per-epoch", type=int, default=defaults.images_per_epoch)
    parser.add_argument("--batch", type=int, default=defaults.batch)
    parser.add_argument(
        "--minutes", type=float, help="time limit; the learning rate then follows the clock"
    )
    parser.add_argument("--learning-rate", type=float, default=defaults.learning_rate)
    parser.add_argument("--seed", type=int, default=defaults.seed)
    parser.add_argument(
        "--widths",
        type=int,
        nargs="+",
        default=list(defaults.widths),
        help="channels per level of the network",
    )
    parser.add_argument(
        "--init",
        type=Path,
        metavar="FILE.keras",
        help="start from the layers of this model that have the same shapes",
    )
    parser.add_argument(
        "--weight",
        action="append",
        type=named_number,
        default=[],
        metavar="TISSUE=W",
        help="weight of a tissue in the loss; may repeat",
    )
    parser.add_argument(
        "--mix",
        action="append",
        type=named_number,
        default=[],
        metavar="DATASET=SHARE",
        help="share of a data set; may repeat",
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on from the last checkpoint in RUN, with that run's settings",
    )
    parser.set_defaults(run=run)


def named_number(text: str) -> tuple[str, float]:
    """Parse NAME=NUMBER.

    >>> named_number("fascia=2.5")
    ('fascia', 2.5)
    """
    name, separator, number = text.rpartition("=")
    try:
        if separator and name:
            return name, float(number)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"expected NAME=NUMBER, got {text!r}")


def run(arguments: argparse.Namespace) -> int:
    """Train, show progress, say what came out.

    Raises:
        UssegError: Settings or data cannot be used.
    """
    os.environ.setdefault("TF_CPU_ALLOCATOR_USE_BFC", "true")  # fewer page faults: 20 % faster
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from usseg.train.checkpoint import replace_json
    from usseg.train.fit import MODEL_FILE, fit
    from usseg.train.prepare import prepare_images, prepare_network
    from usseg.train.record import RUN, describe_run, settings_of_run

    console = Console()
    out = arguments.out
    settings = settings_of_run(out) if arguments.resume else settings_of(arguments)
    check_settings(settings)
    if (out / RUN).exists() and not arguments.resume:
        raise InputError(f"{out} already holds a run. Name another folder, or add --resume.")
    mixture, validations, datasets = prepare_images(settings, console)
    network = prepare_network(settings)
    if not arguments.resume:
        out.mkdir(parents=True, exist_ok=True)
        replace_json(out / RUN, describe_run(settings, mixture, datasets))
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:.1f} %"),
        TimeElapsedColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("training", total=1.0)

        def tell(done: float, loss: float) -> None:
            bar.update(task, completed=done, description=f"loss {loss:.3f}")

        history = fit(network, mixture, validations, settings, out, arguments.resume, tell)
    console.print(f"{out / MODEL_FILE}: {len(history)} epochs, {history[-1]['dice']}")
    return 0


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Return the settings that the command line asked for.

    Raises:
        InputError: No model was named.
    """
    if arguments.model is None:
        raise InputError(f"Say which model to train: --model {' or --model '.join(MODELS)}.")
    return Settings(
        model=arguments.model,
        folders=tuple(arguments.data),
        phantoms=arguments.phantoms,
        epochs=arguments.epochs,
        images_per_epoch=arguments.images_per_epoch,
        batch=arguments.batch,
        seed=arguments.seed,
        widths=tuple(arguments.widths),
        learning_rate=arguments.learning_rate,
        minutes=arguments.minutes,
        init=arguments.init,
        weights=dict(arguments.weight),
        mix=dict(arguments.mix),
    )


def main() -> int:
    """Run the command by itself: python -m usseg.train.command --model ..."""
    parser = argparse.ArgumentParser(prog="python -m usseg.train.command")
    add_parser(parser.add_subparsers(required=True))
    arguments = parser.parse_args()
    return arguments.run(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
