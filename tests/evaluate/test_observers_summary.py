"""Data sets whose files are as their observers saw them, mirrored, or both: each has its own side."""

from types import SimpleNamespace

import numpy as np
import pytest
from known_shapes import pennate

from usseg.evaluate import accuracy_observers
from usseg.evaluate.accuracy_observers import find_all
from usseg.evaluate.observers_index import Observed
from usseg.evaluate.observers_side import FEWEST_IMAGES
from usseg.evaluate.observers_summary import summarise_observers
from usseg.image.preprocess import whole_field

IMAGES = FEWEST_IMAGES
# Which files of a data set are mirrored against what observers saw.
MIRRORED = {
    "kept": lambda number: False,
    "turned": lambda number: True,
    "both": lambda n: n % 2 == 1,
}
SIDES = {"kept": "left", "turned": "right", "both": "left"}


def seen(number: int):
    """What observers saw: a muscle that thins to the right, its mask, and its true size and angles."""
    slopes = (0.05 + 0.004 * number, -0.06 - 0.004 * number)
    mask, top, bottom = pennate(rows=260, cols=200, slopes=slopes)
    angles = [-float(np.degrees(np.arctan(slope))) for slope in slopes]
    return mask, float(bottom[0] - top[0]), dict(zip(("superficial", "deep"), angles, strict=True))


def observed(dataset: str, number: int, height_px=None, angles: bool = True) -> Observed:
    _, height, degrees = seen(number)
    known = {name: (angle, angle + 0.5) for name, angle in degrees.items()} if angles else {}
    return Observed(dataset, f"{dataset}_{number}.png", (height_px or height,), known)


@pytest.fixture
def perfect_network(monkeypatch):
    """Let the pipeline answer with the true mask of the stored file."""

    def answer(release, path):
        dataset, _, number = path.stem.partition("_")
        mask = seen(int(number))[0]
        stored = mask[:, ::-1] if MIRRORED[dataset](int(number)) else mask
        return SimpleNamespace(mask=stored, field=whole_field(stored.shape))

    monkeypatch.setattr(accuracy_observers, "segment_with", answer)


def report_on(tmp_path, images: list[Observed]):
    return summarise_observers(find_all(None, tmp_path, images, lambda name: None))


def test_each_data_set_is_measured_at_its_own_side(tmp_path, perfect_network):
    images = [observed(name, number) for number in range(IMAGES) for name in MIRRORED]
    report = report_on(tmp_path, images)
    parts = report["datasets"]
    assert {name: part["side"] for name, part in parts.items()} == SIDES
    assert [case["side"] for case in report["cases"]] == [SIDES[image.dataset] for image in images]
    for name, other in (("kept", "right"), ("turned", "left")):
        assert parts[name]["p90_percent"] < 1.5
        assert parts[name][other]["median_percent"] > 15  # what the wrong edge would give
        assert parts[name][other]["images"] == IMAGES
        assert SIDES[name] not in parts[name]  # its own figures are told once
    assert "do not decide" in parts["both"]["side_why"]


def test_all_images_together_are_measured_each_at_its_sets_side(tmp_path, perfect_network):
    images = [observed(name, number) for name in ("kept", "turned") for number in range(IMAGES)]
    everything = report_on(tmp_path, images)["all"]
    assert everything["images"] == 2 * IMAGES
    assert everything["p90_percent"] < 1.5
    assert everything["left"]["p90_percent"] > 15
    assert everything["left"]["median_px"] == everything["median_px"]


def test_the_report_holds_the_angles_that_decided(tmp_path, perfect_network):
    report = report_on(tmp_path, [observed("turned", number) for number in range(IMAGES)])
    evidence = report["datasets"]["turned"]["angles_deg"]
    assert {fit["images"] for fit in evidence.values()} == {IMAGES}
    assert evidence["deep"]["rms_mirrored"] == pytest.approx(0.25, abs=0.15)
    assert evidence["deep"]["rms_as_stored"] > 5
    for case, number in zip(report["cases"], range(IMAGES), strict=True):
        assert case["observers_deg"] == pytest.approx(seen(number)[2]["deep"] + 0.25, abs=1e-3)
        assert case["deg"] == pytest.approx(-seen(number)[2]["deep"], abs=0.3)
        assert case["px"] == pytest.approx(seen(number)[1], abs=1)
        assert case["other_side_px"] < 0.9 * case["px"]


@pytest.mark.parametrize("name", ["kept", "turned"])
def test_thickness_has_no_say_in_the_side(tmp_path, perfect_network, name):
    honest = report_on(tmp_path, [observed(name, number) for number in range(IMAGES)])
    other_px = [case["other_side_px"] for case in honest["cases"]]  # heights of the wrong edge
    images = [observed(name, number, height_px=other_px[number]) for number in range(IMAGES)]
    part = report_on(tmp_path, images)["datasets"][name]
    assert part["side"] == SIDES[name]
    assert part["angles_deg"] == honest["datasets"][name]["angles_deg"]
    assert part["median_percent"] > 10
    (other,) = {"left", "right"} - {part["side"]}
    assert part[other]["median_percent"] == 0.0


def test_without_angles_thickness_decides_nothing_either(tmp_path, perfect_network):
    images = [observed("turned", number, angles=False) for number in range(IMAGES)]
    part = report_on(tmp_path, images)["datasets"]["turned"]
    assert part["side"] == "left"
    assert part["median_percent"] > 15
    assert part["right"]["median_percent"] < 1.5


def test_the_failures_are_those_of_the_side_that_is_measured(tmp_path, monkeypatch):
    def half_labelled(release, path):
        mask = seen(5)[0].copy()
        mask[:, :60] = 0  # nothing at the left edge of the stored file
        return SimpleNamespace(mask=mask, field=whole_field(mask.shape))

    monkeypatch.setattr(accuracy_observers, "segment_with", half_labelled)
    mirrored = {"deep": (-seen(5)[2]["deep"],)}
    images = [Observed("turned", f"{n}.png", (70.0,), mirrored) for n in range(IMAGES)]
    report = report_on(tmp_path, images)
    assert report["datasets"]["turned"]["side"] == "right"
    assert (report["failures"], report["all"]["failed"]) == ([], 0)
    assert report["all"]["left"]["failed"] == IMAGES
