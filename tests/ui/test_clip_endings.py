"""How a visitor's clip ends: stopped, at a limit, replaced by the next, forgotten."""

from dataclasses import replace

import gradio as gr
import pytest
import tifffile
from clip_makers import pictures, write_tiff, write_video
from clip_visits import segmented, use_known_network, visit

from usseg.cine.budget import Budget
from usseg.ui.clip import handlers as clip_handlers
from usseg.ui.clip import kept as clips
from usseg.ui.clip import runs as clip_runs
from usseg.ui.views import cine_show


@pytest.fixture(autouse=True)
def known_network(monkeypatch, tmp_path):
    use_known_network(monkeypatch, tmp_path / "cache")


@pytest.fixture
def clip(tmp_path):
    return write_tiff(tmp_path / "swell.tif", pictures(12))


def test_stop_keeps_the_frames_that_are_done_and_all_their_files(clip):
    def progress(fraction, desc, **_):
        if desc.startswith("Frame 5 "):
            clip_handlers.stop(visit("a visitor"))

    key = segmented(clip, progress=progress)
    page = cine_show.show(key)
    assert "Stopped. The 5 frames that were done are kept." in page[0]
    assert page[5]["maximum"] == 4
    made = clips.find_clip(key)
    assert len(tifffile.imread(made.file(".masks.tif"))) == 5
    assert cine_show.show_still(key, 4)


def test_a_run_that_is_stopped_while_it_waits_segments_nothing(clip, tmp_path):
    clip_handlers.begin(visit("b"))
    clip_handlers.stop(visit("b"))
    asked = None, str(clip), "multiclass", None, 1, False, None, None, None
    with pytest.raises(gr.Error, match="stopped before its first frame"):
        clip_handlers.segment(visit("b"), lambda *_, **__: None, *asked)
    clip_handlers.end(visit("b"))
    assert list((tmp_path / "cache").glob("usseg-clip-*")) == []


def test_a_closed_page_stops_its_run_and_no_other(clip):
    one, other = clip_runs.announce("one"), clip_runs.announce("other")
    clip_handlers.leave(visit("one"))
    assert (one.is_set(), other.is_set()) == (True, False)
    assert clip_runs.announced("one").is_set(), "nobody waits for it"
    clip_handlers.leave(visit("other"))


def test_one_visit_has_one_clip_at_work(clip):
    clip_handlers.begin(visit("c"))
    with pytest.raises(gr.Error, match="has a clip or a volume at work already"):
        clip_handlers.begin(visit("c"))
    assert clip_handlers.end(visit("c"))[0]["interactive"] is True
    clip_handlers.begin(visit("c"))
    clip_handlers.end(visit("c"))


def test_a_new_clip_replaces_the_old_one_whose_files_are_deleted(clip, tmp_path):
    key = segmented(clip)
    before = clips.find_clip(key).folder
    assert segmented(write_video(tmp_path / "b.mp4", pictures(3)), key) == key
    assert not before.exists()
    assert clips.find_clip(key).stem == "b"


def test_a_clip_is_forgotten_and_deleted_by_age(clip, monkeypatch):
    key = segmented(clip)
    folder = clips.find_clip(key).folder
    monkeypatch.setitem(clips._KEPT, key, replace(clips._KEPT[key], born=-clips.KEPT_S))
    with pytest.raises(gr.Error, match="forgets clips within the hour"):
        cine_show.show_still(key, 0)
    assert not folder.exists()


def test_what_runs_out_of_the_limit_ends_with_a_sentence_and_its_frames(tmp_path, monkeypatch):
    monkeypatch.setattr("usseg.ui.clip.steps.MOST", Budget(4, 10**9, 1000.0))
    monkeypatch.setattr("usseg.ui.clip.steps.most_frames", lambda *_: 4)  # as of an unknown length
    key = segmented(write_tiff(tmp_path / "a.tif", pictures(8)))
    assert "The run reached its limit here" in cine_show.show(key)[0]
    assert clips.find_clip(key).result.done == 4


def test_a_program_is_told_that_the_limit_ended_its_run(tmp_path, monkeypatch):
    monkeypatch.setattr("usseg.ui.clip.steps.MOST", Budget(4, 10**9, 1000.0))
    monkeypatch.setattr("usseg.ui.clip.steps.most_frames", lambda *_: 4)  # as of an unknown length
    path = write_tiff(tmp_path / "a.tif", pictures(8))
    _, _, summary = clip_handlers.segment_video(visit("p"), str(path))
    assert (summary["state"], summary["frames"]["segmented"]) == ("stopped", 4)
    assert "The run reached its limit here" in summary["reason"]
    assert "Take every n-th frame" in summary["reason"]


def test_time_is_a_limit_too(clip, monkeypatch):
    monkeypatch.setattr("usseg.ui.clip.steps.MOST", Budget(100, 10**9, -1.0))
    with pytest.raises(gr.Error, match="stopped before its first frame"):
        segmented(clip)
