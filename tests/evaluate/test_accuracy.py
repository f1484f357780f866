"""Errors of sizes, on pairs whose errors are known, and through the users' pipeline."""

import argparse
import json

import numpy as np
import pytest

from usseg.errors import InputError
from usseg.evaluate import accuracy_command
from usseg.evaluate.accuracy import Pair, measure_phantoms, pairs_of
from usseg.evaluate.accuracy_summary import summarise_pairs
from usseg.measure import measure_all
from usseg.phantom.dataset import make_phantom
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED

SPACING_MM = (0.1, 0.2)


def parse(*words) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    accuracy_command.add_parser(parser.add_subparsers(required=True))
    return parser.parse_args([str(word) for word in ("accuracy", *words)])


def layers(fat_rows: int, muscle: bool = True) -> np.ndarray:
    """Skin of 10 rows, fat, and muscle down to row 150 of 200, on 100 columns."""
    mask = np.zeros((200, 100), dtype=np.uint8)
    mask[:10], mask[10 : 10 + fat_rows] = 1, 2
    if muscle:
        mask[10 + fat_rows : 150] = 3
    return mask


def measured(mask: np.ndarray):
    return measure_all(mask, mask, np.ones(mask.shape, dtype=bool), "multiclass", SPACING_MM)


def test_sizes_are_compared_in_mm():
    pairs = {
        (p.tissue, p.quantity): p for p in pairs_of(measured(layers(40)), measured(layers(50)))
    }
    assert pairs["fat", "thickness"][2:] == pytest.approx((4.0, 5.0))
    assert pairs["fat", "perpendicular"][2:] == pytest.approx((4.0, 5.0))
    assert pairs["fat", "area"][2:] == pytest.approx((80.0, 100.0))
    assert ("tendon", "area") not in pairs


def test_what_was_not_found_is_wrong_by_all_of_it():
    pairs = pairs_of(measured(layers(40)), measured(layers(40, muscle=False)))
    muscle = summarise_pairs(pairs, "multiclass")["muscle"]
    assert (muscle["images"], muscle["missed"], muscle["false_alarms"]) == (1, 1, 0)
    assert muscle["thickness"]["median_percent"] == 100.0
    assert "perpendicular" not in muscle


def test_what_is_not_there_counts_as_a_false_alarm_and_in_no_error():
    pairs = pairs_of(measured(layers(40, muscle=False)), measured(layers(40)))
    muscle = summarise_pairs(pairs, "multiclass")["muscle"]
    assert (muscle["images"], muscle["false_alarms"]) == (0, 1)
    assert "area" not in muscle


def test_a_true_mask_has_no_error():
    phantom = make_phantom(7, "limb-longitudinal")
    field = np.ones(phantom.mask.shape, dtype=bool)
    one = measure_all(phantom.mask, phantom.pixels, field, "multiclass", phantom.spacing_mm)
    for tissue in summarise_pairs(pairs_of(one, one), "multiclass").values():
        for quantity in ("area", "thickness", "perpendicular", "at_left_edge"):
            if quantity in tissue:
                assert tissue[quantity]["p95_percent"] == 0.0


def test_median_and_percentile_are_numpys():
    pairs = [Pair("fat", "thickness", 10.0, 10.0 + error) for error in (-1, 0, 2, 3, 9)]
    fat = summarise_pairs(pairs, "multiclass")["fat"]["thickness"]
    errors = [1, 0, 2, 3, 9]
    assert fat["n"] == 5
    assert fat["median_absolute"] == np.median(errors)
    assert fat["p95_absolute"] == pytest.approx(np.percentile(errors, 95), abs=1e-3)
    assert fat["p95_percent"] == pytest.approx(10 * np.percentile(errors, 95), abs=1e-2)
    assert fat["median_signed"] == 2.0


def test_no_quantity_of_bone_but_its_area_is_compared():
    mask = np.zeros((200, 100), dtype=np.uint8)
    mask[100:150] = 7
    pairs = pairs_of(measured(mask), measured(mask))
    assert {pair.quantity for pair in pairs if pair.tissue == "bone"} == {"area"}


@pytest.mark.parametrize(("count", "first"), [(0, FIRST_HELD_OUT_SEED), (3, 5)])
def test_phantoms_that_training_may_have_seen_are_refused(tiny_release, count, first):
    with pytest.raises(InputError, match="no training uses"):
        measure_phantoms(tiny_release, count, first, print)


@pytest.mark.parametrize("model", ["multiclass", "binary"])
def test_the_command_writes_a_report_on_phantoms(only_tiny_releases, tmp_path, capsys, model):
    out = tmp_path / "accuracy.json"
    arguments = parse("--model", model, "--count", 2, "--out", out)
    assert arguments.run(arguments) == 0
    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["release"]["version"] == "0.0.1"
    assert report["dataset"] == {"name": "phantoms", "images": 2, "first_seed": FIRST_HELD_OUT_SEED}
    assert report["tissues"]["fat"]["images"] == 2
    assert report["tissues"]["fat"]["area"]["unit"] == "mm²"
    assert "fat" in capsys.readouterr().out
