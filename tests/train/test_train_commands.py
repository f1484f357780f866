"""The commands that train, make phantoms and export, from their arguments to their files."""

import argparse

import pytest
from tiny_dataset import write_dataset

from usseg.errors import InputError
from usseg.image.dataset import read_dataset
from usseg.model.releases import bundled_versions
from usseg.train import command, export_command, phantoms_command
from usseg.train.argument_values import named_number, named_path


def parse(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers(required=True)
    for module in (command, phantoms_command, export_command):
        module.add_parser(subparsers)
    return parser.parse_args([str(word) for word in words])


def call(*words: str) -> int:
    arguments = parse(*words)
    return arguments.run(arguments)


def test_phantoms_train_and_export_follow_each_other(tmp_path, capsys):
    phantoms, drawn, run = tmp_path / "phantoms", tmp_path / "drawn", tmp_path / "run"
    write_dataset(drawn, name="drawn")
    assert call("phantoms", "--out", phantoms, "--count", 4, "--scene", "limb-transverse") == 0
    assert len(read_dataset(phantoms, "train").entries) == 4
    size = ("--widths", 4, 6, "--input-size", 32, 32)
    short = ("--epochs", 1, "--images-per-epoch", 8, "--batch", 4, "--phantoms", "none")
    mix = ("--mix", "drawn=0.25", "--weight", "fat=3")
    options = (*size, *short, *mix)
    assert (
        call("train", "--model", "binary", "--data", phantoms, drawn, "--out", run, *options) == 0
    )
    assert call("export", run, "--version", "0.0.2", "--releases", tmp_path / "releases") == 0
    assert bundled_versions("binary", tmp_path / "releases") == ["0.0.2"]
    assert "4 phantoms" in capsys.readouterr().out


def test_settings_follow_the_command_line():
    arguments = parse("train", "--model", "binary", "--out", "x", "--minutes", "5", "--seed", "3")
    settings = command.settings_of(arguments)
    assert (settings.model, settings.minutes, settings.seed) == ("binary", 5.0, 3)
    assert settings.input_size == (256, 256)


def test_training_without_a_model_is_refused_with_the_choice():
    with pytest.raises(InputError, match="--model multiclass or --model binary"):
        command.settings_of(parse("train", "--out", "x"))


@pytest.mark.parametrize("text", ["fascia", "=2", "fascia=much"])
def test_a_weight_that_is_no_number_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError, match="NAME=NUMBER"):
        named_number(text)


def test_scores_need_a_name():
    with pytest.raises(argparse.ArgumentTypeError, match="NAME=JSON"):
        named_path("report.json")
