"""A network averaged over runs has the mean of their weights, and its record says which they were."""

import hashlib
import json
import shutil

import keras
import numpy as np
import pytest
from PIL import Image

from usseg.cli import main
from usseg.errors import InputError
from usseg.train.average_run import average_runs, mean_network
from usseg.train.release_sources import describe_training


def weights_of(run) -> list[np.ndarray]:
    return keras.saving.load_model(run / "model.keras", compile=False).get_weights()


@pytest.fixture(scope="module")
def shifted(finished, tmp_path_factory):
    """The finished run, each of whose weights was increased by 0.5, and which learned from more."""
    run = tmp_path_factory.mktemp("shifted") / "run"
    shutil.copytree(finished, run)
    network = keras.saving.load_model(run / "model.keras", compile=False)
    network.set_weights([array + 0.5 for array in network.get_weights()])
    network.save(run / "model.keras")
    record = json.loads((run / "run.json").read_text())
    record["data"] = record["data"] + [record["data"][0] | {"name": "another"}]
    (run / "run.json").write_text(json.dumps(record))
    return run


@pytest.fixture(scope="module")
def averaged(finished, shifted, tmp_path_factory):
    out = tmp_path_factory.mktemp("averaged") / "run"
    assert main(["average", str(finished), str(shifted), "--out", str(out)]) == 0
    return out


def test_every_weight_is_the_mean(finished, averaged):
    for mean, first in zip(weights_of(averaged), weights_of(finished), strict=True):
        np.testing.assert_allclose(mean, first + 0.25, rtol=1e-6, atol=1e-6)


def test_its_record_names_both_files_and_all_data_and_so_does_a_manifest(
    finished, shifted, averaged
):
    record = json.loads((averaged / "run.json").read_text())
    digests = [
        hashlib.sha256((run / "model.keras").read_bytes()).hexdigest()
        for run in (finished, shifted)
    ]
    assert record["averaged_from"] == digests
    assert [entry["name"] for entry in record["data"]][-1] == "another"
    history = json.loads((averaged / "history.json").read_text())
    assert history == json.loads((finished / "history.json").read_text())
    assert describe_training(record, history)["averaged_from"] == digests
    assert (averaged / "replay").is_dir()


@pytest.fixture(scope="module")
def larger(shifted, tmp_path_factory):
    """The shifted run, as if it had seen frames of twice the size."""
    run = tmp_path_factory.mktemp("larger") / "run"
    shutil.copytree(shifted, run)
    record = json.loads((run / "run.json").read_text())
    record["settings"]["input_size"] = [2 * side for side in record["settings"]["input_size"]]
    (run / "run.json").write_text(json.dumps(record))
    return run


@pytest.fixture(scope="module")
def between(finished, larger, tmp_path_factory):
    """Both at three times the rows and four times the columns of the first, and these sizes."""
    rows, cols = json.loads((finished / "run.json").read_text())["settings"]["input_size"]
    out = tmp_path_factory.mktemp("between") / "run"
    size = ["--input-size", str(3 * rows), str(4 * cols)]
    assert main(["average", str(finished), str(larger), "--out", str(out), *size]) == 0
    return out, (rows, cols)


def test_runs_of_other_sizes_meet_at_the_size_that_is_named(finished, larger, between, tmp_path):
    out, (rows, cols) = between
    with pytest.raises(InputError, match=rf"\({rows} x {cols}, .*--input-size"):
        average_runs([finished, larger], tmp_path / "unsaid")
    network = keras.saving.load_model(out / "model.keras", compile=False)
    assert network.input_shape == (None, 3 * rows, 4 * cols, 1)
    for mean, first in zip(weights_of(out), weights_of(finished), strict=True):
        np.testing.assert_allclose(mean, first + 0.25, rtol=1e-6, atol=1e-6)
    record = json.loads((out / "run.json").read_text())
    assert record["settings"]["input_size"] == [3 * rows, 4 * cols]
    assert record["averaged_sizes"] == [[rows, cols], [2 * rows, 2 * cols]]


def test_its_recorded_masks_grow_with_it_and_no_label_is_invented(finished, between):
    for before in (finished / "replay").rglob("*.png"):
        small = np.asarray(Image.open(before))
        large = np.asarray(Image.open(between[0] / before.relative_to(finished)))
        assert large.shape == (3 * small.shape[0], 4 * small.shape[1])
        if before.name != "frames.png":
            np.testing.assert_array_equal(large, small.repeat(3, 0).repeat(4, 1))


def test_what_cannot_be_averaged_is_refused(finished, shifted, tmp_path):
    with pytest.raises(InputError, match="Name two or more"):
        average_runs([finished], tmp_path / "alone")
    shutil.copytree(finished, tmp_path / "begun")
    (tmp_path / "begun" / "history.json").unlink()
    with pytest.raises(
        InputError, match=r"history\.json cannot be read as JSON\. Expected the folder of"
    ):
        average_runs([finished, tmp_path / "begun"], tmp_path / "mean")
    with pytest.raises(InputError, match="already holds a run"):
        average_runs([finished, shifted], finished)
    keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)]).save(tmp_path / "other.keras")
    with pytest.raises(InputError, match="different networks"):
        mean_network([finished / "model.keras", tmp_path / "other.keras"])
