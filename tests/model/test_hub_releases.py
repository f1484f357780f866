"""Which release serves while the Hub answers: the real client against a stand-in on loopback."""

import json
import time

import pytest

from usseg.errors import WeightsError
from usseg.model.deadline import REMEMBER_S
from usseg.model.weights import find_release, list_releases

REPO = "jane-doe/usseg-multiclass"


def test_newest_tag_is_downloaded_at_its_commit(hub):
    release, warnings = find_release("multiclass")
    commit = hub.repositories[REPO].tags["0.2.0"]
    assert (release.version, release.source, release.commit) == ("0.2.0", "hub", commit)
    assert release.path.read_bytes() == hub.repositories[REPO].commits[commit]["model.keras"]
    assert release.manifest["version"] == "0.2.0"
    assert warnings == ()
    # Never by tag: the tag could move between two requests.
    assert all(f"/resolve/{commit}/" in line for line in hub.downloads())


def test_an_older_tag_gives_the_older_weights(hub):
    release, _ = find_release("multiclass", "0.1.0")
    assert release.path.read_bytes().startswith(b"weights of 0.1.0")
    assert (release.version, release.source) == ("0.1.0", "hub")


def test_a_downloaded_version_needs_no_network_at_all(hub):
    find_release("multiclass", "0.2.0")
    hub.asked.clear()
    release, warnings = find_release("multiclass", "0.2.0")
    assert (release.source, warnings, hub.asked) == ("cache", (), [])


def test_a_moved_tag_does_not_change_a_version_that_was_used(hub):
    first, _ = find_release("multiclass", "0.2.0")
    files = dict(hub.repositories[REPO].commits[first.commit])
    hub.release(REPO, "0.2.0", files | {"model.keras": b"other weights"})
    second, _ = find_release("multiclass", "0.2.0")
    assert (second.commit, second.sha256) == (first.commit, first.sha256)


def test_bundled_release_serves_where_it_is_newer_than_the_newest_tag(hub, bundled):
    (bundled / "multiclass" / "0.1.0").rename(bundled / "multiclass" / "0.3.0")
    manifest = bundled / "multiclass" / "0.3.0" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"version": "0.3.0"}))
    release, warnings = find_release("multiclass")
    assert (release.version, release.source, warnings) == ("0.3.0", "bundled", ())


def test_unknown_tag_is_refused_with_the_known_ones(hub):
    with pytest.raises(WeightsError, match=r"no version 9\.9\.9.*it has: 0\.1\.0, 0\.2\.0"):
        find_release("multiclass", "9.9.9")


def test_tag_missing_on_the_hub_but_bundled_serves_with_a_warning(hub, bundled):
    del hub.repositories[REPO].tags["0.1.0"]
    release, warnings = find_release("multiclass", "0.1.0")
    assert (release.source, release.path.read_bytes()) == ("bundled", b"bundled weights")
    assert "has no such version; it has: 0.2.0" in warnings[0]


def test_repository_without_tags_warns_and_the_bundled_release_serves(hub):
    hub.repositories[REPO].tags.clear()
    release, warnings = find_release("multiclass")
    assert (release.version, release.source) == ("0.1.0", "bundled")
    assert "it has: none" in warnings[0]


def test_unknown_repository_warns_and_the_bundled_release_serves(hub):
    release, warnings = find_release("binary")
    assert (release.model, release.source) == ("binary", "bundled")
    assert "jane-doe/usseg-binary" in warnings[0]
    assert "401" in warnings[0]


def test_the_author_of_a_space_publishes_unless_somebody_else_is_named(hub, monkeypatch):
    monkeypatch.setenv("SPACE_AUTHOR_NAME", "nobody")
    assert find_release("multiclass")[0].source == "hub"
    monkeypatch.delenv("USSEG_HUB_OWNER")
    monkeypatch.setenv("SPACE_AUTHOR_NAME", "jane-doe")
    assert find_release("multiclass")[0].version == "0.2.0"


def test_list_names_every_version_and_where_it_would_come_from(hub):
    find_release("multiclass", "0.2.0")
    hub.release(REPO, "0.10.0rc1", {})
    hub.release(REPO, "latest", {})
    tags = hub.repositories[REPO].tags
    later = time.monotonic() + REMEMBER_S + 1
    rows = list_releases("multiclass", clock=lambda: later)
    assert [(row.version, row.source, row.commit) for row in rows] == [
        ("0.10.0rc1", "hub", tags["0.10.0rc1"]),
        ("0.2.0", "cache", tags["0.2.0"]),
        ("0.1.0", "hub", tags["0.1.0"]),
    ]
    assert [row.sha256 is None for row in rows] == [True, False, True]
    assert rows[0].where == "Hub: jane-doe/usseg-multiclass"
