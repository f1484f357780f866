"""A manifest's calibration and gate may be missing, but never nonsense."""

import copy

import pytest
from tiny import tiny_manifest

from usseg.errors import WeightsError
from usseg.model.manifest import check_manifest

GATE = {
    "layers": ["conv2d"],
    "channels": [0, 2],
    "centre": [0.0, 0.0, 0.0],
    "scale": [1.0, 1.0, 1.0],
    "kinds": [{"mean": [0.0, 0.0], "precision": [1.0, 0.0, 1.0]}],
    "weights": [0.0, 0.0, 1.0],
    "bias": -1.0,
    "distance_limit": 1.5,
    "probability_limit": 0.5,
}


def manifest(**sections):
    return copy.deepcopy(tiny_manifest("binary", b"weights") | sections)


def test_sections_that_make_sense_are_accepted():
    section = {"temperature": 1.3, "ece": {"before": 0.1, "after": 0.02}}
    whole = manifest(gate=GATE, calibration=section)
    assert check_manifest(whole) is whole


@pytest.mark.parametrize("temperature", [0, -1, True, "1", float("nan"), float("inf"), 1e9])
def test_a_temperature_that_is_none_is_refused(temperature):
    with pytest.raises(WeightsError, match=r"calibration\.temperature is .*expected a number"):
        check_manifest(manifest(calibration={"temperature": temperature}))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("layers", []),
        ("layers", [1]),
        ("channels", [0]),
        ("channels", [0, 9]),
        ("channels", [2, 1]),
        ("channels", [0.0, 2]),
        ("centre", []),
        ("centre", [0.0] * 5000),
        ("scale", [1.0, 1.0]),
        ("scale", [1.0, 1.0, 0.0]),
        ("weights", [0.0, 0.0, float("nan")]),
        ("bias", None),
        ("distance_limit", 0),
        ("probability_limit", True),
        ("kinds", []),
        ("kinds", [1]),
        ("kinds", [{"mean": [0.0, 0.0], "precision": [1.0]}]),
        ("kinds", [{"mean": [0.0], "precision": [1.0, 0.0, 1.0]}]),
    ],
)
def test_a_gate_with_a_wrong_entry_is_refused(key, value):
    with pytest.raises(WeightsError, match=r"not usable: gate\.\w+\S* is .*expected"):
        check_manifest(manifest(gate=GATE | {key: value}))


@pytest.mark.parametrize("section", ["gate", "calibration"])
@pytest.mark.parametrize("value", [[], "x", 3, None])
def test_a_section_that_is_no_object_is_refused(section, value):
    with pytest.raises(WeightsError, match=f"not usable: {section}"):
        check_manifest(manifest(**{section: value}))
