"""The recorded training on the page: what was recorded, moment by moment, and nothing where none was."""

import json

import gradio as gr
import numpy as np
import pytest
from PIL import Image
from replays import write_replay
from tiny import write_release

from usseg.model import releases
from usseg.render.replay import moment
from usseg.ui import replays
from usseg.ui.views import learned


@pytest.fixture(autouse=True)
def bundled(monkeypatch, tmp_path):
    """The bundled releases: multiclass with a recorded training, binary without."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(releases, "RELEASES", tmp_path / "releases")
    write_release(tmp_path / "releases", "binary", b"no network is needed")
    return write_replay(tmp_path / "releases")


def pixels(path: str) -> np.ndarray:
    return np.asarray(Image.open(path).convert("RGB"))


def wanted(name: str, index: int, frame: int) -> np.ndarray:
    return moment(replays.newest_replay("multiclass"), name, index, frame)


def test_the_last_moment_of_the_first_set_is_shown_first():
    words, picture, said, name, frame, index, play, _, timer = learned.show("multiclass")
    assert "2 recorded moments of 3 epochs" in words
    assert np.array_equal(pixels(picture["value"]), wanted("phantoms", 1, 0))
    assert "epoch 3 of 3" in said
    assert (name["choices"], name["value"]) == (["phantoms", "dicom"], "phantoms")
    assert (frame["maximum"], frame["value"], frame["visible"]) == (2, 1, True)
    assert (index["maximum"], index["value"], index["visible"]) == (2, 2, True)
    assert play["visible"] is True
    assert timer.active is False


def test_a_recording_says_that_the_released_weights_are_a_mean_where_they_are(bundled):
    assert "are the mean" not in learned.show("multiclass")[0]
    path = bundled.path.parent / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["training"]["averaged_from"] = ["a" * 64, "b" * 64]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    replays._replay.cache_clear()
    assert "are the mean of those after the last moment" in learned.show("multiclass")[0]


def test_without_a_recording_a_sentence_says_so_and_every_control_is_hidden():
    words, picture, said, *controls, timer = learned.show("binary")
    assert "binary 0.0.1, came without a recorded training" in words
    assert said == ""
    assert [one["visible"] for one in (picture, *controls)] == [False] * 6
    assert timer.active is False
    assert len(learned.show("multiclass")) == len(learned.show("binary"))


def test_a_model_of_which_nothing_is_bundled_gets_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(releases, "RELEASES", tmp_path / "nowhere")
    assert "No release of multiclass is bundled" in learned.show("multiclass")[0]


def test_a_damaged_recording_gets_a_sentence_without_a_path(bundled, tmp_path):
    replays._replay.cache_clear()
    (bundled.path.parent / "replay" / "curves.json").write_text("{", encoding="utf-8")
    words = learned.show("multiclass")[0]
    assert "damaged" in words
    assert str(tmp_path) not in words
    replays._replay.cache_clear()


def test_sliders_count_from_one():
    picture, said = learned.draw("multiclass", "phantoms", 2, 1)
    assert np.array_equal(pixels(picture), wanted("phantoms", 0, 1))
    assert "epoch 1 of 3" in said


@pytest.mark.parametrize("asked", [("<b>", 1, 1), (None, 1, 1), ("dicom", 2, 1), ("dicom", 1, 9)])
def test_what_was_not_recorded_is_refused_and_escaped(asked):
    with pytest.raises(gr.Error, match="recorded training") as refused:
        learned.draw("multiclass", *asked)
    assert "<b>" not in str(refused.value)


def test_another_set_is_shown_at_the_same_moment_from_its_first_frame():
    frame, picture, said = learned.choose("multiclass", "dicom", 1)
    assert np.array_equal(pixels(picture), wanted("dicom", 0, 0))
    assert (frame["value"], frame["visible"]) == (1, False), "it has one frame only"
    assert "epoch 1 of 3" in said


def test_playing_goes_moment_by_moment_and_stops_at_the_last():
    now, timer = learned.play("multiclass", 2)
    assert (now, timer.active) == (1, True), "from the end it starts anew"
    assert learned.play("multiclass", 1)[0] == 1
    now, timer = learned.advance("multiclass", now)
    assert (now, timer.active) == (2, False)
    assert learned.advance("multiclass", 2)[0] == 2
    assert learned.pause().active is False


def test_a_moment_is_drawn_once_and_another_release_is_not_taken_for_it(monkeypatch, tmp_path):
    replays._moment_file.cache_clear()
    for _ in range(3):
        learned.draw("multiclass", "phantoms", 1, 1)
    assert replays._moment_file.cache_info().misses == 1
    monkeypatch.setattr(replays, "bundled_manifest", lambda *_: {"sha256": "of another release"})
    learned.draw("multiclass", "phantoms", 1, 1)
    assert replays._moment_file.cache_info().misses == 2
