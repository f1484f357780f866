"""A Hub that is down, silent or forbidden: what is on the disk serves, and nobody waits long."""

import time

import pytest
from hub_standin import finish_questions, silent_hub

from usseg.errors import WeightsError
from usseg.model.deadline import REMEMBER_S
from usseg.model.weights import find_release, list_releases

REPO = "jane-doe/usseg-multiclass"
PAGE_LIMIT_S = 10.0


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


def test_files_that_are_not_described_in_time_leave_no_thread_behind(hub):
    hub.hang = "HEAD "
    started = time.monotonic()
    release, warnings = find_release("multiclass")
    finish_questions()
    assert time.monotonic() - started < PAGE_LIMIT_S / 2
    assert release.source == "bundled"
    assert "did not answer in time" in warnings[0]


def test_slow_download_is_not_waited_for_and_serves_a_later_request(hub):
    hub.hang = f"GET /{REPO}/resolve/"
    started = time.monotonic()
    first, warnings = find_release("multiclass")
    first_s = time.monotonic() - started
    second, _ = find_release("multiclass")
    second_s = time.monotonic() - started - first_s
    assert first_s < PAGE_LIMIT_S
    assert second_s < 0.5
    assert (first.source, second.source) == ("bundled", "bundled")
    assert "too slow" in warnings[0]
    hub.hang = None
    finish_questions()
    later, none = find_release("multiclass")
    assert (later.version, later.source, none) == ("0.2.0", "cache", ())


def test_hub_that_recovers_is_asked_again_after_a_minute_not_before(hub):
    now = time.monotonic()
    hub.status = 503
    assert find_release("multiclass", clock=lambda: now)[0].source == "bundled"
    hub.status = None
    asked = len(hub.asked)
    assert find_release("multiclass", clock=lambda: now + REMEMBER_S - 1)[0].source == "bundled"
    assert len(hub.asked) == asked
    assert find_release("multiclass", clock=lambda: now + REMEMBER_S + 1)[0].source == "hub"
