"""A run that was stopped goes on where it was: a kill at any moment loses at most one epoch."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import keras
import numpy as np
import pytest
from small_runs import QUIET, history_of, settings_for
from tiny_dataset import write_dataset

from usseg.errors import DatasetError, InputError
from usseg.train import fit as fit_module
from usseg.train.run import resume_run, start_run

ROOT = Path(__file__).parents[2]


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


def test_a_run_goes_on_without_the_file_of_its_warm_start(finished, dataset, tmp_path):
    out, warm = tmp_path / "run", tmp_path / "warm.keras"
    warm.write_bytes((finished / "model.keras").read_bytes())
    start_run(settings_for(dataset, epochs=1, init=warm), out, QUIET)
    shorten(out, epochs=2)
    warm.unlink()
    assert [entry["epoch"] for entry in resume_run(out, QUIET)] == [1, 2]


def test_changed_data_are_not_resumed(dataset, finished, tmp_path):
    other = write_dataset(tmp_path / "layers", frames=6)
    out = tmp_path / "run"
    out.mkdir()
    record = json.loads((finished / "run.json").read_text(encoding="utf-8"))
    record["settings"]["folders"] = [str(other)]
    (out / "run.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(DatasetError, match="not those that the run"):
        resume_run(out, QUIET)


def test_a_folder_without_a_run_cannot_be_resumed(tmp_path):
    with pytest.raises(InputError, match="no run to resume"):
        resume_run(tmp_path, QUIET)
