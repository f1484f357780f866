"""Thickness against observers, on a folder of phantoms laid out like the images they measured."""

import argparse
import csv
import json
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from usseg.errors import InputError
from usseg.evaluate import accuracy_command, accuracy_observers
from usseg.evaluate.accuracy_observers import Found, Reading, find_all
from usseg.evaluate.observers_index import Observed, read_observed
from usseg.evaluate.observers_summary import observers_differ, summarise_observers
from usseg.image.preprocess import whole_field
from usseg.measure import muscle_thickness_at_edge
from usseg.phantom.dataset import make_phantom

HEADER = ("dataset", "file", "key", "observer", "height_px")
SEEDS = {"3": (0, 1), "4": (2, 3)}  # phantoms with two aponeuroses at their left edge


def write_index(folder, lines) -> None:
    with (folder / "index.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(lines)


@pytest.fixture
def folder(tmp_path):
    """Four phantoms; observers say 2 % too much, the truth, and (in one image) ten times as much."""
    (tmp_path / "images").mkdir()
    lines = []
    for dataset, seeds in SEEDS.items():
        for seed in seeds:
            phantom = make_phantom(seed, "limb-longitudinal")
            name = f"ds{dataset}_{seed}.png"
            Image.fromarray(phantom.pixels).save(tmp_path / "images" / name)
            inside = np.ones(phantom.mask.shape, dtype=bool)
            true = muscle_thickness_at_edge(phantom.mask, inside, None).px
            third = 10 * true if seed == 3 else true
            for observer, height in (("obs1", 1.02 * true), ("obs2", true), ("obs3", third)):
                lines.append((dataset, name, name, observer, f"{height:.6f}"))
    write_index(tmp_path, lines)
    return tmp_path


@pytest.fixture
def perfect_network(monkeypatch):
    """Let the pipeline answer with the true masks, and fail on the image of seed 1."""

    def answer(release, path):
        seed = int(path.stem.rpartition("_")[2])
        if seed == 1:
            raise InputError("This image cannot be read.")
        mask = make_phantom(seed, "limb-longitudinal").mask
        return SimpleNamespace(mask=mask, field=whole_field(mask.shape))

    monkeypatch.setattr(accuracy_observers, "segment_with", answer)


def test_the_median_of_the_observers_is_the_truth(folder):
    images = read_observed(folder)
    assert [len(image.heights_px) for image in images] == [3] * 4
    assert images[3].true_px == pytest.approx(sorted(images[3].heights_px)[1])


def test_true_masks_have_the_error_of_the_observers_and_a_failure_counts_as_all(
    folder, perfect_network
):
    report = summarise_observers(find_all(None, folder, read_observed(folder), lambda name: None))
    everything = report["all"]
    assert (everything["images"], everything["failed"]) == (4, 1)
    assert report["datasets"]["4"]["p90_percent"] == pytest.approx(2 / 1.02 * 0.9, abs=0.1)
    assert report["datasets"]["3"]["median_percent"] == pytest.approx(50.0, abs=0.1)
    why = "This image cannot be read."
    assert report["failures"] == [{"file": "ds3_1.png", "side": "left", "why": why}]
    assert len(report["cases"]) == 4


def test_an_index_without_angles_is_measured_at_the_left_and_the_report_says_so(
    folder, perfect_network
):
    report = summarise_observers(find_all(None, folder, read_observed(folder), lambda name: None))
    for part in report["datasets"].values():
        assert part["side"] == "left"
        assert "an angle in 0 images, and 10 are needed" in part["side_why"]
        unknown = {"images": 0, "rms_as_stored": None, "rms_mirrored": None}
        assert part["angles_deg"] == {"superficial": unknown, "deep": unknown}


def test_the_percentiles_are_numpys_and_none_is_left_out():
    image = Observed("3", "a.png", (100.0,))
    readings = [Reading(px, "") for px in (100.0, 103.0, 90.0, None)]
    found = [Found(image, {"left": one, "right": Reading(55.0, "")}, {}) for one in readings]
    part = summarise_observers(found)["all"]
    errors = [0, 3, 10, 100]
    assert part["median_percent"] == np.median(errors)
    assert part["p90_percent"] == pytest.approx(np.percentile(errors, 90), abs=1e-3)
    assert part["median_signed_percent"] == np.median([0, 3, -10, -100])
    assert part["observers_percent"] is None  # one observer cannot disagree


def test_observers_differ_by_the_mean_over_their_pairs():
    images = [Observed("3", "a.png", (100.0, 90.0, 100.0)), Observed("3", "b.png", (200.0, 210.0))]
    assert observers_differ(images) == pytest.approx((10 + 10 + 0 + 10 / 2.05) / 4, abs=1e-3)


def parse(*words) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    accuracy_command.add_parser(parser.add_subparsers(required=True))
    return parser.parse_args([str(word) for word in ("accuracy", *words)])


def test_the_command_writes_a_report_with_every_image(only_tiny_releases, folder, tmp_path, capsys):
    (folder / "images" / "ds4_2.png").unlink()  # an image that cannot be read is no way out
    out = tmp_path / "observers.json"
    arguments = parse("--timtrack", folder, "--out", out)
    assert arguments.run(arguments) == 0
    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["all"]["images"] == len(report["cases"]) == 4
    assert report["all"]["failed"] >= 1
    assert report["release"]["version"] == "0.0.1"
    assert set(report["datasets"]) == {"3", "4"}
    told = capsys.readouterr().out
    assert "muscle thickness" in told
    assert "each set's own" in told
    assert told.count("right") == 2  # the other side of both sets
    assert "Taken as stored" in told


def test_the_binary_model_knows_no_muscle(folder, tmp_path):
    arguments = parse("--model", "binary", "--timtrack", folder, "--out", tmp_path / "x.json")
    with pytest.raises(InputError, match="multiclass model only"):
        arguments.run(arguments)
