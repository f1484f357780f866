"""Training end to end with a small network: it learns, leaves its records, and ends in time."""

import io
import json
import re
import time

import keras
import numpy as np
import pytest
from rich.console import Console
from small_runs import QUIET, history_of, settings_for

from usseg.errors import InputError
from usseg.train.prepare import copy_matching
from usseg.train.record import settings_of_run
from usseg.train.run import start_run


def test_a_small_network_learns_flat_layers(dataset, tmp_path):
    longer = settings_for(dataset, epochs=12, images_per_epoch=160, widths=(8, 12, 16))
    history = start_run(longer, tmp_path / "run", QUIET)
    assert history[-1]["loss"] < 0.6 * history[0]["loss"]
    assert history[-1]["dice"]["layers"]["muscle"] > 0.8


def test_a_run_leaves_everything_that_says_how_the_weights_came_to_be(finished, dataset):
    record = json.loads((finished / "run.json").read_text(encoding="utf-8"))
    assert record["settings"]["seed"] == 0
    assert record["packages"]["keras"] == keras.__version__
    assert record["packages"]["numpy"] == np.__version__
    assert record["backend"] == keras.backend.backend()
    assert settings_of_run(finished) == settings_for(dataset)
    assert re.fullmatch("[0-9a-f]{40}", record["code"]["commit"] or "0" * 40)
    (source,) = record["data"]
    assert (source["name"], source["licence"], len(source["sha256"])) == ("layers", "CC0-1.0", 64)
    assert source["images"] + source["validation_images"] == 8
    assert [entry["epoch"] for entry in history_of(finished)] == [1, 2, 3]
    assert [entry["step"] for entry in history_of(finished)] == [4, 8, 12]
    replays = sorted(path.name for path in (finished / "replay" / "layers").iterdir())
    assert replays == [*(f"epoch_000{n}.png" for n in (1, 2, 3)), "frames.png", "truth.png"]


def test_the_model_file_is_plain_keras_without_the_optimizer(finished):
    model = keras.saving.load_model(finished / "model.keras", safe_mode=True)
    assert model.output_shape == (None, 32, 32, 8)
    assert getattr(model, "optimizer", None) is None


def test_a_bar_shows_the_loss_the_share_done_and_the_time_left(dataset, tmp_path):
    shown = io.StringIO()
    terminal = Console(file=shown, force_terminal=True, width=100)
    start_run(settings_for(dataset, epochs=2), tmp_path / "run", terminal)
    last = [line for line in shown.getvalue().splitlines() if "loss" in line][-1]
    # The share before the last of eight steps, the time gone, the time left.
    assert re.search(r"loss \d+\.\d{3}.* 87\.5 %.*\d:\d\d:\d\d.*\d:\d\d:\d\d", last), last


def test_a_time_limit_ends_the_run_and_its_schedule(dataset, tmp_path):
    settings = settings_for(dataset, epochs=10_000, minutes=0.05)
    start = time.monotonic()
    history = start_run(settings, tmp_path / "run", QUIET)
    assert time.monotonic() - start < 120
    assert history[-1]["elapsed_s"] >= 3
    assert history[-1]["epoch"] < 10_000


def test_a_folder_that_holds_a_run_is_not_overwritten(finished, dataset):
    with pytest.raises(InputError, match="already holds a run"):
        start_run(settings_for(dataset), finished, QUIET)


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
