"""The command that measures the field: its figures, its report, its refusals."""

import json
from pathlib import Path

import numpy as np
import pytest

from usseg.cli import main
from usseg.evaluate import field_accuracy
from usseg.evaluate.field_accuracy import ALL, Found, find_all, find_steered, summarise
from usseg.image.field import find_field
from usseg.image.field_given import rectangle
from usseg.image.preprocess import field_box, whole_field
from usseg.phantom.dataset import SCENES
from usseg.phantom.furniture_steered import STEERABLE
from usseg.types import Field, Frame

SEED = 5_900_000


def test_figures_are_those_of_the_overlaps():
    ious = np.linspace(0.5, 1.0, 11)
    found = [Found(SCENES[0], seed, float(iou)) for seed, iou in enumerate(ious)]
    found.append(Found(SCENES[1], 99, 0.25))
    report = summarise(found)
    assert report["scenes"][SCENES[0]] == {
        "frames": 11, "mean": 0.75, "p5": 0.525, "min": 0.5, "below_0.7": 4,
    }  # fmt: skip
    assert report["scenes"][ALL]["frames"] == 12
    assert report["scenes"][ALL]["min"] == 0.25
    assert [one["seed"] for one in report["worst"]] == [99, 0, 1, 2, 3]


def test_a_blind_detector_scores_what_the_field_covers(monkeypatch):
    monkeypatch.setattr(field_accuracy, "find_field", lambda frame: whole_field(frame.pixels.shape))
    bare = summarise(find_all(1, SEED, False, lambda name: None))["scenes"]
    assert bare["limb-longitudinal"]["mean"] == 1.0
    assert bare["convex"]["mean"] < 0.8
    furnished = summarise(find_all(1, SEED, True, lambda name: None))["scenes"]
    assert furnished[ALL]["mean"] < bare[ALL]["mean"]


def test_fields_of_new_phantoms_are_found():
    bare = summarise(find_all(3, SEED, False, lambda name: None))["scenes"][ALL]
    furnished = summarise(find_all(3, SEED, True, lambda name: None))["scenes"][ALL]
    assert bare["frames"] == furnished["frames"] == 3 * len(SCENES)
    assert bare["mean"] > 0.97
    assert furnished["mean"] > 0.92


def test_steered_fields_are_found_better_than_a_box_around_them(monkeypatch):
    steered = summarise(find_steered(3, SEED, lambda name: None))["scenes"]
    assert set(steered) == {*STEERABLE, ALL}
    assert steered[ALL]["frames"] == 3 * len(STEERABLE)
    assert steered[ALL]["mean"] > 0.89
    monkeypatch.setattr(field_accuracy, "find_field", box_of_the_found_field)
    boxes = summarise(find_steered(3, SEED, lambda name: None))["scenes"]
    assert boxes[ALL]["mean"] < steered[ALL]["mean"] - 0.08


def box_of_the_found_field(frame: Frame) -> Field:
    """What a finder would return that knows upright sides only."""
    return rectangle(field_box(find_field(frame), frame.pixels.shape), frame.pixels.shape)


def test_command_writes_its_report(tmp_path, capsys):
    out = tmp_path / "field.json"
    assert main(["field", "--count", "1", "--first-seed", str(SEED), "--out", str(out)]) == 0
    report = json.loads(out.read_text())
    assert report["first_seed"] == SEED
    assert set(report["bare"]["scenes"]) == {*SCENES, ALL} == set(report["furnished"]["scenes"])
    assert set(report["steered"]["scenes"]) == {*STEERABLE, ALL}
    printed = capsys.readouterr().out
    assert ALL in printed
    assert f"{report['steered']['scenes'][ALL]['mean']:.3f}" in printed


@pytest.mark.parametrize(("option", "value"), [("--count", "0"), ("--first-seed", "-1")])
def test_command_refuses_numbers_that_make_no_sense(tmp_path, capsys, option, value):
    out = tmp_path / "field.json"
    assert main(["field", "--count", "1", option, value, "--out", str(out)]) == 1
    assert value in capsys.readouterr().err
    assert not out.exists()


def test_the_documented_figures_are_those_of_the_kept_report():
    docs = Path(__file__).parents[2] / "docs"
    report = json.loads((docs / "runs" / "field.json").read_text(encoding="utf-8"))
    text = (docs / "field.md").read_text(encoding="utf-8")
    for scene, bare in report["bare"]["scenes"].items():
        furnished = report["furnished"]["scenes"][scene]
        cells = [row[name] for row in (bare, furnished) for name in ("mean", "p5", "min")]
        assert f"| {scene} | {' | '.join(f'{cell:.3f}' for cell in cells)} |" in text
    cells = [report["steered"]["scenes"][ALL][name] for name in ("mean", "p5", "min")]
    assert f"| steered | | | | {' | '.join(f'{cell:.3f}' for cell in cells)} |" in text


def test_the_kept_report_is_no_worse_than_what_the_finder_reached():
    path = Path(__file__).parents[2] / "docs" / "runs" / "field.json"
    report = json.loads(path.read_text(encoding="utf-8"))
    names = ("bare", "furnished", "steered")
    bare, furnished, steered = (report[name]["scenes"][ALL] for name in names)
    assert bare["mean"] >= 0.989
    assert bare["p5"] >= 0.97
    assert furnished["mean"] >= 0.959
    assert furnished["p5"] >= 0.775
    assert steered["mean"] >= 0.96
    assert steered["p5"] >= 0.81
    assert bare["below_0.7"] <= 2
    assert furnished["below_0.7"] <= 7
    assert steered["below_0.7"] <= 7
