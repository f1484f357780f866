"""What a release takes over from the commands that calibrate, gate, sweep and compare."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from usseg.errors import InputError
from usseg.train.release_sources import read_json

COMMANDS = {"calibration": "calibrate", "gate": "gate"}
OF_RELIABILITY = ("dataset", "images", "groups", "temperature", "ece", "ece_interval", "table")


@dataclass(frozen=True)
class TrustFiles:
    """The reports that say how far a release can be trusted; what is None or empty is left out.

    Attributes:
        calibration: What `python -m usseg calibrate` wrote.
        gate: What `python -m usseg gate` wrote.
        sweeps: Name to what `python -m usseg sweep` wrote.
        reliability: Name to what `python -m usseg reliability` wrote.
    """

    calibration: Path | None = None
    gate: Path | None = None
    sweeps: dict[str, Path] = field(default_factory=dict)
    reliability: dict[str, Path] = field(default_factory=dict)


def read_trust(files: TrustFiles, sha256: str) -> dict[str, Any]:
    """Return the sections of a manifest that some reports fill.

    Raises:
        InputError: A file is no such report, or speaks of other weights.
    """
    single = {"calibration": files.calibration, "gate": files.gate}
    sections = {
        key: read_of(path, COMMANDS[key], sha256, key)[key] for key, path in single.items() if path
    }
    sweeps = {
        name: brief_sweep(read_of(path, "sweep", sha256, "steps"))
        for name, path in files.sweeps.items()
    }
    compared = {
        name: brief_reliability(read_of(path, "reliability", sha256, "ece_interval"))
        for name, path in files.reliability.items()
    }
    optional = {"sweeps": sweeps, "reliability": compared}
    return sections | {key: value for key, value in optional.items() if value}


def read_of(path: Path, command: str, sha256: str, key: str) -> dict[str, Any]:
    """Read the report of one command on some weights; it must hold `key`.

    Raises:
        InputError: It is no such report, or one of other weights.
    """
    report = read_json(path, f"what `python -m usseg {command}` writes")
    if not isinstance(report, dict) or key not in report:
        raise InputError(f"{path.name} is not what `python -m usseg {command}` writes.")
    if report.get("release", {}).get("sha256") != sha256:
        raise InputError(
            f"{path.name} is of other weights than this run's. Run `python -m usseg {command}` "
            "with these, then export again."
        )
    return report


def brief_sweep(report: dict[str, Any]) -> dict[str, Any]:
    """Return of a sweep what a card shows: plain Dice, and the mean differences of each step."""
    steps = [
        {
            "step": step["step"],
            "mean_difference": step["mean_difference"],
            "tissues": {name: part["difference"]["mean"] for name, part in step["tissues"].items()},
        }
        for step in report["steps"]
    ]
    kept = {key: report[key] for key in ("dataset", "images", "groups", "plain")}
    return kept | {"steps": steps}


def brief_reliability(report: dict[str, Any]) -> dict[str, Any]:
    """Return of a reliability report all but the tables of single tissues."""
    tissues = {
        name: {key: part[key] for key in ("ece", "pixels")}
        for name, part in report["tissues"].items()
    }
    return {key: report[key] for key in OF_RELIABILITY} | {"tissues": tissues}
