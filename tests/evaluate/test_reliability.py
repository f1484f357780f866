"""Confidence against truth: errors that follow from how the pixels were made."""

import json

import numpy as np
import pytest
from tiny_dataset import write_dataset

from usseg.cli import main
from usseg.evaluate.calibrate import Pixels, fit_temperature
from usseg.evaluate.cases import dataset_cases
from usseg.evaluate.reliability import (
    BINS,
    Judged,
    calibration_error,
    chosen_sets,
    count_bins,
    summarise_reliability,
)
from usseg.evaluate.reliability_plot import reliability_svg
from usseg.evaluate.reliability_run import judge
from usseg.image.preprocess import field_mask
from usseg.model.trust import sharpen
from usseg.pipeline import segment_with


def test_the_error_is_the_mean_gap_between_confidence_and_accuracy():
    confidence = np.repeat([0.55, 0.95], [100, 300])
    right = np.concatenate([np.arange(100) < 50, np.arange(300) < 255])  # 0.50 and 0.85 right
    error = calibration_error(count_bins(confidence, right))
    assert error == pytest.approx(0.25 * 0.05 + 0.75 * 0.10)


def test_bins_are_of_equal_width_and_hold_both_ends():
    counts = count_bins(np.array([0.0, 1.0, 1 / BINS + 1e-9]), np.ones(3, bool))
    assert np.flatnonzero(counts[:, 0]).tolist() == [0, 1, BINS - 1]
    assert np.isnan(calibration_error(np.zeros((BINS, 3))))


def test_a_label_has_the_confidence_of_the_smallest_set_that_the_truth_knows():
    sets = {"superficial": 0b110, "muscle": 0b1000}
    chosen = chosen_sets(sets, "multiclass")
    assert chosen[1] == chosen[2] == ("superficial", 0b110)
    assert chosen[3] == ("muscle", 0b1000)
    assert chosen[5] == ("tendon", 0b100000)


def test_the_interval_is_by_group():
    sure = count_bins(np.full(10, 0.97), np.ones(10, bool))
    wrong = count_bins(np.full(10, 0.97), np.zeros(10, bool))
    groups = [Judged(f"g{index % 4}", {"fat": sure}) for index in range(8)]
    found = summarise_reliability([*groups, Judged("g4", {"muscle": wrong})])
    low, high = found["ece_interval"]
    assert low < found["ece"] < high
    assert found["tissues"]["muscle"]["ece"] == pytest.approx(0.97)
    assert found["tissues"]["fat"]["ece"] == pytest.approx(0.03)
    assert summarise_reliability(groups[:2])["ece_interval"] == [None, None]


def test_pixels_are_judged_inside_the_field_where_the_truth_says_something(tiny_release, tmp_path):
    cases = dataset_cases(write_dataset(tmp_path / "set", 1, "test"), "test", "multiclass")
    (case,) = cases.cases
    counts = sum(judge(tiny_release, case, cases.sets).counts.values())
    done = segment_with(tiny_release, case.pixels)
    known = (case.bits != 0) & field_mask(done.field, case.bits.shape)
    assert 0 < known.sum() < case.bits.size
    right = (case.bits >> done.mask & 1).astype(bool)[known]
    assert counts[:, 0].sum() == known.sum()
    assert counts[:, 2].sum() == right.sum()
    # "skin or fat" is at least as probable as the one of the two that was chosen.
    assert counts[:, 1].sum() >= done.confidence[known].sum() - 1e-3


def test_the_temperature_that_spoilt_the_probabilities_is_found_again():
    rng = np.random.default_rng(0)
    odds = np.exp(rng.normal(0, 1.5, (20_000, 8)))
    true = (odds / odds.sum(1, keepdims=True)).astype(np.float32)
    label = (true.cumsum(1) > rng.random((20_000, 1))).argmax(1)
    bits = (1 << label).astype(np.uint8)
    bits[: len(bits) // 2] |= 0b110  # half of the truths say "skin or fat" besides
    bits[: len(bits) // 2][(label[: len(bits) // 2] != 1) & (label[: len(bits) // 2] != 2)] &= 0xF9
    spoilt = sharpen(true, 1 / 1.8)
    assert fit_temperature([Pixels("x", spoilt, bits)]) == pytest.approx(1.8, rel=0.05)


def test_the_plot_shows_every_set_and_escapes_its_names():
    counts = count_bins(np.full(10, 0.97), np.ones(10, bool))
    report = summarise_reliability([Judged("g", {"<fat>": counts, "muscle": counts})])
    svg = reliability_svg("a & b", report)
    assert svg.count("stroke-dasharray") == 3
    assert "&lt;fat&gt;, error 0.030" in svg
    assert "a &amp; b" in svg


@pytest.mark.usefixtures("only_tiny_releases")
def test_the_commands_write_what_the_next_ones_read(tmp_path, capsys):
    drawn = write_dataset(tmp_path / "drawn", 8)
    weights = ["--model", "multiclass", "--release", "0.0.1"]
    calibration, report = tmp_path / "calibration.json", tmp_path / "reliability.json"
    given = ["--data", str(drawn), "--out", str(calibration)]
    assert main(["calibrate", *weights, *given]) == 0
    section = json.loads(calibration.read_text())["calibration"]
    assert section["fitted_on"][0]["split"] == "validation"
    assert section["fitted_on"][0]["images"] == 2  # one group of four is held out
    assert section["ece"]["after"] < section["ece"]["before"]
    given = ["--data", str(drawn), "--split", "validation", "--out", str(report)]
    plot = ["--calibration", str(calibration), "--plot", str(tmp_path / "plot.svg")]
    assert main(["reliability", *weights, *given, *plot]) == 0
    written = json.loads(report.read_text())
    assert written["ece"] == section["ece"]["after"]
    assert written["temperature"] == section["temperature"]
    assert (tmp_path / "plot.svg").read_text().startswith("<svg")
    other = [*weights[:1], "binary", *weights[2:]]
    assert main(["reliability", *other, *given, *plot[:2]]) == 1
    assert "made with other weights" in capsys.readouterr().err
