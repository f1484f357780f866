"""Write newer reports on a release into its manifest and card: the code around weights changes, too."""

from pathlib import Path
from typing import Any

from usseg.errors import InputError
from usseg.model.evidence import evidence_of
from usseg.model.manifest import check_manifest
from usseg.model.releases import MANIFEST_FILE, bundled_release, read_manifest
from usseg.train.checkpoint import replace_bytes
from usseg.train.release import as_json
from usseg.train.release_card import CARD_FILE, model_card
from usseg.train.release_sources import read_scores
from usseg.train.release_trust import TrustFiles, read_trust
from usseg.types import Release


def remeasure_release(
    releases: Path, model: str, version: str, reports: dict[str, Path], trust: TrustFiles
) -> Release:
    """Replace what a release's manifest and card say where a newer report says it.

    Weights, training and replay stay to the byte, and so does every section that no report is
    given for. Each set of scores names the code that it was measured with.

    Args:
        releases: Folder that holds <model>/<version>/.
        model: "multiclass" or "binary".
        version: Such as "0.1.0".
        reports: Name of each test to the JSON that `python -m usseg evaluate` wrote.
        trust: Reports on calibration, gate, robustness and reliability.

    Raises:
        InputError: No report is given, or one is of other weights.
        WeightsError: There is no such release.
    """
    release = bundled_release(model, version, releases)
    scores = {name: read_scores(path, release.sha256) for name, path in reports.items()}
    newer = read_trust(trust, release.sha256) | ({"scores": scores} if scores else {})
    if not newer:
        raise InputError("No report is given. Name at least one, such as --scores NAME=JSON.")
    place = release.path.parent
    described = merged(read_manifest(place / MANIFEST_FILE), newer)
    manifest = check_manifest(described | {"evidence": evidence_of(described)})
    replace_bytes(place / MANIFEST_FILE, as_json(manifest).encode())
    replace_bytes(place / CARD_FILE, model_card(manifest).encode())
    return bundled_release(model, version, releases)


def merged(manifest: dict[str, Any], newer: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest with newer sections; in those of named reports, the others stay.

    >>> merged({"sweeps": {"a": 1, "b": 2}, "gate": 3}, {"sweeps": {"b": 4}, "gate": 5})
    {'sweeps': {'a': 1, 'b': 4}, 'gate': 5}
    """
    named = ("scores", "sweeps", "reliability")
    return manifest | {
        key: manifest.get(key, {}) | section if key in named else section
        for key, section in newer.items()
    }
