"""Tendon, ligament and fascia echo by the direction that their own fibres have."""

import dataclasses

import numpy as np
import pytest

from usseg.phantom.anatomy import (
    FASCIA,
    LIGAMENT,
    MUSCLE,
    TENDON,
    TissueMap,
    distance_mm,
    new_map,
    paint,
    paint_sheet,
)
from usseg.phantom.lengths import View
from usseg.phantom.noise import smooth_curve
from usseg.phantom.scenes_joint import ligament
from usseg.phantom.scenes_limb import limb_transverse
from usseg.phantom.scenes_muscle import limb_longitudinal
from usseg.phantom.scenes_tendon import tendon_longitudinal
from usseg.phantom.scenes_tendon_across import draw_tilt, tendon_transverse
from usseg.phantom.texture import (
    DIFFUSE_FLOOR,
    angle_missed,
    diffuse_amplitude,
    ordered_amplitude,
)
from usseg.phantom.weaves import draw_look

STEP_MM = 0.08
X = np.linspace(-18, 18, 180, dtype=np.float32)[None, :]
Z = ((np.arange(500) + 1) * STEP_MM).astype(np.float32)[:, None]
VIEW = View(40.0, 36.0)
FLAT = smooth_curve(np.random.default_rng(0), 0.0, 25)


def tilted_scene(draw, name: str, degrees: float, seed: int = 4) -> TissueMap:
    """One drawn scene whose named line is a straight one of this slope, under a flat skin."""
    drawn = draw(np.random.default_rng(seed), VIEW).args[0]
    slope = np.tan(np.deg2rad(degrees))
    cover = dataclasses.replace(drawn.cover, surface=FLAT, skin=FLAT, fat=lambda x: FLAT(x) + 9)
    straight = {name: lambda x: slope * x, "cover": cover}
    if hasattr(drawn, "taper"):
        straight |= {"taper": FLAT, "bones": ()}
    painted = draw(np.random.default_rng(seed), VIEW).func
    return painted(dataclasses.replace(drawn, **straight), X, Z)


SCENES = [(tendon_longitudinal, "drift", TENDON), (ligament, "path", LIGAMENT)]


@pytest.mark.parametrize(("draw", "line", "label"), SCENES)
@pytest.mark.parametrize("degrees", [0.0, 12.0, 20.0])
def test_the_beam_misses_a_sloping_tendon_by_its_slope(draw, line, label, degrees):
    tissues = tilted_scene(draw, line, degrees)
    miss = np.rad2deg(angle_missed(tissues, STEP_MM)[tissues.labels == label])
    assert np.median(miss) == pytest.approx(degrees, abs=1.5)


@pytest.mark.parametrize(("draw", "line", "label"), SCENES)
def test_a_sloping_tendon_is_darker_than_one_met_squarely(draw, line, label):
    levels = []
    for degrees in (0.0, 25.0):
        echoes = []
        for seed in range(4, 12):  # strands come and go, so one drawing alone says little
            tissues, rng = tilted_scene(draw, line, degrees, seed), np.random.default_rng(seed)
            look, miss = draw_look(rng, tissues.in_plane), angle_missed(tissues, STEP_MM)
            inside = tissues.labels == label
            ordered = ordered_amplitude(tissues, look, miss, rng)[inside].mean()
            echoes.append((ordered, diffuse_amplitude(tissues, look, miss, rng)[inside].mean()))
        levels.append(np.mean(echoes, axis=0))
    (ordered, diffuse), (less_ordered, less_diffuse) = levels
    assert less_ordered < 0.6 * ordered
    assert less_diffuse < 0.8 * diffuse


def test_a_tipped_probe_darkens_a_tendon_cut_across_down_to_its_floor():
    drawn = tendon_transverse(np.random.default_rng(4), VIEW)
    levels = []
    for tilt_rad in (0.0, 1.2):
        tissues = drawn.func(dataclasses.replace(drawn.args[0], tilt_rad=tilt_rad), X, Z)
        rng = np.random.default_rng(7)
        look, miss = draw_look(rng, tissues.in_plane), angle_missed(tissues, STEP_MM)
        inside = tissues.labels == TENDON
        assert inside.any()
        levels.append(diffuse_amplitude(tissues, look, miss, rng)[inside].mean())
    assert DIFFUSE_FLOOR * levels[0] < levels[1] < 0.4 * levels[0]  # a waved fibre is missed too


def test_most_probes_are_hardly_tipped_and_some_are_by_more_than_ten_degrees():
    rng = np.random.default_rng(1)
    tilts = np.rad2deg([draw_tilt(rng) for _ in range(400)])
    assert np.median(tilts) < 5
    assert 0.1 < (tilts > 10).mean() < 0.3
    assert tilts.max() < 30


def test_a_sheet_keeps_its_own_direction_whatever_the_angle_of_the_muscle_around_it():
    slope = np.tan(np.deg2rad(10))
    misses = []
    for muscle_rad in (-0.4, 0.0, 0.4):
        tissues = new_map(X, Z, 3, in_plane=True)
        paint(tissues, tissues.labels == MUSCLE, MUSCLE, muscle_rad)
        paint_sheet(tissues, distance_mm(X, Z, 20 + slope * X), X, 1.5)
        inside = tissues.labels == FASCIA
        misses.append(np.rad2deg(np.median(angle_missed(tissues, STEP_MM)[inside])))
    assert misses == pytest.approx([10.0] * 3, abs=0.5)


@pytest.mark.parametrize("draw", [limb_longitudinal, limb_transverse])
def test_the_fascia_under_a_flat_skin_is_met_squarely_in_the_scenes(draw):
    found = draw(np.random.default_rng(4), VIEW)
    cover = dataclasses.replace(found.args[0].cover, fat=lambda x: FLAT(x) + 9)
    sheets = [
        dataclasses.replace(found.args[0].sheets[0], depth=cover.fat),
        *found.args[0].sheets[1:],
    ]
    changed = {"cover": cover, "sheets": sheets}
    tissues = found.func(dataclasses.replace(found.args[0], **changed), X, Z)
    deepest = 9 + sheets[0].thickness - 2 * STEP_MM
    top = (tissues.labels == FASCIA) & (deepest > Z)
    assert top.any()
    assert np.rad2deg(np.quantile(angle_missed(tissues, STEP_MM)[top], 0.8)) < 3


def test_a_sheet_is_as_thick_as_it_was_drawn_measured_across_it():
    tissues = new_map(X, Z, 3, in_plane=True)
    paint_sheet(tissues, distance_mm(X, Z, 20 + 1.0 * X), X, 2.0)
    rows = (tissues.labels == FASCIA).sum(axis=0)[60:120]
    assert rows.mean() * STEP_MM * np.cos(np.pi / 4) == pytest.approx(2.0, rel=0.03)
