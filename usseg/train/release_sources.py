"""What a release takes over from its run's records and its reports."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from usseg.errors import InputError
from usseg.model.evidence import kind_of_scores
from usseg.train.fit import MODEL_FILE

# Not the command: it names folders of the machine that made the report.
OF_A_REPORT = ("dataset", "images", "groups", "mean_dice", "tissues", "scenes", "code")


def read_scores(path: Path, sha256: str) -> dict[str, Any]:
    """Read a report of `evaluate` and keep what a manifest says of it.

    Raises:
        InputError: It is no report, or one of other weights.
    """
    report = read_json(path, "a report of `python -m usseg evaluate`")
    if report.get("release", {}).get("sha256") != sha256:
        raise InputError(
            f"The scores in {path.name} are of other weights than this run's {MODEL_FILE}. "
            "Evaluate this file, then export again."
        )
    return {"kind": kind_of_scores(report)} | {key: report[key] for key in OF_A_REPORT}


def read_json(path: Path, what: str) -> Any:
    """Read a JSON file.

    Raises:
        InputError: It cannot be read.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as JSON. Expected {what}.") from error


def describe_training(record: dict[str, Any], history: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what a manifest says of the training; folder names of this machine stay out of it."""
    settings = {key: value for key, value in record["settings"].items() if key != "folders"}
    if settings["init"] is not None:
        settings["init"] = Path(settings["init"]).name
    made_of = {key: record[key] for key in ("averaged_from", "averaged_sizes") if key in record}
    return made_of | {
        "data": list(training_data(record)),
        "settings": settings,
        "shares": record["shares"],
        "packages": record["packages"],
        "code": record["code"],
        "epochs": len(history),
        "steps": history[-1]["step"],
        "seconds": history[-1]["elapsed_s"],
    }


def training_data(record: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Yield name, licence and source of everything that was trained on."""
    yield from record["data"]
    if record["settings"]["phantoms"] == "on-the-fly":
        yield {
            "name": "phantoms on the fly",
            "licence": "Apache-2.0",
            "source": f"usseg.phantom {record['code']['version']}",
            "split": "train",
            "images": None,
            "weak": False,
        }
