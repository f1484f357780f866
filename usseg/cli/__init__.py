"""The command line: `python -m usseg COMMAND`."""

import argparse
import os
import sys
from collections.abc import Sequence

from usseg.cli import models, replay, reproduce, segment, video, volume
from usseg.cli.terminal import complain
from usseg.errors import UssegError
from usseg.evaluate import accuracy_command as accuracy
from usseg.evaluate import calibrate_command as calibrate
from usseg.evaluate import command as evaluate
from usseg.evaluate import compare_command as compare
from usseg.evaluate import field_command as field
from usseg.evaluate import gate_command as gate
from usseg.evaluate import reliability_command as reliability
from usseg.evaluate import sweep_command as sweep
from usseg.evaluate import volume_command as volume_accuracy
from usseg.train import average_command as average
from usseg.train import command as train
from usseg.train import export_command as export
from usseg.train import fold_command as fold
from usseg.train import phantoms_command as phantoms
from usseg.train import pseudo_command as pseudo
from usseg.train import remeasure_command as remeasure

COMMANDS = (
    segment,
    reproduce,
    video,
    volume,
    models,
    replay,
    train,
    evaluate,
    accuracy,
    calibrate,
    field,
    gate,
    sweep,
    reliability,
    volume_accuracy,
    compare,
    average,
    fold,
    export,
    remeasure,
    phantoms,
    pseudo,
)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line, with every command."""
    parser = argparse.ArgumentParser(
        prog="python -m usseg",
        description="Segment tissue in B-mode ultrasound images. Research software: "
        "the diagnosis remains with the doctor.",
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(subparsers)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: What stands after `python -m usseg`; None takes it from the command line.

    Returns:
        Exit status: 0 when all went well, 1 when something failed, 130 when interrupted. A command
        that cannot be understood exits with 2 from within.
    """
    parsed = build_parser().parse_args(arguments)
    try:
        return parsed.run(parsed)
    except UssegError as error:
        complain(str(error))
        return 1
    except BrokenPipeError:  # whoever read the output, such as `head`, has seen enough
        # Python writes what is left at its end, and would complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        complain("Stopped.")
        return 130
