"""Thickness, border and the moved truth, on layers drawn by hand."""

import numpy as np
import pytest

from examples.limits import MOMENTS, course_table, thickness_table
from usseg.evaluate.limits import Layer, layers_of, summary
from usseg.phantom.anatomy import FAT, MUSCLE, SKIN


def layers(*thickness: int) -> np.ndarray:
    """Skin, fat and muscle over each other, these many rows, 40 columns."""
    column = np.repeat(np.array([SKIN, FAT, MUSCLE], np.uint8), thickness)
    return np.tile(column[:, None], (1, 40))


def test_a_perfect_mask_is_off_by_nothing_and_the_moved_truth_loses_one_row():
    truth = layers(4, 10, 30)
    skin, fat, muscle = layers_of(truth, truth)
    assert (skin.tissue, skin.thickness_px, skin.dice, skin.border_px) == ("skin", 4, 1, 0)
    assert skin.moved_dice == pytest.approx(2 * 4 / (4 + 5))  # the first row is repeated
    assert fat.moved_dice == pytest.approx(2 * 9 / (10 + 10))
    assert (skin.size, fat.size, muscle.size) == ("thin", "medium", "thick")


def test_borders_are_off_by_as_many_rows_as_they_were_moved():
    skin, fat, muscle = layers_of(layers(4, 10, 30), layers(7, 10, 27))
    assert skin.border_px == 3
    assert muscle.border_px == 3
    assert fat.border_px == 3
    assert fat.dice == pytest.approx(2 * 7 / 20)


def test_what_was_missed_is_counted_and_has_no_border():
    found = layers_of(layers(4, 10, 30), layers(0, 14, 30))
    row = summary("skin", "thin", [found[0]])
    assert row == {
        "tissue": "skin", "size": "thin", "n": 1, "missed": 1, "thickness_px": 4.0, "dice": 0.0,
        "moved_dice": round(8 / 9, 3), "border_px": None,
    }  # fmt: skip


def test_a_summary_means_its_layers():
    pair = [Layer("fat", 4, 0.5, 1.0, 0.8), Layer("fat", 5, 0.7, 3.0, 0.9)]
    row = summary("fat", "thin", pair)
    assert (row["dice"], row["moved_dice"], row["border_px"], row["n"]) == (0.6, 0.85, 2.0, 2)
    text = thickness_table(
        {
            "rows": [row],
            "release": {"version": "1", "sha256": "a" * 64},
            "phantoms": {"count": 2, "first_seed": 5},
        }
    )
    assert "| fat | thin | 2 | 0 | 4.5 | 0.600 | 2.00 | 0.850 |" in text


def test_the_course_has_its_first_and_last_epoch_and_the_images_seen():
    scores = {"background": 0.1, "skin": 0.5, "fat": 0.7}
    history = [{"step": 100 * k, "dice": {"phantoms": scores}} for k in range(1, 31)]
    lines = course_table(history, images_per_step=8).splitlines()
    assert len(lines) == 2 + MOMENTS
    assert lines[2] == "| 800 | 0.500 | 0.700 | 0.600 |"
    assert lines[-1].startswith("| 24,000 |")
