"""What a run records, a release shows: from training to the pictures, nothing changed on the way."""

import numpy as np
from PIL import Image
from small_runs import history_of

from usseg.model.replay import read_replay
from usseg.render.replay import moment
from usseg.train.release import export_release


def test_the_replay_of_a_release_is_that_of_its_run(finished, tmp_path):
    release = export_release(finished, "0.0.3", {}, tmp_path)
    replay = read_replay(release)
    assert replay.moments == (1, 2, 3)
    recorded = history_of(finished)
    assert [epoch.loss for epoch in replay.history] == [entry["loss"] for entry in recorded]
    assert replay.history[0].dice["layers"] == recorded[0]["dice"]["layers"]
    for index, epoch in enumerate(replay.moments):
        kept = np.asarray(Image.open(finished / "replay" / "dicom" / f"epoch_{epoch:04d}.png"))
        np.testing.assert_array_equal(replay.sets["dicom"].masks[index, 0], kept)
        assert moment(replay, "dicom", index).dtype == np.uint8
