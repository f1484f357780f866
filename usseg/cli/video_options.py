"""What may be chosen for a clip, as the command line says it."""

import argparse

from usseg.cine.options import (
    EXPONENTIAL,
    MASK_FORMATS,
    WINDOW,
    Options,
    Smoothing,
    check_options,
)
from usseg.cli.scales import scale_of
from usseg.errors import InputError


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what may be chosen for a clip."""
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="segment every N-th frame"
    )
    parser.add_argument(
        "--smooth", nargs=2, metavar=("KIND", "AMOUNT"),
        help="average probabilities over time: 'exponential 0.3' (weight of the present frame) or "
        "'window 5' (frames); default: none. Measurements stay those of single frames",
    )  # fmt: skip
    parser.add_argument(
        "--measure-smoothed", action="store_true", help="measure the smoothed masks instead"
    )
    parser.add_argument(
        "--column", type=int, metavar="C", help="column of the thickness; default: field's middle"
    )
    parser.add_argument(
        "--fps", type=float, metavar="F", help="frames per second; default: the file's"
    )


def add_outputs(parser: argparse.ArgumentParser) -> None:
    """Add what is written beside the video and the curves, and how."""
    parser.add_argument(
        "--measure-all", action="store_true",
        help="write .measurements.csv too: everything that is measured in a still; slower",
    )  # fmt: skip
    parser.add_argument("--masks", choices=MASK_FORMATS, default="tiff", help="default: tiff")
    parser.add_argument(
        "--still",
        nargs="+",
        type=int,
        default=[],
        metavar="I",
        help="write these frames as PNG too",
    )
    parser.add_argument(
        "--show-outside", action="store_true",
        help="do not blank what lies outside the field of a DICOM clip, where names may stand",
    )  # fmt: skip


def options_of(arguments: argparse.Namespace) -> Options:
    """Turn arguments to options.

    Raises:
        InputError: One of them cannot be used.
    """
    spacing_mm, scale = scale_of(arguments)
    options = Options(
        every=arguments.every,
        smoothing=smoothing_of(arguments.smooth),
        measure_smoothed=arguments.measure_smoothed,
        measure_all=arguments.measure_all,
        masks=arguments.masks,
        column=arguments.column,
        fps=arguments.fps,
        spacing_mm=spacing_mm,
        scale=scale,
        blank_outside=False if arguments.show_outside else None,
        stills=tuple(arguments.still),
    )
    check_options(options)
    return options


def smoothing_of(given: list[str] | None) -> Smoothing | None:
    """Return the smoothing that KIND and AMOUNT mean.

    Raises:
        InputError: The amount is no number.
    """
    if given is None:
        return None
    kind, amount = given
    try:
        return Smoothing(kind, float(amount))
    except ValueError:
        raise InputError(
            f"--smooth takes '{EXPONENTIAL} 0.3' or '{WINDOW} 5', not {amount[:20]!r}."
        ) from None
