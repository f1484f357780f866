"""Volumes of simulated limbs: with true masks the error is that of geometry and votes alone."""

import json

import numpy as np
import pytest

from usseg.cli import main
from usseg.evaluate.volume_accuracy import judge, judge_limb, summarise
from usseg.evaluate.volume_command import BEGIN, END
from usseg.evaluate.volume_scans import bone_distance_mm, limb_scan
from usseg.phantom.anatomy import FAT, MUSCLE
from usseg.phantom.limb3d import rod_level
from usseg.phantom.scan3d_paths import KINDS
from usseg.types import Frame
from usseg.volume.builder import add, finish, start
from usseg.volume.slices import slice_of_mask

TARGETS = {"fat": 3.0, "muscle": 3.0, "tendon": 8.0}  # percent
BONE_TARGET_MM = 0.5


@pytest.mark.parametrize("kind", KINDS)
def test_geometry_and_votes_alone_stay_well_under_the_targets(kind):
    (row,) = judge_limb(0, kind, None)
    for name, target in TARGETS.items():
        assert abs(row["error_percent"][name]) < target / 3
    assert row["bone_mm"][0] < BONE_TARGET_MM / 2
    assert 0 < row["unseen_share"] < 0.2
    assert row["found_ml"]["muscle"] > 40


def test_wrong_masks_are_found_out():
    """The comparison can fail: muscle that is called fat shows in both."""
    scan = limb_scan(0, "linear", echoes=False)
    builder = start(scan.sweep, "multiclass")
    for index, mask in enumerate(scan.scan.masks):
        wrong = np.where((mask == MUSCLE) & (np.arange(256) < 128), FAT, mask).astype(np.uint8)
        frame = Frame(scan.sweep.pixels[index], 255, scan.sweep.spacing_mm)
        add(builder, slice_of_mask(wrong, frame, "multiclass"), index)
    (true,) = judge_limb(0, "linear", None)
    truth = np.array([0, *true["true_ml"].values(), 0, 0])
    row = judge(scan, finish(builder, len(scan.scan.masks)), truth)
    assert row["error_percent"]["fat"] > 50
    assert row["error_percent"]["muscle"] < -30


def test_the_distance_from_a_bone_is_that_of_points_moved_off_its_surface():
    limb = limb_scan(1, "linear", echoes=False).limb
    bone, z = limb.bones[0], limb.length_mm / 2
    turn = np.linspace(0, 2 * np.pi, 40)
    on = np.stack(
        [
            bone.centre_mm[0] + bone.half_mm[0] * np.cos(turn),
            bone.centre_mm[1] + bone.half_mm[1] * np.sin(turn),
            np.full(40, z),
        ],
        axis=1,
    )
    assert rod_level(bone, limb, *on.T) == pytest.approx(np.ones(40))
    assert bone_distance_mm(limb, on).max() < 1e-6
    normal = np.stack(
        [np.cos(turn) / bone.half_mm[0], np.sin(turn) / bone.half_mm[1], np.zeros(40)], axis=1
    )
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    assert bone_distance_mm(limb, on + 0.4 * normal) == pytest.approx(np.full(40, 0.4), rel=0.06)


def test_the_summary_is_of_medians_over_limbs():
    rows = [
        {
            "scan": "linear",
            "masks": "network",
            "error_percent": {
                "skin": None,
                "fat": error,
                "muscle": error,
                "fascia": 0.0,
                "tendon": 0.0,
            },
            "bone_mm": [0.1 * number, 1.0] if number else None,
            "unseen_share": 0.1,
        }
        for number, error in enumerate([-4.0, 1.0, 2.0])
    ]
    (line,) = summarise(rows)
    assert line["tissues"]["fat"]["median_percent"] == 2.0
    assert line["tissues"]["fat"]["bias_percent"] == 1.0
    assert line["tissues"]["skin"] is None
    assert line["bone_mm"] == pytest.approx(0.15)


def test_the_command_writes_a_report_and_a_table(tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    call = ["volume-accuracy", "--limbs", "1", "--scans", "linear", "--only-true"]
    out = tmp_path / "report.json"
    assert main([*call, "--out", str(out), "--into", str(page)]) == 0
    report = json.loads(out.read_text())
    assert report["summary"][0]["scan"] == "linear"
    assert "| linear | true masks | 0." in page.read_text()
    assert "old" not in page.read_text()
    assert page.read_text().startswith("before\n")
    assert page.read_text().endswith("after\n")
    assert "| linear | true masks |" in capsys.readouterr().out
    page.write_text("no marks")
    assert main([*call, "--out", str(out), "--into", str(page)]) == 1
