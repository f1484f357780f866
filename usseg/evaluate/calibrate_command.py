"""python -m usseg calibrate"""

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from usseg.evaluate.calibrate import fit_temperature, sample_pixels
from usseg.evaluate.cases import VALIDATION, dataset_cases
from usseg.evaluate.choose import add_weights, chosen_release
from usseg.evaluate.describe import describe
from usseg.evaluate.progress import bar, console_here
from usseg.evaluate.reliability import summarise_reliability
from usseg.evaluate.reliability_run import judge_all
from usseg.evaluate.report import write_report
from usseg.types import Release


def add_parser(subparsers: Any) -> None:
    """Add the command `calibrate` to the command line."""
    parser = subparsers.add_parser("calibrate", help="fit the temperature of the probabilities")
    add_weights(parser)
    parser.add_argument(
        "--data",
        type=Path,
        nargs="+",
        required=True,
        metavar="DIR",
        help="data sets: the groups of their train splits that training leaves out are used",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="JSON", help="for `export`")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Fit the temperature, measure the calibration error before and after, write both.

    Raises:
        UssegError: The weights or the data cannot be used.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    release = at(chosen_release(arguments), 1.0)
    console, drawn, about = console_here(), [], []
    for folder in arguments.data:
        cases = dataset_cases(folder, VALIDATION, release.model)
        with bar(console, cases.about["name"], cases.count) as tell:
            drawn.append(sample_pixels(release, cases, tell))
        about.append(cases.about | {"images": cases.count})
    temperature = fit_temperature(drawn)
    before, after = (errors(at(release, value), arguments.data) for value in (1.0, temperature))
    mean = {"before": mean_of(before), "after": mean_of(after)}
    fitted_on = [
        entry | {"ece": {"before": before[entry["name"]], "after": after[entry["name"]]}}
        for entry in about
    ]
    section = {"temperature": temperature, "fitted_on": fitted_on, "ece": mean}
    write_report(arguments.out, describe(release, None) | {"calibration": section})
    console.print(f"temperature {temperature}, calibration error {mean['before']}, {mean['after']}")
    return 0


def at(release: Release, temperature: float) -> Release:
    """Return a release whose logits are divided by another temperature."""
    manifest = release.manifest | {"calibration": {"temperature": temperature}}
    return replace(release, manifest=manifest)


def errors(release: Release, folders: list[Path]) -> dict[str, float | None]:
    """Return the calibration error on the held-out groups of each data set."""
    found = {}
    for folder in folders:
        cases = dataset_cases(folder, VALIDATION, release.model)
        judged = judge_all(release, cases, lambda name: None)
        found[str(cases.about["name"])] = summarise_reliability(judged)["ece"]
    return found


def mean_of(by_name: dict[str, float | None]) -> float:
    """Return the mean error over the data sets: each counts once, whatever its size."""
    return round(float(np.mean([value for value in by_name.values() if value is not None])), 4)
