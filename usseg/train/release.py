"""Turn a run into a release: usseg/releases/<model>/<version>/ with weights, manifest and card."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from usseg.errors import InputError
from usseg.model.manifest import check_manifest
from usseg.model.provenance import code_version
from usseg.model.releases import MANIFEST_FILE, MODEL_FILE, checked_release
from usseg.model.versions import check_version
from usseg.tissues import tissues_of
from usseg.train.checkpoint import replace_bytes, replace_json
from usseg.train.fit import HISTORY
from usseg.train.record import RUN
from usseg.train.release_card import CARD_FILE, model_card
from usseg.types import Release

LARGEST_BYTES = 10_000_000  # what plain git holds, and what a Space downloads in a moment
OF_A_REPORT = ("dataset", "images", "groups", "mean_dice", "tissues", "scenes", "code")


def export_release(
    run: Path, version: str, reports: dict[str, Path], releases: Path, created: str | None = None
) -> Release:
    """Write the release folder of a run and prove that it can be used.

    Args:
        run: Folder of a finished run.
        version: Such as "0.1.0".
        reports: Name of each test to the JSON that `python -m usseg evaluate` wrote.
        releases: Folder that holds <model>/<version>/.
        created: Time of the release, ISO 8601; now by default.

    Raises:
        InputError: The run is not finished, or a report is not of these weights.
        WeightsError: The version is no version, or Keras refuses the file in safe mode.
    """
    check_version(version)
    record, weights = read_json(run / RUN, "a run's folder"), read_weights(run)
    sha256 = hashlib.sha256(weights).hexdigest()
    scores = {name: read_scores(path, sha256) for name, path in reports.items()}
    settings = record["settings"]
    manifest = check_manifest(
        {
            "model": settings["model"],
            "version": version,
            "created": created or datetime.now(UTC).isoformat(timespec="seconds"),
            "input_size": settings["input_size"],
            "intensity": "unit-range",
            "field": "crop",
            "labels": [tissue.name for tissue in tissues_of(settings["model"])],
            "training": describe_training(record, read_json(run / HISTORY, "a run's folder")),
            "code": code_version(),
            "scores": scores,
            "sha256": sha256,
            "bytes": len(weights),
        }
    )
    place = releases / settings["model"] / version
    place.mkdir(parents=True, exist_ok=True)
    replace_bytes(place / MODEL_FILE, weights)
    replace_json(place / MANIFEST_FILE, manifest)
    replace_bytes(place / CARD_FILE, model_card(manifest).encode())
    return prove(place, settings["model"], version)


def prove(place: Path, model: str, version: str) -> Release:
    """Load a written release as every user will, in safe mode, and run it once.

    Raises:
        WeightsError: It is not what its manifest says.
    """
    from usseg.model.predict import warm

    release = checked_release(place, model, version, source="bundled")
    warm(release)
    return release


def read_weights(run: Path) -> bytes:
    """Read the weights of a run.

    Raises:
        InputError: There are none, or they are too large for a release.
    """
    try:
        weights = (run / MODEL_FILE).read_bytes()
    except OSError as error:
        raise InputError(
            f"{run} has no {MODEL_FILE}: the run has not finished an epoch."
        ) from error
    if len(weights) > LARGEST_BYTES:
        raise InputError(
            f"{MODEL_FILE} has {len(weights)} bytes, but a release holds at most {LARGEST_BYTES}. "
            "Train with smaller --widths."
        )
    return weights


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
    return {key: report[key] for key in OF_A_REPORT}


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
    return {
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
