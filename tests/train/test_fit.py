"""Training end to end with a small network: it learns, leaves its records, and can be resumed."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import keras
import numpy as np
import pytest
from rich.console import Console
from tiny_dataset import write_dataset

from usseg.errors import DatasetError, InputError
from usseg.train import fit as fit_module
from usseg.train.prepare import copy_matching
from usseg.train.run import resume_run, start_run
from usseg.train.settings import Settings

QUIET = Console(quiet=True)
ROOT = Path(__file__).parents[2]


def settings_for(folder: Path, **changes) -> Settings:
    given = {
        "model": "multiclass",
        "folders": (folder,),
        "phantoms": "none",
        "epochs": 3,
        "images_per_epoch": 16,
        "batch": 4,
        "widths": (4, 6),
        "input_size": (32, 32),
    }
    return Settings(**given | changes)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory) -> Path:
    return write_dataset(tmp_path_factory.mktemp("data") / "layers", frames=8)


@pytest.fixture(scope="module")
def finished(dataset, tmp_path_factory) -> Path:
    """The folder of a run of three epochs."""
    out = tmp_path_factory.mktemp("runs") / "whole"
    start_run(settings_for(dataset), out, QUIET)
    return out


def history_of(out: Path) -> list[dict]:
    return json.loads((out / "history.json").read_text(encoding="utf-8"))


def test_a_small_network_learns_flat_layers(dataset, tmp_path):
    longer = settings_for(dataset, epochs=12, images_per_epoch=160, widths=(8, 12, 16))
    history = start_run(longer, tmp_path / "run", QUIET)
    assert history[-1]["loss"] < 0.6 * history[0]["loss"]
    assert history[-1]["dice"]["layers"]["muscle"] > 0.8


def test_a_run_leaves_everything_that_says_how_the_weights_came_to_be(finished, dataset):
    record = json.loads((finished / "run.json").read_text(encoding="utf-8"))
    assert record["settings"]["seed"] == 0
    assert record["packages"]["keras"] == keras.__version__
    (source,) = record["data"]
    assert (source["name"], source["licence"], len(source["sha256"])) == ("layers", "CC0-1.0", 64)
    assert source["images"] + source["validation_images"] == 8
    assert [entry["epoch"] for entry in history_of(finished)] == [1, 2, 3]
    assert [entry["step"] for entry in history_of(finished)] == [4, 8, 12]
    replays = sorted(path.name for path in (finished / "replay" / "layers").iterdir())
    assert replays == [*(f"epoch_000{n}.png" for n in (1, 2, 3)), "frames.png", "truth_bits.png"]


def test_the_model_file_is_plain_keras_without_the_optimizer(finished):
    model = keras.saving.load_model(finished / "model.keras", safe_mode=True)
    assert model.output_shape == (None, 32, 32, 8)
    assert getattr(model, "optimizer", None) is None


def test_a_resumed_run_ends_where_an_unbroken_one_ends(finished, dataset, tmp_path, monkeypatch):
    out = tmp_path / "broken"
    real = fit_module.save_checkpoint

    def stop_after_two(folder, network, progress):
        real(folder, network, progress)
        if progress.epoch == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(fit_module, "save_checkpoint", stop_after_two)
    with pytest.raises(KeyboardInterrupt):
        start_run(settings_for(dataset), out, QUIET)
    monkeypatch.setattr(fit_module, "save_checkpoint", real)
    resume_run(out, QUIET)
    unbroken = [entry["loss"] for entry in history_of(finished)]
    assert [entry["loss"] for entry in history_of(out)] == pytest.approx(unbroken, rel=1e-3)
    ends = [
        keras.saving.load_model(folder / "model.keras").get_weights() for folder in (finished, out)
    ]
    for one, other in zip(*ends, strict=True):
        np.testing.assert_allclose(one, other, atol=2e-3)


def test_kill_at_any_moment_loses_at_most_one_epoch(dataset, tmp_path):
    out = tmp_path / "killed"
    command = [sys.executable, "-m", "usseg.train.command", "train", "--out", str(out)]
    options = ["--model", "multiclass", "--data", str(dataset), "--phantoms", "none"]
    options += ["--epochs", "400", "--images-per-epoch", "40", "--batch", "4"]
    options += ["--widths", "4", "6", "--input-size", "32", "32"]
    training = subprocess.Popen([*command, *options], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        wait_for_epochs(out, 3, training)
    finally:
        training.send_signal(signal.SIGKILL)
        training.wait()
    before = history_of(out)
    shorten(out, epochs=len(before) + 2)
    after = resume_run(out, QUIET)
    # The last entry may be of an epoch whose checkpoint was not written yet: that one is lost.
    assert after[: len(before) - 1] == before[:-1]
    assert [entry["epoch"] for entry in after] == list(range(1, len(before) + 3))


def wait_for_epochs(out: Path, epochs: int, training: subprocess.Popen) -> None:
    limit = time.monotonic() + 180
    while time.monotonic() < limit and training.poll() is None:
        if (out / "history.json").exists() and len(history_of(out)) >= epochs:
            return
        time.sleep(0.02)
    pytest.fail("the training did not reach its third epoch")


def shorten(out: Path, epochs: int) -> None:
    """Let a resumed run end soon."""
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    record["settings"]["epochs"] = epochs
    (out / "run.json").write_text(json.dumps(record), encoding="utf-8")


def test_a_history_entry_without_its_checkpoint_is_trained_again(finished, dataset, tmp_path):
    out = tmp_path / "run"
    start_run(settings_for(dataset, epochs=1), out, QUIET)
    (only,) = history_of(out)
    (out / "history.json").write_text(json.dumps([only, {**only, "epoch": 2}]), encoding="utf-8")
    shorten(out, epochs=2)
    assert [entry["step"] for entry in resume_run(out, QUIET)] == [4, 8]


def test_a_run_stopped_in_its_first_epoch_starts_again(finished, dataset, tmp_path):
    out = tmp_path / "run"
    out.mkdir()
    (out / "run.json").write_bytes((finished / "run.json").read_bytes())
    assert len(resume_run(out, QUIET)) == 3


def test_a_time_limit_ends_the_run_and_its_schedule(dataset, tmp_path):
    settings = settings_for(dataset, epochs=10_000, minutes=0.05)
    start = time.monotonic()
    history = start_run(settings, tmp_path / "run", QUIET)
    assert time.monotonic() - start < 120
    assert history[-1]["elapsed_s"] >= 3
    assert history[-1]["epoch"] < 10_000


def test_changed_data_are_not_resumed(dataset, finished, tmp_path):
    other = write_dataset(tmp_path / "layers", frames=6)
    out = tmp_path / "run"
    out.mkdir()
    record = json.loads((finished / "run.json").read_text(encoding="utf-8"))
    record["settings"]["folders"] = [str(other)]
    (out / "run.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(DatasetError, match="not those that the run"):
        resume_run(out, QUIET)


def test_a_folder_that_holds_a_run_is_not_overwritten(finished, dataset):
    with pytest.raises(InputError, match="already holds a run"):
        start_run(settings_for(dataset), finished, QUIET)


def test_a_folder_without_a_run_cannot_be_resumed(tmp_path):
    with pytest.raises(InputError, match="no run to resume"):
        resume_run(tmp_path, QUIET)


def test_a_warm_start_copies_every_layer_but_the_ones_that_count_tissues(finished, dataset):
    from usseg.model.unet import build_unet

    network = build_unet(2, (32, 32), (4, 6))
    trained = keras.saving.load_model(finished / "model.keras")
    copied = copy_matching(finished / "model.keras", network)
    with_weights = [layer for layer in trained.layers if layer.get_weights()]
    assert copied == len(with_weights) - 2  # the 1x1 and the 3x3 convolution before the softmax
    for old, new in zip(trained.layers, network.layers, strict=True):
        for mine, theirs in zip(new.get_weights(), old.get_weights(), strict=True):
            if mine.shape == theirs.shape and len(old.get_weights()) == 1:
                np.testing.assert_array_equal(mine, theirs)


def test_a_warm_start_from_something_else_is_refused(dataset, tmp_path):
    (tmp_path / "odd.keras").write_bytes(b"not a model")
    with pytest.raises(InputError, match=r"--init odd\.keras"):
        start_run(settings_for(dataset, init=tmp_path / "odd.keras"), tmp_path / "run", QUIET)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"model": "bones"}, "no model 'bones'"),
        ({"folders": ()}, "nothing to train on"),
        ({"phantoms": "many"}, "on-the-fly or none"),
        ({"images_per_epoch": 3}, "at least one batch"),
        ({"epochs": 0}, "positive"),
        ({"minutes": 0.0}, "--minutes"),
        ({"weights": {"nerve": 2.0}}, "'nerve'"),
    ],
)
def test_settings_that_cannot_train_are_refused(dataset, tmp_path, changes, message):
    with pytest.raises(InputError, match=message):
        start_run(settings_for(dataset, **changes), tmp_path / "run", QUIET)
