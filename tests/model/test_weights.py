"""Which release serves, with the Hub's real client against a stand-in on loopback."""

import json
import time

import pytest
from hub_standin import silent_hub

from usseg.errors import InputError, WeightsError
from usseg.model.deadline import REMEMBER_S
from usseg.model.weights import find_release, list_releases

REPO = "jane-doe/usseg-multiclass"
PAGE_LIMIT_S = 10.0


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


def test_digest_of_the_hub_and_of_the_manifest_must_agree(hub, monkeypatch):
    standin_files = dict(hub.repositories[REPO].files_at("0.2.0")[1])
    manifest = json.loads(standin_files["manifest.json"]) | {"sha256": "0" * 64}
    standin_files["manifest.json"] = json.dumps(manifest).encode()
    hub.release(REPO, "0.2.0", standin_files)
    release, warnings = find_release("multiclass")
    assert release.source == "bundled"
    assert "expected 000000000000" in warnings[0]


def test_weights_outside_lfs_are_proven_by_the_manifest(hub):
    hub.hide_lfs = True
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


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (500, "out of order (status 500)"),
        (503, "out of order (status 503)"),
        (429, "refuses more requests for now"),
        (403, "not public (status 403)"),
    ],
)
def test_failing_hub_warns_and_the_bundled_release_serves(hub, status, words):
    hub.status = status
    started = time.monotonic()
    release, warnings = find_release("multiclass")
    assert time.monotonic() - started < 2  # no retries of the client on the way
    assert (release.version, release.source) == ("0.1.0", "bundled")
    assert words in warnings[0]


def test_login_page_in_place_of_the_hub_warns(hub):
    hub.page = "<html>Please sign in</html>"
    release, warnings = find_release("multiclass")
    assert release.source == "bundled"
    assert "is not understood" in warnings[0]


def test_cached_version_serves_while_the_hub_is_down(hub, monkeypatch):
    find_release("multiclass", "0.2.0")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    asked_for, no_warnings = find_release("multiclass", "0.2.0")
    newest, warnings = find_release("multiclass")
    assert (asked_for.source, no_warnings) == ("cache", ())
    assert (newest.version, newest.source) == ("0.2.0", "cache")
    assert warnings == ("The Hub cannot be reached. Version 0.2.0, downloaded earlier, is used.",)


def test_hub_down_without_cache_serves_what_is_bundled_and_refuses_the_rest(hub, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    release, warnings = find_release("multiclass", "0.1.0")
    assert release.source == "bundled"
    assert warnings == ("The Hub cannot be reached. Version 0.1.0, bundled with usseg, is used.",)
    with pytest.raises(WeightsError, match=r"cannot be reached\. Bundled or downloaded: 0\.1\.0"):
        find_release("multiclass", "0.2.0")


def test_owner_not_set_serves_the_bundled_release(bundled):
    release, warnings = find_release("multiclass")
    assert (release.source, release.commit) == ("bundled", None)
    assert "USSEG_HUB_OWNER is not set" in warnings[0]


def test_the_author_of_a_space_publishes_unless_somebody_else_is_named(hub, monkeypatch):
    monkeypatch.setenv("SPACE_AUTHOR_NAME", "nobody")
    assert find_release("multiclass")[0].source == "hub"
    monkeypatch.delenv("USSEG_HUB_OWNER")
    monkeypatch.setenv("SPACE_AUTHOR_NAME", "jane-doe")
    assert find_release("multiclass")[0].version == "0.2.0"


@pytest.mark.parametrize("owner", ["../../etc", "a/b", "jane--doe", "-jane", "a" * 60, "j?x=1"])
def test_owner_that_could_change_the_address_is_not_used(hub, monkeypatch, owner):
    monkeypatch.setenv("USSEG_HUB_OWNER", owner)
    release, warnings = find_release("multiclass")
    assert (release.source, hub.asked) == ("bundled", [])
    assert "not a user name" in warnings[0]
    assert owner not in warnings[0]


@pytest.mark.parametrize("version", ["main", "../../0.1.0", "0.1.0/..", "0.1.0\n", "١.٢"])
def test_version_that_is_none_is_refused_unasked(hub, version):
    with pytest.raises(WeightsError, match="is not a version of the weights"):
        find_release("multiclass", version)
    assert hub.asked == []


def test_unknown_model_is_refused_with_the_known_ones(hub):
    with pytest.raises(InputError, match="multiclass, binary"):
        find_release("tetraclass")


def test_offline_mode_asks_nobody_and_uses_what_is_there(hub, monkeypatch):
    find_release("multiclass", "0.2.0")
    hub.asked.clear()
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    newest, warnings = find_release("multiclass")
    assert (newest.version, newest.source, hub.asked) == ("0.2.0", "cache", [])
    assert "HF_HUB_OFFLINE is set" in warnings[0]


def test_nothing_bundled_and_no_hub_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("usseg.model.releases.RELEASES", tmp_path)
    with pytest.raises(WeightsError, match=r"no multiclass weights here.*Bundled.*: none"):
        find_release("multiclass")


def test_no_message_shows_a_path_of_the_server(hub, bundled, tmp_path):
    (bundled / "multiclass" / "0.1.0" / "model.keras").unlink()
    hub.corrupt = -1
    with pytest.raises(WeightsError) as refusal:
        find_release("multiclass")
    assert "model.keras of this release cannot be read" in str(refusal.value)
    assert str(tmp_path) not in str(refusal.value)


def test_page_waits_less_than_its_limit_for_a_hub_that_never_answers(bundled, monkeypatch):
    monkeypatch.setenv("USSEG_HUB_OWNER", "jane-doe")
    with silent_hub() as url:
        monkeypatch.setenv("HF_ENDPOINT", url)
        started = time.monotonic()
        lists = [list_releases("multiclass"), list_releases("binary")]
        found = [find_release("multiclass"), find_release("binary", "0.1.0")]
        waited_s = time.monotonic() - started
    assert waited_s < PAGE_LIMIT_S / 2  # one timeout for everything a page asks
    assert [[row.source for row in rows] for rows in lists] == [["bundled"], ["bundled"]]
    assert {release.source for release, _ in found} == {"bundled"}
    assert all("did not answer in time" in warnings[0] for _, warnings in found)


def test_download_that_hangs_is_left_behind_and_the_next_request_does_not_wait(hub):
    hub.hang = "/resolve/"
    started = time.monotonic()
    release, warnings = find_release("multiclass")
    first_s = time.monotonic() - started
    again, _ = find_release("multiclass")
    second_s = time.monotonic() - started - first_s
    assert first_s < PAGE_LIMIT_S
    assert second_s < 0.5
    assert (release.source, again.source) == ("bundled", "bundled")
    assert "too slow" in warnings[0]


def test_hub_that_recovers_is_asked_again_after_a_minute_not_before(hub):
    now = time.monotonic()
    hub.status = 503
    assert find_release("multiclass", clock=lambda: now)[0].source == "bundled"
    hub.status = None
    asked = len(hub.asked)
    assert find_release("multiclass", clock=lambda: now + REMEMBER_S - 1)[0].source == "bundled"
    assert len(hub.asked) == asked
    assert find_release("multiclass", clock=lambda: now + REMEMBER_S + 1)[0].source == "hub"


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


def test_list_shows_a_broken_bundled_release_as_broken(bundled):
    (bundled / "multiclass" / "0.1.0" / "manifest.json").write_text("{")
    (row,) = list_releases("multiclass")
    assert (row.source, row.sha256) == ("bundled", None)
    assert "not valid JSON" in row.where
