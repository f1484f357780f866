"""Runs are compared on the same frames, timed by turns, and written as one table."""

import argparse
import json
from pathlib import Path

import keras
import pytest
from tiny_dataset import write_dataset

from usseg.errors import InputError
from usseg.evaluate import compare_command
from usseg.evaluate.cases import dataset_cases
from usseg.evaluate.compare import ROUNDS, time_by_turns
from usseg.evaluate.compare_runs import read_run, read_runs
from usseg.evaluate.compare_table import OTHER_DATA, as_markdown
from usseg.evaluate.run import evaluate
from usseg.evaluate.summary import summarise
from usseg.model.unet import build_unet


def write_run(folder: Path, architecture: str | None, widths=(4, 6), digest="a") -> Path:
    """A folder as a finished run of an untrained network leaves it."""
    folder.mkdir()
    keras.utils.set_random_seed(len(widths))
    build_unet(8, (32, 32), widths).save(folder / "model.keras")
    settings = {"model": "multiclass", "input_size": [32, 32], "batch": 4}
    settings |= {"architecture": architecture} if architecture else {}
    record = {"settings": settings, "data": [{"name": "layers", "sha256": digest}]}
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    history = [{"epoch": n, "step": 10 * n, "elapsed_s": 90.0 * n} for n in (1, 2)]
    (folder / "history.json").write_text(json.dumps(history), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def runs(tmp_path_factory) -> dict[str, Path]:
    """Runs of two networks; the second is the usual one, from before there was a choice."""
    folder = tmp_path_factory.mktemp("runs")
    return {
        "large": write_run(folder / "large", "classic", (4, 6, 8)),
        "ours": write_run(folder / "ours", None),
    }


@pytest.fixture(scope="module")
def report(runs, tmp_path_factory) -> dict:
    """What the command writes about both."""
    folder = tmp_path_factory.mktemp("compare")
    data = write_dataset(folder / "layers", frames=4, split="test")
    words = [f"--run={name}={path}" for name, path in runs.items()]
    out = folder / "report.json"
    arguments = parse(*words, "--data", data, "--phantoms", 2, "--out", out)
    assert arguments.run(arguments) == 0
    return json.loads(out.read_text(encoding="utf-8")) | {"folder": str(data)}


def parse(*words) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    compare_command.add_parser(parser.add_subparsers(required=True))
    return parser.parse_args([str(word) for word in ("compare", *words)])


def test_every_run_gets_the_scores_that_evaluate_gives_it(report, runs):
    phantoms, layers = report["tests"]
    assert (phantoms["images"], layers["images"], layers["groups"]) == (2, 4, 2)
    for name, folder in runs.items():
        case_set = dataset_cases(Path(report["folder"]), "test", "multiclass")
        scored = evaluate(read_run(name, folder).release, case_set, None, lambda done: None)
        expected = summarise(scored, case_set.sets)
        assert layers["scores"][name]["mean_dice"] == expected["mean_dice"]
        assert layers["scores"][name]["dice"]["muscle"] == expected["tissues"]["muscle"]["dice"]


def test_costs_are_those_of_the_saved_networks(report, runs):
    ours, large = report["runs"]["ours"], report["runs"]["large"]
    assert ours["parameters"] == build_unet(8, (32, 32), (4, 6)).count_params()
    assert ours["bytes"] == (runs["ours"] / "model.keras").stat().st_size
    assert ours["flops"] < large["flops"]
    assert ours["training"] == {"epochs": 2, "steps": 20, "images": 80, "seconds": 180.0}


def test_times_are_relative_to_small_wherever_it_is_named(report):
    assert report["times_relative_to"] == "ours"
    assert list(report["runs"]) == ["ours", "large"]
    assert report["runs"]["ours"]["time"]["ratio"] == 1


def test_a_machine_that_slows_down_does_not_change_the_ratio():
    now, pace = 0.0, 1.0

    def work(amount: float):
        def call():
            nonlocal now, pace
            now, pace = now + amount * pace, pace * 1.001

        return call

    one, three = time_by_turns([work(1), work(3)], clock=lambda: now)
    assert (one["ratio"], three["ratio"]) == (1, pytest.approx(3, abs=0.01))
    assert three["milliseconds"] == pytest.approx(3000, rel=0.02 + 0.001 * ROUNDS * 2)


def test_the_table_has_a_column_per_run_and_a_row_per_tissue(report):
    lines = as_markdown(report).splitlines()
    assert lines[0] == "| multiclass | ours | large |"
    assert all(line.count("|") == 4 for line in lines)
    assert f"| parameters | {report['runs']['ours']['parameters']:,} |" in "\n".join(lines)
    (muscle,) = [line for line in lines if "layers, test, 4 images: muscle" in line]
    value = report["tests"][1]["scores"]["large"]["dice"]["muscle"]["mean"]
    assert f"{value:.3f}" in muscle.split("|")[3]
    assert "trained for, minutes | 3.0 |" in "\n".join(lines)


def test_runs_on_other_data_are_said_to_be_so(report, runs, tmp_path):
    assert OTHER_DATA not in as_markdown(report)
    other = write_run(tmp_path / "other", "classic", digest="b")
    ours, strange = read_runs({"ours": runs["ours"], "other": other})
    assert ours.data != strange.data
    assert OTHER_DATA in as_markdown(report | {"same_data": False})


def test_runs_that_cannot_be_compared_are_refused(runs, tmp_path):
    with pytest.raises(InputError, match="from 2 to"):
        read_runs({"ours": runs["ours"]})
    with pytest.raises(InputError, match="not the folder of a finished run"):
        read_runs({"ours": runs["ours"], "empty": tmp_path})
    binary = write_run(tmp_path / "binary", "small")
    record = json.loads((binary / "run.json").read_text())
    record["settings"]["model"] = "binary"
    (binary / "run.json").write_text(json.dumps(record))
    with pytest.raises(InputError, match="binary and multiclass"):
        read_runs({"ours": runs["ours"], "other": binary})


def test_something_to_score_on_is_needed(runs):
    words = [f"--run={name}={path}" for name, path in runs.items()]
    arguments = parse(*words, "--phantoms", 0, "--out", "x.json")
    with pytest.raises(InputError, match="--data DIR, or --phantoms N"):
        arguments.run(arguments)


@pytest.mark.parametrize("text", ["small", "=runs/a", "a|b=runs/a", "small="])
def test_a_run_needs_a_name_that_a_table_can_hold(text):
    with pytest.raises(argparse.ArgumentTypeError, match="NAME=RUN"):
        compare_command.named_folder(text)
