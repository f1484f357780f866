"""python -m usseg train"""

import argparse
import os
from pathlib import Path
from typing import Any

from rich.console import Console

from usseg.errors import InputError
from usseg.tissues import MODELS
from usseg.train.arguments import add_duration, add_images, add_network
from usseg.train.settings import Settings


def add_parser(subparsers: Any) -> None:
    """Add the command `train` to the command line."""
    parser = subparsers.add_parser("train", help="train a model on phantoms and data sets")
    parser.add_argument("--model", choices=MODELS, help="which model to train")
    parser.add_argument("--out", type=Path, required=True, metavar="RUN", help="the run's folder")
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on from the last checkpoint in RUN, with that run's settings",
    )
    add_images(parser.add_argument_group("images"))
    add_duration(parser.add_argument_group("duration"))
    add_network(parser.add_argument_group("network"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Train, show progress, say what came out.

    Raises:
        UssegError: Settings or data cannot be used.
    """
    # TensorFlow reads both when it is imported. The allocator has fewer page faults: 20 % faster.
    os.environ.setdefault("TF_CPU_ALLOCATOR_USE_BFC", "true")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from usseg.train.fit import MODEL_FILE
    from usseg.train.run import resume_run, start_run

    console, out = Console(), arguments.out
    if arguments.resume:
        history = resume_run(out, console)
    else:
        history = start_run(settings_of(arguments), out, console)
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
        input_size=tuple(arguments.input_size),
        learning_rate=arguments.learning_rate,
        minutes=arguments.minutes,
        init=arguments.init,
        weights=dict(arguments.weight),
        mix=dict(arguments.mix),
        assume=dict(arguments.assume),
        styles=tuple(arguments.style),
        architecture=arguments.architecture,
    )


def main() -> int:
    """Run the command by itself: python -m usseg.train.command --model ..."""
    parser = argparse.ArgumentParser(prog="python -m usseg.train.command")
    add_parser(parser.add_subparsers(required=True))
    arguments = parser.parse_args()
    return arguments.run(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
