"""The steps of a sweep do what they say, to image and truth alike."""

import json

import numpy as np
import pytest
from tiny_dataset import write_dataset

from usseg.cli import main
from usseg.evaluate import sweep as room
from usseg.evaluate.cases import Case
from usseg.evaluate.sweep import sweep
from usseg.evaluate.sweep_steps import STEPS, Step


@pytest.fixture
def case() -> Case:
    """Texture on the left of a darker one, with a border in the truth at the same place."""
    rng = np.random.default_rng(1)
    pixels = rng.integers(60, 120, (80, 100)).astype(np.uint8)
    pixels[:, 50:] += 60
    bits = np.full((80, 100), 2, np.uint8)
    bits[:, 50:] = 8
    return Case("case", "g", pixels, bits, (0.1, 0.2), "")


def changed(label: str, case: Case) -> Case:
    (step,) = [step for step in STEPS if step.label == label]
    return step.change(case)


def test_the_steps_are_those_of_the_protocol():
    labels = {step.label for step in STEPS}
    assert {"gain -6 dB", "gain +6 dB", "gamma 0.6", "gamma 1.6", "zoom 0.5", "zoom 2"} <= labels
    assert {"blur 0.5 %", "flip", "furniture", "JPEG 50"} <= labels
    assert len(labels) == len(STEPS)


def test_six_decibels_are_a_tenth_of_a_display_of_sixty(case):
    louder, softer = changed("gain +6 dB", case), changed("gain -6 dB", case)
    difference = louder.pixels.astype(int) - case.pixels
    assert set(np.unique(difference)) <= {25, 26}  # 25.5
    assert (case.pixels.astype(int) - softer.pixels).mean() == pytest.approx(25.5, abs=0.6)


def test_gain_leaves_black_black(case):
    case.pixels[:20] = 0
    assert changed("gain +6 dB", case).pixels[:20].max() == 0


def test_gamma_bends_between_black_and_white():
    ramp = np.arange(256, dtype=np.uint8)[None].repeat(20, axis=0)
    bent = changed("gamma 1.6", Case("", "", ramp, ramp, None, "")).pixels[0]
    assert (bent[0], bent[255]) == (0, 255)
    assert bent[128] == round(255 * (128 / 255) ** 1.6)


@pytest.mark.parametrize(("label", "factor"), [("zoom 0.5", 0.5), ("zoom 2", 2.0)])
def test_a_zoom_keeps_truth_and_scale_with_the_pixels(case, label, factor):
    other = changed(label, case)
    assert other.pixels.shape == other.bits.shape == (80 * factor, 100 * factor)
    assert other.spacing_mm == pytest.approx((0.1 / factor, 0.2 / factor))
    middle = round(50 * factor)
    assert (other.bits[:, :middle] == 2).all()
    assert (other.bits[:, middle:] == 8).all()


def test_a_flip_mirrors_image_and_truth(case):
    other = changed("flip", case)
    np.testing.assert_array_equal(other.pixels[:, ::-1], case.pixels)
    np.testing.assert_array_equal(other.bits[:, ::-1], case.bits)


def test_furniture_says_nothing_about_what_it_adds_and_is_the_same_each_time(case):
    other = changed("furniture", case)
    np.testing.assert_array_equal(other.pixels, changed("furniture", case).pixels)
    assert (other.bits != 0).sum() == case.bits.size
    rows, cols = np.nonzero(other.bits)
    box = np.s_[rows.min() : rows.max() + 1, cols.min() : cols.max() + 1]
    np.testing.assert_array_equal(other.bits[box], case.bits)


def test_blur_and_compression_change_pixels_and_no_truth(case):
    for label in ("blur 0.5 %", "JPEG 50"):
        other = changed(label, case)
        assert (other.pixels != case.pixels).any()
        assert abs(other.pixels.mean() - case.pixels.mean()) < 1
        np.testing.assert_array_equal(other.bits, case.bits)


def test_a_crop_keeps_the_upper_middle(case):
    other = changed("crop to 75 %", case)
    np.testing.assert_array_equal(other.pixels, case.pixels[:60, 12:87])


def test_differences_are_from_the_plain_run_case_by_case(case, monkeypatch):
    def brightness_is_the_score(release, one, sets):
        return {"fat": float(one.pixels[0, 0]), "muscle": float("nan"), "background": 0.0}

    monkeypatch.setattr(room, "dice_of_case", brightness_is_the_score)
    steps = [Step("plus", 1, "", lambda one: one), Step("half", None, "", lambda one: dark)]
    dark = Case("", "g", case.pixels // 2, case.bits, None, "")
    sets = {"background": 1, "fat": 4, "muscle": 8}
    found = sweep(None, [case, case], sets, lambda name: None, steps)
    assert [step["step"] for step in found["steps"]] == ["plus 1", "half"]
    top = float(case.pixels[0, 0])
    assert found["plain"] == {"background": 0.0, "fat": top, "muscle": None}
    assert found["steps"][0]["mean_difference"] == 0
    assert found["steps"][1]["mean_difference"] == top // 2 - top
    assert found["steps"][1]["tissues"]["muscle"]["difference"]["mean"] is None


@pytest.mark.usefixtures("only_tiny_releases")
def test_the_command_writes_a_report_and_a_table(tmp_path, capsys):
    folder = write_dataset(tmp_path / "layers", 3, "test")
    out = tmp_path / "sweep.json"
    weights = ["--model", "multiclass", "--release", "0.0.1"]
    given = ["--data", str(folder), "--most", "2", "--out", str(out)]
    assert main(["sweep", *weights, *given]) == 0
    report = json.loads(out.read_text())
    assert (report["images"], len(report["steps"])) == (2, len(STEPS))
    assert "furniture" in capsys.readouterr().out
