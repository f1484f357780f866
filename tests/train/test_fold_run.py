"""A binary run folded from a multiclass one says of every pixel what that said."""

import json

import numpy as np
import pytest
from PIL import Image
from small_runs import history_of

from usseg.cli import main
from usseg.errors import InputError
from usseg.model.predict import predict
from usseg.model.weights_file import release_of_file
from usseg.train.fold_run import FAT, fold_run


@pytest.fixture(scope="module")
def folded(finished, tmp_path_factory):
    out = tmp_path_factory.mktemp("folded") / "binary"
    assert main(["fold", str(finished), "--out", str(out)]) == 0
    return out


def test_its_weights_find_fat_where_the_run_did(finished, folded):
    frame = np.random.default_rng(1).random((1, 32, 32, 1), dtype=np.float32)
    all_tissues = predict(release_of_file(finished / "model.keras", "multiclass"), frame)
    fat = predict(release_of_file(folded / "model.keras", "binary"), frame)
    np.testing.assert_array_equal(fat.argmax(-1) == 1, all_tissues.argmax(-1) == FAT)


def test_its_record_says_which_weights_it_was_folded_from(folded):
    record = json.loads((folded / "run.json").read_text(encoding="utf-8"))
    assert record["settings"]["model"] == "binary"
    assert len(record["folded_from"]) == 64


def test_history_and_replay_are_those_of_the_run_with_fat_singled_out(finished, folded):
    for before, after in zip(history_of(finished), history_of(folded), strict=True):
        assert (after["step"], after["loss"]) == (before["step"], before["loss"])
        assert set(after["dice"]["layers"]) <= {"fat"}
    for name in ("truth.png", "epoch_0003.png"):
        before, after = (
            np.asarray(Image.open(run / "replay" / "layers" / name)) for run in (finished, folded)
        )
        np.testing.assert_array_equal(after == 1, before == FAT)
        np.testing.assert_array_equal(after == 255, before == 255)


def test_what_is_no_multiclass_run_is_refused(finished, folded, tmp_path):
    with pytest.raises(InputError, match="another model"):
        fold_run(folded, tmp_path / "again")
    with pytest.raises(InputError, match="already holds a run"):
        fold_run(finished, folded)
