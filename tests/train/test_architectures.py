"""The networks to compare with are those everybody knows, and train like the released one."""

import argparse
import json

import keras
import numpy as np
import pytest
from small_runs import QUIET, history_of, settings_for

from usseg.errors import InputError
from usseg.model.unet import build_unet
from usseg.tissues import tissues_of
from usseg.train import command
from usseg.train.architectures import ARCHITECTURES, build_architecture
from usseg.train.known_networks import CLASSIC_WIDTHS, build_classic, build_mobilenetv2
from usseg.train.record import settings_of_run
from usseg.train.run import start_run
from usseg.train.settings import Settings, check_settings

PUBLISHED_CLASSIC = 7_759_521  # five levels of 32 to 512, one grey channel in, one probability out
# As TensorFlow's tutorial prints it for three channels in, three labels out.
PUBLISHED_MOBILENETV2 = 6_504_227


def test_the_classic_unet_has_the_published_number_of_parameters():
    ours = build_classic(2, (32, 32)).count_params()
    convolved = 2 * sum(CLASSIC_WIDTHS) + 2 * sum(CLASSIC_WIDTHS[:-1])  # channels of all 3x3 layers
    second_output = 32 + 1
    # Normalisation has four numbers a channel and makes the convolution's own bias superfluous.
    assert ours == PUBLISHED_CLASSIC + second_output + (4 - 1) * convolved
    assert round(ours / 1e6, 1) == 7.8


def test_mobilenetv2_unet_has_the_published_number_of_parameters():
    two_channels_fewer = 2 * 3 * 3 * 32
    assert build_mobilenetv2(3, (32, 32)).count_params() == (
        PUBLISHED_MOBILENETV2 - two_channels_fewer
    )


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@pytest.mark.parametrize("model", ["multiclass", "binary"])
def test_every_architecture_gives_a_probability_per_tissue_and_pixel(architecture, model):
    network = build_architecture(architecture, model, (64, 96))
    frame = np.random.default_rng(1).random((1, 64, 96, 1), dtype=np.float32)
    probabilities = np.asarray(network(frame))
    assert probabilities.shape == (1, 64, 96, len(tissues_of(model)))
    assert probabilities.dtype == np.float32
    np.testing.assert_allclose(probabilities.sum(-1), 1, atol=1e-5)


def test_small_is_the_released_network():
    own = build_architecture("small", "multiclass", (32, 32), (4, 6))
    assert own.count_params() == build_unet(8, (32, 32), (4, 6)).count_params()


def test_nothing_is_learned_more_slowly_than_a_short_run_lasts():
    network = build_mobilenetv2(2, (32, 32))
    kind = keras.layers.BatchNormalization
    momenta = {layer.momentum for layer in network.layers if isinstance(layer, kind)}
    assert momenta == {0.97}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"architecture": "vnet"}, "small, classic, mobilenetv2"),
        ({"architecture": "classic", "input_size": (40, 64)}, "multiples of 16"),
        ({"architecture": "mobilenetv2", "input_size": (64, 48)}, "multiples of 32"),
        ({"architecture": "classic", "widths": (4, 6)}, "has its own"),
    ],
)
def test_an_architecture_that_cannot_be_built_is_refused_before_data_are_read(change, said):
    with pytest.raises(InputError, match=said):
        check_settings(Settings("multiclass", **change))


def test_a_run_trains_it_and_records_which_it_was(dataset, tmp_path):
    architecture = "mobilenetv2"  # of the two the one with the more kinds of layers
    settings = settings_for(
        dataset,
        architecture=architecture,
        widths=Settings("binary").widths,
        epochs=1,
        images_per_epoch=4,
        batch=2,
    )
    out = tmp_path / "run"
    start_run(settings, out, QUIET)
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["settings"]["architecture"] == settings_of_run(out).architecture == architecture
    assert np.isfinite(history_of(out)[0]["loss"])
    trained = keras.saving.load_model(out / "model.keras", compile=False, safe_mode=True)
    expected = build_architecture(architecture, "multiclass", (32, 32)).count_params()
    assert trained.count_params() == expected


def test_a_run_from_before_there_was_a_choice_is_small(finished, tmp_path):
    record = json.loads((finished / "run.json").read_text(encoding="utf-8"))
    del record["settings"]["architecture"]
    (tmp_path / "run.json").write_text(json.dumps(record), encoding="utf-8")
    assert settings_of_run(tmp_path).architecture == "small"


def test_the_command_line_chooses_the_architecture():
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers(required=True))
    words = ["train", "--model", "binary", "--out", "x"]
    assert command.settings_of(parser.parse_args(words)).architecture == "small"
    chosen = parser.parse_args([*words, "--architecture", "classic"])
    assert command.settings_of(chosen).architecture == "classic"
