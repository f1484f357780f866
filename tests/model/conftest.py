"""A Hub on loopback with two releases, and an environment that names it."""

import json
from pathlib import Path

import pytest
from hub_standin import finish_questions, running_hub
from tiny import tiny_manifest, write_release

OWNER = "jane-doe"
REPO = f"{OWNER}/usseg-multiclass"


def weights_of(version: str) -> bytes:
    """Stand-in weights: choosing and checking a release never looks inside."""
    return f"weights of {version} ".encode() * 200


def files_of(version: str, model: str = "multiclass") -> dict[str, bytes]:
    """The files of one release, as the publisher uploads them."""
    weights = weights_of(version)
    manifest = json.dumps(tiny_manifest(model, weights, version)).encode()
    return {"model.keras": weights, "manifest.json": manifest, "README.md": b"# Card\n"}


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One bundled release of each model: 0.1.0, with other bytes than the Hub's."""
    root = tmp_path / "releases"
    for model in ("binary", "multiclass"):
        write_release(root, model, b"bundled weights", "0.1.0")
    monkeypatch.setattr("usseg.model.releases.RELEASES", root)
    return root


@pytest.fixture
def hub(bundled: Path, monkeypatch: pytest.MonkeyPatch):
    """A Hub whose owner published multiclass 0.1.0 and 0.2.0, and nothing for binary."""
    with running_hub() as standin:
        monkeypatch.setenv("USSEG_HUB_OWNER", OWNER)
        monkeypatch.setenv("HF_ENDPOINT", standin.url)
        standin.release(REPO, "0.1.0", files_of("0.1.0"))
        standin.release(REPO, "0.2.0", files_of("0.2.0"))
        yield standin
        standin.hang = None
        finish_questions()
