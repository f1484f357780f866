"""The report's numbers, known by construction, and its JSON, strictly valid."""

import json

import numpy as np
import pytest

import usseg
from usseg.render import TISSUE_COLUMNS, report, tissue_rows

KEYS = {
    "model", "version", "source", "commit", "sha256", "rows", "cols", "spacing_mm",
    "spacing_source", "scale_offers", "field", "tissues", "edited_pixels", "timings_ms", "warnings",
    "notice", "usseg_version", "trust",
}  # fmt: skip


def strict(written: dict) -> dict:
    """Through JSON and back, refusing NaN and infinity."""
    return json.loads(json.dumps(written, allow_nan=False))


def test_report_says_which_weights_made_the_mask(sample):
    written = strict(report(sample()))
    assert set(written) == KEYS
    assert (written["model"], written["version"], written["source"]) == (
        "multiclass",
        "0.1.0",
        "hub",
    )
    assert (written["commit"], written["sha256"]) == ("c" * 40, "d" * 64)
    assert written["usseg_version"] == usseg.__version__
    assert "doctor" in written["notice"]
    assert written["warnings"] == ["Something to know."]
    assert written["timings_ms"] == {"read": 1.3}


def test_report_gives_size_spacing_and_field(sample, box):
    written = strict(report(sample(field=box)))
    assert (written["rows"], written["cols"]) == (10, 16)
    assert written["spacing_mm"] == [0.5, 0.25]
    assert written["spacing_source"] == "given by the user"
    assert written["field"] == {
        "kind": "rectangle",
        "outline": [[2, 4], [2, 12], [8, 12], [8, 4]],
    }


def test_report_counts_tissues_inside_the_field(sample, box):
    tissues = strict(report(sample(field=box)))["tissues"]
    assert [tissue["label"] for tissue in tissues] == list(range(8))
    assert tissues[3] == {
        "label": 3, "name": "muscle", "pixels": 24, "fraction": 0.5,
        "area_mm2": 3.0, "mean_confidence": 0.75, "evidence": "none",
    }  # fmt: skip
    assert tissues[0]["pixels"] == 0  # the background lies outside the field
    assert tissues[0]["mean_confidence"] is None


def test_unknown_spacing_is_null_and_so_is_every_millimetre(sample):
    bare = sample()
    frame = type(bare.frame)(bare.frame.pixels, 255)
    written = strict(report(sample(frame=frame, truth=bare.mask)))
    assert written["spacing_mm"] is None
    assert {tissue["area_mm2"] for tissue in written["tissues"]} == {None}
    assert {score["hd95_mm"] for score in written["scores"]} == {None}


def test_scores_follow_a_truth_shifted_by_known_rows(sample):
    truth = np.roll(sample().mask, 1, axis=0)
    muscle = strict(report(sample(truth=truth)))["scores"][3]
    assert (muscle["label"], muscle["name"]) == (3, "muscle")
    assert muscle["dice"] == pytest.approx(2 / 3)
    assert muscle["iou"] == pytest.approx(1 / 2)
    assert muscle["hd95_px"] == pytest.approx(1.0)
    assert muscle["hd95_mm"] == pytest.approx(0.5)  # rows are 0.5 mm high, cols 0.25 mm wide


def test_confusion_stands_beside_the_scores(sample):
    truth = np.roll(sample().mask, 1, axis=0)
    confusion = strict(report(sample(truth=truth)))["confusion"]
    muscle, bone = (confusion["truth"].index(name) for name in ("muscle", "bone"))
    assert confusion["pixels"][muscle][bone] == 8  # one row of eight columns
    assert confusion["row_percent"][muscle][bone] == pytest.approx(100 / 3)


def test_a_tissue_absent_from_both_masks_has_null_scores(sample):
    skin = strict(report(sample(truth=sample().mask)))["scores"][1]
    assert (skin["dice"], skin["iou"], skin["hd95_px"], skin["hd95_mm"]) == (None,) * 4


def test_a_missed_tissue_scores_zero_and_its_distance_is_null(sample):
    truth = np.zeros((10, 16), dtype=np.uint8)
    truth[1, 1] = 2
    fat = strict(report(sample(truth=truth)))["scores"][2]
    assert (fat["dice"], fat["iou"], fat["hd95_px"]) == (0.0, 0.0, None)


def test_pixels_the_truth_ignores_cannot_lower_a_score(sample):
    truth = sample().mask.copy()
    truth[4, :] = 255
    assert strict(report(sample(truth=truth)))["scores"][3]["dice"] == 1.0


def test_table_has_a_row_per_tissue_and_dashes_for_the_unknown(sample):
    rows = tissue_rows(sample())
    assert {len(row) for row in rows} == {len(TISSUE_COLUMNS)}
    assert rows[3] == [3, "muscle", 24, "15.0", "3.0", "0.75"]
    assert rows[1] == [1, "skin", 0, "0.0", "0.0", "–"]
