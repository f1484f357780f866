"""A recorded training is read as it was recorded, and a damaged one is refused."""

import json

import numpy as np
import pytest
from replays import MOMENTS, half, history, write_replay
from tiny import TINY_SIZE, write_release

from usseg.errors import WeightsError
from usseg.model.releases import bundled_release
from usseg.model.replay import has_replay, read_replay


@pytest.fixture
def release(tmp_path):
    return write_replay(tmp_path / "releases")


def change_curves(release, **changes):
    path = release.path.parent / "replay" / "curves.json"
    curves = json.loads(path.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps(curves), encoding="utf-8")


def test_frames_masks_and_curves_are_those_recorded(release):
    replay = read_replay(release)
    assert (replay.model, replay.version, replay.moments) == ("multiclass", "0.0.1", MOMENTS)
    phantoms = replay.sets["phantoms"]
    assert phantoms.frames.shape == (2, *TINY_SIZE)
    assert phantoms.frames[:, 5, 5].tolist() == [100, 200]  # side by side in the file
    np.testing.assert_array_equal(phantoms.truth[1], half(3))
    assert phantoms.masks.shape == (2, 2, *TINY_SIZE)
    assert phantoms.masks[0].max() == 0
    np.testing.assert_array_equal(phantoms.masks[1], phantoms.truth)
    assert [epoch.dice["phantoms"] for epoch in replay.history] == [
        {"muscle": 0.2},  # bone had no score: there is nothing to draw
        {"muscle": 0.5},
        {"muscle": 0.9},
    ]
    assert replay.history[2].step == 30


def test_sets_with_a_truth_come_first(release):
    replay = read_replay(release)
    assert list(replay.sets) == ["phantoms", "dicom"]
    assert [shown.has_truth for shown in replay.sets.values()] == [True, False]


def test_a_set_may_be_named_as_a_data_set_is(release):
    folder = release.path.parent / "replay"
    (folder / "phantoms").rename(folder / "my phantoms-2.1")
    change_curves(release, sets=["my phantoms-2.1"])
    assert list(read_replay(release).sets) == ["my phantoms-2.1"]


def test_a_release_without_a_recording_says_so(tmp_path):
    write_release(tmp_path, "binary", b"weights")
    release = bundled_release("binary", "0.0.1", tmp_path)
    assert not has_replay(release)
    with pytest.raises(WeightsError, match="without a recorded training"):
        read_replay(release)


@pytest.mark.parametrize(
    "changes",
    [
        {"sets": ["../phantoms"]},
        {"sets": [".."]},
        {"sets": ["/etc"]},
        {"sets": ["phantoms", "phantoms"]},
        {"sets": []},
        {"sets": "phantoms"},
        {"sets": [3]},
        {"moments": [1, 2.5]},
        {"moments": [3, 1]},
        {"moments": [1, 4]},
        {"moments": []},
        {"moments": [True]},
        {"history": []},
        {"history": history()[::-1]},
        {"history": None},
        {"history": [{"epoch": 1}]},
        {"history": [history()[0] | {"loss": "low"}]},
        {"history": [history()[0] | {"loss": float("inf")}]},
        {"history": [history()[0] | {"dice": {"phantoms": {"muscle": 1.5}}}]},
        {"history": [history()[0] | {"dice": {"phantoms": [0.5]}}]},
        {"history": [history()[0] | {"elapsed_s": -1}]},
        {"history": [history()[0] | {"step": 10**400}]},
    ],
    ids=repr,
)
def test_curves_that_say_something_else_are_refused(release, changes):
    change_curves(release, **changes)
    with pytest.raises(WeightsError, match=r"curves.json of the recorded training is damaged"):
        read_replay(release)


@pytest.mark.parametrize("content", [b"", b"[]", b"nothing", b"[" * 100_000, b'{"sets": ["a"]}'])
def test_curves_that_are_no_curves_are_refused(release, content):
    (release.path.parent / "replay" / "curves.json").write_bytes(content)
    with pytest.raises(WeightsError, match="damaged"):
        read_replay(release)
