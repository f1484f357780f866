"""Turn a run into a release: usseg/releases/<model>/<version>/ with weights, manifest and card."""

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from usseg.errors import InputError
from usseg.model.evidence import evidence_of
from usseg.model.manifest import WITH_HEADROOM, check_manifest
from usseg.model.provenance import code_version
from usseg.model.releases import MANIFEST_FILE, MODEL_FILE, checked_release
from usseg.model.versions import check_version
from usseg.tissues import tissues_of
from usseg.train.checkpoint import replace_bytes
from usseg.train.fit import HISTORY
from usseg.train.record import RUN
from usseg.train.release_card import CARD_FILE, model_card
from usseg.train.release_replay import copy_replay
from usseg.train.release_sources import describe_training, read_json, read_scores
from usseg.train.release_trust import TrustFiles, read_trust
from usseg.types import Release

NO_TRUST = TrustFiles()
NUMBERS = re.compile(r"\[\n\s+(-?\d[^\[\]{}\"]*?)\n\s*\]")  # strings hold no line breaks
LARGEST_BYTES = 10_000_000  # what plain git holds, and what a Space downloads in a moment


def export_release(
    run: Path, version: str, reports: dict[str, Path], releases: Path, trust: TrustFiles = NO_TRUST
) -> Release:
    """Write the release folder of a run and prove that it can be used.

    Args:
        run: Folder of a finished run.
        version: Such as "0.1.0".
        reports: Name of each test to the JSON that `python -m usseg evaluate` wrote.
        releases: Folder that holds <model>/<version>/.
        trust: Reports on calibration, gate, robustness and reliability.

    Raises:
        InputError: The run is not finished, or a report is not of these weights.
        WeightsError: The version is no version, or Keras refuses the file in safe mode.
    """
    weights = read_weights(run)
    sha256 = hashlib.sha256(weights).hexdigest()
    identity = {
        "version": check_version(version),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": code_version(),
        "scores": {name: read_scores(path, sha256) for name, path in reports.items()},
        "sha256": sha256,
        "bytes": len(weights),
    }
    described = describe_model(run) | identity | read_trust(trust, sha256)
    manifest = check_manifest(described | {"evidence": evidence_of(described)})
    place = releases / manifest["model"] / version
    place.mkdir(parents=True, exist_ok=True)
    replace_bytes(place / MODEL_FILE, weights)
    replace_bytes(place / MANIFEST_FILE, as_json(manifest).encode())
    replace_bytes(place / CARD_FILE, model_card(manifest).encode())
    copy_replay(run, place)
    return prove(place, manifest["model"], version)


def as_json(manifest: dict[str, Any]) -> str:
    """Return a manifest as JSON, each list of numbers on one line.

    >>> print(as_json({"temperatures": [1.5, -2]}))
    {
      "temperatures": [1.5, -2]
    }
    <BLANKLINE>
    """
    text = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False)
    return NUMBERS.sub(lambda found: f"[{' '.join(found[1].split())}]", text) + "\n"


def describe_model(run: Path) -> dict[str, Any]:
    """Return what a manifest says of the network and its training.

    Raises:
        InputError: The folder holds no run.
    """
    record, history = (read_json(run / name, "a run's folder") for name in (RUN, HISTORY))
    settings = record["settings"]
    return {
        "model": settings["model"],
        "input_size": settings["input_size"],
        "intensity": "unit-range",
        "field": WITH_HEADROOM,
        "labels": [tissue.name for tissue in tissues_of(settings["model"])],
        "training": describe_training(record, history),
    }


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
