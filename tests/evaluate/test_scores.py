"""From masks to the numbers of a report."""

import json
import math

import numpy as np
import pytest

from usseg.evaluate.cases import Case
from usseg.evaluate.pictures import disagreement
from usseg.evaluate.report import as_table, write_report
from usseg.evaluate.score import score_case
from usseg.evaluate.summary import ScoredCase, summarise

SETS = {"background": 0b1, "superficial": 0b110, "muscle": 0b1000}
BACKGROUND, SUPERFICIAL, MUSCLE = SETS.values()


def case(bits: np.ndarray, name: str = "a", spacing_mm=None, scene: str = "") -> Case:
    return Case(name, name, np.zeros(bits.shape, np.uint8), bits, spacing_mm, scene)


def layers(superficial: int, muscle: int) -> np.ndarray:
    """Bits (100, 50): superficial from row 0, muscle from `superficial`, background below."""
    bits = np.full((100, 50), BACKGROUND, np.uint8)
    bits[: superficial + muscle] = MUSCLE
    bits[:superficial] = SUPERFICIAL
    return bits


def mask_of(bits: np.ndarray) -> np.ndarray:
    """A mask that is right: fat for superficial."""
    return np.select([bits == SUPERFICIAL, bits == MUSCLE], [2, 3], 0).astype(np.uint8)


def scored(truth: np.ndarray, mask: np.ndarray, name: str = "a", **more) -> ScoredCase:
    given = case(truth, name, **more)
    return ScoredCase(name, name, given.scene, score_case(given, mask, SETS, "multiclass"))


def test_skin_and_fat_score_as_one_where_the_truth_does_not_part_them():
    mask = mask_of(layers(20, 40))
    mask[:5] = 1
    scores = score_case(case(layers(20, 40)), mask, SETS, "multiclass")
    assert scores["superficial"].dice == 1.0


def test_a_layer_that_is_ten_rows_too_low_has_the_scores_of_its_geometry():
    scores = score_case(
        case(layers(20, 40), spacing_mm=(0.2, 5.0)), mask_of(layers(30, 40)), SETS, "multiclass"
    )
    assert scores["muscle"].dice == pytest.approx(2 * 30 / 80)
    assert scores["muscle"].iou == pytest.approx(30 / 50)
    assert scores["muscle"].hd95_px == pytest.approx(10)
    assert scores["muscle"].hd95_mm == pytest.approx(2.0)


def test_without_spacing_there_are_no_millimetres():
    scores = score_case(case(layers(20, 40)), mask_of(layers(30, 40)), SETS, "multiclass")
    assert math.isnan(scores["muscle"].hd95_mm)


def test_absent_tissues_count_as_the_report_says():
    right = layers(20, 40)
    cases = [
        scored(right, mask_of(right), "found"),
        scored(layers(20, 0), mask_of(layers(20, 0)), "absent in both"),
        scored(layers(20, 0), mask_of(layers(20, 3)), "false alarm"),
        scored(right, mask_of(layers(20, 0)), "missed"),
    ]
    muscle = summarise(cases, SETS)["tissues"]["muscle"]
    assert muscle["dice"]["mean"] == pytest.approx(1 / 3, abs=1e-4)
    assert muscle["dice"]["images"] == 3
    assert muscle["dice_present"]["mean"] == 0.5
    assert muscle["dice_pooled"] == pytest.approx(2 * 2000 / (4000 + 150 + 2000), abs=1e-4)
    assert (muscle["in_truth"], muscle["missed_wholly"], muscle["false_alarms"]) == (2, 1, 1)


def test_the_mean_over_tissues_leaves_background_out():
    right = layers(20, 40)
    summary = summarise([scored(right, mask_of(layers(20, 10)))], SETS)
    dice = {name: entry["dice"]["mean"] for name, entry in summary["tissues"].items()}
    assert summary["mean_dice"] == pytest.approx((dice["superficial"] + dice["muscle"]) / 2)


def test_the_worst_cases_come_first_and_scenes_are_kept_apart():
    right = layers(20, 40)
    cases = [
        scored(right, mask_of(layers(20, muscle)), f"m{muscle}", scene="s" if muscle > 20 else "t")
        for muscle in (40, 5, 30, 10, 20, 25, 15)
    ]
    summary = summarise(cases, SETS)
    assert summary["worst"] == ["m5", "m10", "m15", "m20", "m25"]
    assert summary["scenes"]["s"] > summary["scenes"]["t"]


def test_a_report_is_json_without_nan_and_its_table_shows_every_tissue(tmp_path):
    summary = summarise([scored(layers(20, 0), mask_of(layers(20, 0)))], SETS)
    dataset = {"name": "x", "split": "test", "weak": True}
    report = {"release": {"model": "multiclass", "version": "1"}, "dataset": dataset, **summary}
    write_report(tmp_path / "deep" / "report.json", report)
    again = json.loads((tmp_path / "deep" / "report.json").read_text(encoding="utf-8"))
    assert again["tissues"]["muscle"]["dice"]["mean"] is None
    table = as_table(report)
    assert list(table.columns[0].cells) == list(SETS)
    assert "weak" in table.title


def test_disagreement_is_where_the_set_does_not_allow_the_label():
    bits = np.array([[0, SUPERFICIAL, SUPERFICIAL, MUSCLE]], np.uint8)
    mask = np.array([[3, 1, 3, 3]], np.uint8)
    assert disagreement(bits, mask).tolist() == [[False, False, True, False]]
