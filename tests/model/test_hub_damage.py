"""Files of the Hub that are broken or contradict each other are repaired or refused."""

import json
import time

import pytest

from usseg.errors import WeightsError
from usseg.model.deadline import REMEMBER_S
from usseg.model.hub import LARGEST_BYTES
from usseg.model.weights import find_release, list_releases

REPO = "jane-doe/usseg-multiclass"


def test_broken_download_of_the_right_size_is_fetched_again(hub):
    hub.corrupt = 2  # manifest and weights of the first round
    release, warnings = find_release("multiclass")
    assert (release.version, release.source, warnings) == ("0.2.0", "hub", ())
    assert len(hub.downloads()) == 4


def test_weights_that_stay_broken_are_never_served(hub):
    hub.corrupt = -1
    release, warnings = find_release("multiclass")
    assert (release.source, release.version) == ("bundled", "0.1.0")
    assert "Version 0.1.0, bundled with usseg, is used" in warnings[0]
    with pytest.raises(WeightsError, match=r"There is no version 0\.2\.0"):
        find_release("multiclass", "0.2.0")


def test_same_size_corruption_of_the_weights_is_named_by_digest(hub):
    files = dict(hub.repositories[REPO].files_at("0.2.0")[1])
    files["model.keras"] = files["model.keras"][:-1] + b"!"
    hub.release(REPO, "0.2.0", files)
    _, warnings = find_release("multiclass")
    assert "model.keras is not the released file: SHA-256 begins" in warnings[0]


@pytest.mark.parametrize("name", ["model.keras", "manifest.json"])
def test_broken_file_in_the_cache_is_repaired(hub, name):
    first, _ = find_release("multiclass")
    broken = first.path.with_name(name)
    content = broken.read_bytes()
    broken.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    later = time.monotonic() + REMEMBER_S + 1
    second, warnings = find_release("multiclass", clock=lambda: later)
    assert broken.read_bytes() == content
    assert (second.version, second.source, warnings) == ("0.2.0", "hub", ())


def test_manifest_that_states_another_digest_is_refused(hub):
    files = dict(hub.repositories[REPO].files_at("0.2.0")[1])
    manifest = json.loads(files["manifest.json"]) | {"sha256": "0" * 64}
    files["manifest.json"] = json.dumps(manifest).encode()
    hub.release(REPO, "0.2.0", files)
    release, warnings = find_release("multiclass")
    assert release.source == "bundled"
    assert "expected 000000000000" in warnings[0]


def test_weights_are_refused_where_the_hub_states_another_digest_than_the_manifest(hub):
    hub.lfs = "other"
    release, warnings = find_release("multiclass")
    assert release.source == "bundled"
    assert "has two digests" in warnings[0]
    assert "the Hub 000000000000" in warnings[0]


def test_weights_outside_lfs_are_proven_by_the_manifest(hub):
    hub.lfs = "hidden"
    release, warnings = find_release("multiclass")
    assert (release.source, warnings) == ("hub", ())


def test_a_release_that_carries_another_version_in_its_manifest_is_refused(hub):
    hub.release(REPO, "0.3.0", dict(hub.repositories[REPO].files_at("0.2.0")[1]))
    release, warnings = find_release("multiclass")
    assert release.source == "bundled"
    assert "belongs to multiclass 0.2.0, expected multiclass 0.3.0" in warnings[0]


def test_a_tag_without_weights_is_refused(hub):
    hub.release(REPO, "0.3.0", {"README.md": b"coming soon"})
    _, warnings = find_release("multiclass")
    assert "0.3.0 does not hold manifest.json and model.keras" in warnings[0]


@pytest.mark.parametrize("name", ["manifest.json", "model.keras"])
def test_a_file_beyond_all_reason_is_not_even_downloaded(hub, monkeypatch, name):
    size = len(hub.repositories[REPO].files_at("0.2.0")[1][name])
    monkeypatch.setitem(LARGEST_BYTES, name, size - 1)
    _, warnings = find_release("multiclass")
    assert f"{name} of {REPO} 0.2.0 is empty or beyond" in warnings[0]
    assert hub.downloads() == []


@pytest.mark.parametrize("commit", ["../../../../etc", "main", "A" * 40])
def test_a_tag_whose_commit_is_none_is_not_listed(hub, commit):
    hub.repositories[REPO].tags["0.9.0"] = commit
    assert [row.version for row in list_releases("multiclass")] == ["0.2.0", "0.1.0"]


def test_no_message_shows_a_path_of_the_server(hub, bundled, tmp_path):
    (bundled / "multiclass" / "0.1.0" / "model.keras").unlink()
    hub.corrupt = -1
    with pytest.raises(WeightsError) as refusal:
        find_release("multiclass")
    assert "model.keras of this release cannot be read" in str(refusal.value)
    assert str(tmp_path) not in str(refusal.value)
