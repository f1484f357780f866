"""Fixtures for every room: a small released network, and no way to the real Hub."""

from pathlib import Path

import pytest
from tiny import TINY_VERSION, tiny_weights, write_release

from usseg.model.releases import bundled_release
from usseg.types import Release


@pytest.fixture(scope="session")
def tiny_releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder laid out like `usseg/releases`, with version 0.0.1 of both models, 64x64, random."""
    root = tmp_path_factory.mktemp("releases")
    for model in ("binary", "multiclass"):
        write_release(root, model, tiny_weights(model, tmp_path_factory.mktemp("weights")))
    return root


@pytest.fixture(scope="session")
def tiny_release(tiny_releases: Path) -> Release:
    """The multiclass release of `tiny_releases`; its folder is `tiny_release.path.parent`."""
    return bundled_release("multiclass", TINY_VERSION, tiny_releases)


@pytest.fixture
def only_tiny_releases(tiny_releases: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let `find_release` see `tiny_releases` as what is bundled, for one test."""
    monkeypatch.setattr("usseg.model.releases.RELEASES", tiny_releases)
    return tiny_releases


@pytest.fixture(autouse=True)
def no_real_hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Name no publisher and no cache of the user's: a test that wants a Hub brings its own."""
    for name in ("USSEG_HUB_OWNER", "SPACE_AUTHOR_NAME", "HF_HUB_OFFLINE", "HF_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("HF_ASSETS_CACHE", raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "huggingface"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # the discard port: nobody listens
