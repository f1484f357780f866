"""A run keeps what is needed to show how it learned; a release carries what may be passed on."""

import json
import shutil

import numpy as np
import pytest
from PIL import Image
from small_runs import history_of

from usseg.errors import InputError
from usseg.train.release_replay import LARGEST_BYTES, MOMENTS, chosen_moments, copy_replay
from usseg.train.replay import chosen_frames, dicom_frame, exact_labels, save_strip


def test_strips_hold_frames_side_by_side(tmp_path):
    planes = np.stack([np.full((4, 5), value, np.uint8) for value in (1, 2, 3)])
    save_strip(tmp_path / "deep" / "strip.png", planes)
    strip = np.asarray(Image.open(tmp_path / "deep" / "strip.png"))
    np.testing.assert_array_equal(strip, np.hstack(list(planes)))


def test_truth_that_names_no_single_tissue_is_left_open():
    np.testing.assert_array_equal(
        exact_labels(np.uint8([[1, 128], [255, 0]])), [[0, 7], [255, 255]]
    )


def test_a_few_frames_are_kept_of_few_or_many():
    assert chosen_frames(2).tolist() == [0, 1]
    assert len(set(chosen_frames(300).tolist())) == 4


def test_every_run_is_also_shown_a_real_frame_that_may_be_passed_on(finished):
    frame = dicom_frame((64, 64))
    assert frame.grey.shape == (1, 64, 64, 1)
    assert frame.grey.std() > 0.05
    assert (finished / "replay" / "dicom" / "epoch_0003.png").exists()
    assert history_of(finished)[-1]["dice"]["dicom"] == {}


def test_a_release_carries_no_frame_of_a_data_set(finished, tmp_path):
    copy_replay(finished, tmp_path)
    curves = json.loads((tmp_path / "replay" / "curves.json").read_text(encoding="utf-8"))
    assert curves["sets"] == ["dicom"]  # "layers" is a data set of somebody
    assert curves["moments"] == [1, 2, 3]
    assert [entry["epoch"] for entry in curves["history"]] == [1, 2, 3]
    files = sorted(path.name for path in (tmp_path / "replay" / "dicom").iterdir())
    assert files == [*(f"epoch_000{n}.png" for n in (1, 2, 3)), "frames.png", "truth.png"]
    size = sum(path.stat().st_size for path in tmp_path.rglob("*.*"))
    assert size < LARGEST_BYTES


def test_moments_begin_with_the_first_epoch_and_end_with_the_last():
    moments = chosen_moments(list(range(1, 101)))
    assert (moments[0], moments[-1], len(moments)) == (1, 100, MOMENTS)
    assert moments == sorted(set(moments))


def test_a_replay_that_lacks_a_moment_is_refused_in_a_sentence(finished, tmp_path):
    run = tmp_path / "run"
    shutil.copytree(finished, run)
    (run / "replay" / "dicom" / "epoch_0002.png").unlink()
    with pytest.raises(InputError, match=r"lacks epoch_0002\.png of dicom"):
        copy_replay(run, tmp_path / "release")
