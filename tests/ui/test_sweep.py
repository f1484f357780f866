"""Old files go, even those that Gradio does not know of; the page's own stay."""

import os
import time

from usseg.ui import sweep
from usseg.ui.sweep import OLDEST_S, delete_old, files_in


def test_old_files_go_and_the_pages_own_and_new_ones_stay(tmp_path):
    own, upload = tmp_path / "own" / "image.png", tmp_path / "digest" / "patient.dcm"
    for path in (own, upload):
        path.parent.mkdir()
        path.write_bytes(b"x")
    kept = frozenset({own})
    delete_old(tmp_path, kept, before=time.time() - 60)
    assert files_in(tmp_path) == {own, upload}, "a minute has not passed"
    delete_old(tmp_path, kept, before=time.time() + 60)
    assert files_in(tmp_path) == {own}


def test_a_link_is_deleted_and_not_what_it_points_to(tmp_path):
    outside, cache = tmp_path / "outside.txt", tmp_path / "cache"
    outside.write_bytes(b"x")
    cache.mkdir()
    (cache / "link").symlink_to(outside)
    delete_old(cache, frozenset(), before=time.time() + 60)
    assert not os.path.lexists(cache / "link")
    assert outside.exists()


def test_a_file_that_cannot_be_deleted_does_not_keep_the_others(tmp_path, monkeypatch):
    for name in ("a", "b", "c"):
        (tmp_path / name).write_bytes(b"x")
    unlink = type(tmp_path).unlink

    def stubborn(path, missing_ok=False):
        if path.name == "b":
            raise PermissionError
        unlink(path, missing_ok)

    monkeypatch.setattr(type(tmp_path), "unlink", stubborn)
    delete_old(tmp_path, frozenset(), before=time.time() + 60)
    assert [path.name for path in files_in(tmp_path)] == ["b"]


def test_the_page_sweeps_while_it_serves_and_keeps_what_was_there_before(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    (tmp_path / "own.png").write_bytes(b"x")
    monkeypatch.setattr(sweep, "DELETE_EVERY_S", 0.05)
    monkeypatch.setattr(sweep, "DELETE_AFTER_S", -60)  # as if a minute had passed already
    monkeypatch.setattr(sweep, "GRACE_S", 0)
    sweep.start_sweeping()
    (tmp_path / "patient.dcm").write_bytes(b"x")
    deadline = time.monotonic() + 5
    while (tmp_path / "patient.dcm").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [path.name for path in tmp_path.iterdir()] == ["own.png"]


def test_nothing_of_a_visitor_outlives_the_hour():
    assert OLDEST_S < 3600
