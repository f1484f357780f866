"""Which weights and which frames a command of this room works on."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from usseg.errors import InputError
from usseg.evaluate.cases import VALIDATION, CaseSet, dataset_cases, phantom_cases
from usseg.evaluate.report import read_report
from usseg.model.trust_manifest import fault_of_trust
from usseg.model.weights_file import exact_release, release_of_file
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED
from usseg.tissues import MODELS
from usseg.types import Release

PHANTOMS = "phantoms"
DEFAULT_COUNT = 300


def add_weights(parser: argparse.ArgumentParser) -> None:
    """Add the options that name the weights."""
    parser.add_argument("--model", choices=MODELS, required=True)
    weights = parser.add_mutually_exclusive_group(required=True)
    weights.add_argument("--release", metavar="VERSION", help="a released version, such as 0.1.0")
    weights.add_argument("--weights", type=Path, metavar="FILE.keras", help="a file of a run")


def add_sections(parser: argparse.ArgumentParser) -> None:
    """Add the options that name what goes into the manifest beside the weights of a run."""
    for name in ("calibration", "gate"):
        parser.add_argument(
            f"--{name}", type=Path, metavar="JSON", help=f"what `{name_of(name)}` wrote"
        )


def add_scoring(parser: argparse.ArgumentParser) -> None:
    """Add what every command has that scores weights on labelled frames."""
    add_weights(parser)
    add_sections(parser)
    add_frames(parser)


def name_of(section: str) -> str:
    """Return the command that makes a section of the manifest."""
    return {"calibration": "calibrate", "gate": "gate"}[section]


def add_frames(parser: argparse.ArgumentParser) -> None:
    """Add the options that name the frames."""
    parser.add_argument("--data", type=Path, metavar="DIR", help="data set (docs/datasets.md)")
    parser.add_argument(
        "--split",
        choices=("test", "train", VALIDATION, PHANTOMS),
        default="test",
        help=f"the data set's split; {VALIDATION}: the groups of its train split that training "
        f"leaves out; {PHANTOMS}: new ones, with seeds no training uses",
    )
    parser.add_argument(
        "--phantoms", type=int, default=DEFAULT_COUNT, metavar="N", help="how many phantoms"
    )
    parser.add_argument("--first-seed", type=int, default=FIRST_HELD_OUT_SEED)
    parser.add_argument("--screen", action="store_true", help="put phantoms on a scanner's screen")


def chosen_release(arguments: argparse.Namespace) -> Release:
    """Return the weights that were named, with the calibration and the gate that were named.

    Raises:
        WeightsError: They are not to be had.
        InputError: Calibration or gate is no such file, or one of other weights.
    """
    if arguments.weights is not None:
        release = release_of_file(arguments.weights, arguments.model)
    else:
        release = exact_release(arguments.model, arguments.release)
    given = vars(arguments)
    sections = {key: given[key] for key in ("calibration", "gate") if given.get(key)}
    read = {key: read_section(path, key, release.sha256) for key, path in sections.items()}
    return replace(release, manifest=release.manifest | read)


def read_section(path: Path, section: str, sha256: str) -> dict[str, Any]:
    """Read what `calibrate` or `gate` wrote about some weights.

    Raises:
        InputError: It is no such file, or speaks of other weights.
    """
    written = read_report(path)
    if written.get("release", {}).get("sha256") != sha256:
        raise InputError(
            f"{path.name} was made with other weights. Run `python -m usseg {name_of(section)}` "
            "with these."
        )
    stated = written.get(section)
    fault = fault_of_trust({section: stated})
    if fault or not isinstance(stated, dict):
        fault = fault or (section, stated, "an object")
        raise InputError(f"{path.name}: {fault[0]} is not {fault[2]}. Make the file again.")
    return stated


def chosen_cases(arguments: argparse.Namespace) -> CaseSet:
    """Return the frames that were named.

    Raises:
        UssegError: There are none, or they cannot be read.
    """
    model = arguments.model
    if arguments.split == PHANTOMS:
        return phantom_cases(arguments.phantoms, arguments.first_seed, model, arguments.screen)
    if arguments.data is None:
        raise InputError(f"Say what to score on: --data DIR, or --split {PHANTOMS}.")
    return dataset_cases(arguments.data, arguments.split, model)
