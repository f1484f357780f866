"""Scoring a release through the users' pipeline."""

import argparse
import json

import numpy as np
import pytest
from PIL import Image
from tiny_dataset import layered_frame, write_dataset

from usseg.errors import InputError, WeightsError
from usseg.evaluate import command
from usseg.evaluate.cases import dataset_cases, phantom_cases
from usseg.evaluate.run import evaluate
from usseg.mask.metrics import dice
from usseg.model.weights_file import exact_release, release_of_file
from usseg.phantom.dataset import SCENES, make_phantom
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED
from usseg.pipeline import segment_with


@pytest.fixture
def folder(tmp_path):
    return write_dataset(tmp_path / "layers", frames=3, split="test")


def parse(*words) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers(required=True))
    return parser.parse_args([str(word) for word in ("evaluate", *words)])


def test_scores_are_those_of_the_mask_that_users_get(tiny_release, folder):
    case_set = dataset_cases(folder, "test", "multiclass")
    assert list(case_set.sets) == ["background", "superficial", "muscle", "fascia"]
    scored = evaluate(tiny_release, case_set, None, lambda name: None)
    for index, case in enumerate(scored):
        pixels, truth = layered_frame(index)
        mask = segment_with(tiny_release, pixels).mask
        wanted = np.where(truth == 255, 255, truth == 3)
        assert case.scores["muscle"].dice == pytest.approx(
            dice(wanted, (mask == 3) * 1, 1), nan_ok=True
        )


def test_phantoms_to_score_on_are_new_and_their_truth_is_exact():
    case_set = phantom_cases(3, FIRST_HELD_OUT_SEED, "multiclass", screen=False)
    cases = list(case_set.cases)
    assert [case.scene for case in cases] == list(SCENES[:3])
    phantom = make_phantom(FIRST_HELD_OUT_SEED + 1, SCENES[1])
    np.testing.assert_array_equal(cases[1].pixels, phantom.pixels)
    np.testing.assert_array_equal(cases[1].bits, 1 << phantom.mask)
    assert len({case.group for case in cases}) == 3


def test_phantoms_on_a_screen_are_scored_at_the_screens_size():
    (case,) = phantom_cases(1, FIRST_HELD_OUT_SEED, "binary", screen=True).cases
    assert case.pixels.shape == case.bits.shape != (256, 256)
    assert set(np.unique(case.bits)) <= {1, 2}


@pytest.mark.parametrize(("count", "first"), [(5, 0), (5, FIRST_HELD_OUT_SEED - 1), (0, 10**9)])
def test_scores_on_phantoms_of_training_are_refused(count, first):
    with pytest.raises(InputError, match="no training uses"):
        phantom_cases(count, first, "multiclass", screen=False)


def test_the_command_writes_report_table_and_pictures(tiny_release, folder, tmp_path, capsys):
    weights, out, worst = tiny_release.path, tmp_path / "report.json", tmp_path / "worst"
    # The size of a file that is not released comes from the record of its run.
    beside = tmp_path / "run"
    beside.mkdir()
    (beside / "model.keras").write_bytes(weights.read_bytes())
    (beside / "run.json").write_text(json.dumps({"settings": {"input_size": [64, 64]}}))
    arguments = parse("--model", "multiclass", "--weights", beside / "model.keras",
                      "--data", folder, "--out", out, "--worst", worst)  # fmt: skip
    assert arguments.run(arguments) == 0
    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["release"]["sha256"] == tiny_release.sha256
    assert report["dataset"]["licence"] == "CC0-1.0"
    assert (report["images"], report["groups"]) == (3, 2)
    assert report["tissues"]["muscle"]["in_truth"] == 3
    pictures = sorted(worst.iterdir())
    assert [path.name[:3] for path in pictures] == ["01-", "02-", "03-"]
    assert Image.open(pictures[0]).size == (4 * 64, 64)
    assert "superficial" in capsys.readouterr().out


def test_a_bundled_release_is_scored_by_its_version(only_tiny_releases, folder, tmp_path):
    arguments = parse("--model", "binary", "--release", "0.0.1", "--data", folder,
                      "--out", tmp_path / "report.json")  # fmt: skip
    assert arguments.run(arguments) == 0
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["release"]["source"] == "bundled"
    assert list(report["tissues"]) == ["rest"]  # this data set draws no fat by itself


def test_another_version_is_not_scored_in_place_of_one_that_is_missing(only_tiny_releases):
    with pytest.raises(WeightsError, match=r"9\.9\.9"):
        exact_release("multiclass", "9.9.9")


def test_weights_that_cannot_be_read_are_refused(tmp_path):
    with pytest.raises(WeightsError, match=r"Name a \.keras file"):
        release_of_file(tmp_path / "none.keras", "multiclass")


def test_something_to_score_on_is_needed(tmp_path):
    arguments = parse("--model", "binary", "--release", "0.0.1", "--out", tmp_path / "x.json")
    with pytest.raises(InputError, match="--data DIR, or --split phantoms"):
        command.chosen_cases(arguments)
