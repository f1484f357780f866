"""Septa part muscles as they do in limbs: from sheet to sheet, never across each other."""

import dataclasses

import numpy as np
import pytest

from usseg.phantom.anatomy import BACKGROUND, FASCIA, MUSCLE
from usseg.phantom.lengths import LEAST_SHEET_PIXELS, View, sheet_mm
from usseg.phantom.noise import smooth_curve
from usseg.phantom.scenes_limb import Septum, draw_septa, limb_transverse
from usseg.phantom.scenes_muscle import Sheet

X = np.linspace(-25, 25, 250, dtype=np.float32)[None, :]
Z = np.linspace(0.2, 50, 250, dtype=np.float32)[:, None]
VIEW = View(50.0, 50.0)
STILL = smooth_curve(np.random.default_rng(0), 0.0, 25)


def limb_with(septa: list[Septum]):
    """Two muscle layers, at 5 to 25 mm and from 25 mm down, with these walls and nothing else."""
    drawn = limb_transverse(np.random.default_rng(1), VIEW, standoff=0.0)
    flat = [Sheet(lambda x, at=at: STILL(x) + at, 1.0) for at in (5.0, 25.0)]
    surfaces = {"surface": STILL, "skin": STILL, "fat": lambda x: STILL(x) + 5}
    cover = dataclasses.replace(drawn.args[0].cover, **surfaces)
    bare = {"sheets": flat, "septa": septa, "bones": [], "vessels": [], "cover": cover}
    return drawn.func(dataclasses.replace(drawn.args[0], **bare), X, Z)


def wall_columns(labels: np.ndarray, row: int) -> np.ndarray:
    """First columns of the fascia met along one row."""
    fascia = (labels[row] == FASCIA).astype(int)
    return np.flatnonzero(np.diff(fascia, prepend=0) == 1)


def test_a_septum_ends_at_the_sheet_above_and_below_it():
    labels = limb_with([Septum(1, 0.0, 0.0, STILL, 1.5)]).labels
    assert wall_columns(labels, 80).size == 1  # 16 mm deep, inside the upper layer
    assert wall_columns(labels, 200).size == 0  # 40 mm deep, in the lower one


def test_two_septa_that_lean_on_each_other_go_on_as_one_and_never_cross():
    leaning = [Septum(2, -6.0, 0.5, STILL, 1.0), Septum(2, 0.0, -0.5, STILL, 1.0)]
    labels = limb_with(leaning).labels
    assert wall_columns(labels, 140).size == 2  # 28 mm: still apart
    assert wall_columns(labels, 240).size == 1  # 48 mm: joined, where a grid would have crossed


def test_muscles_on_both_sides_of_a_septum_are_compartments_of_their_own():
    tissues = limb_with([Septum(1, 0.0, 0.0, STILL, 1.5)])
    left, right = tissues.unit[80, 50], tissues.unit[80, 200]
    assert tissues.labels[80, 50] == tissues.labels[80, 200] == MUSCLE
    assert left != right
    assert tissues.unit[200, 50] == tissues.unit[200, 200] != left


def test_every_layer_may_have_septa_and_each_lies_in_its_own():
    layers = {
        septum.layer
        for seed in range(30)
        for septum in draw_septa(np.random.default_rng(seed), VIEW, 3)
    }
    assert layers == {1, 2, 3}


def test_a_wide_beam_draws_a_wide_upright_wall():
    def mean_mm(beam_mm: float) -> float:
        view = View(50.0, 50.0, beam_mm)
        walls = [
            septum.thickness
            for seed in range(60)
            for septum in draw_septa(np.random.default_rng(seed), view, 3)
        ]
        return float(np.mean(walls))

    assert mean_mm(3.0) > 1.5 * mean_mm(0.2)


@pytest.mark.parametrize("side_mm", [20.0, 60.0, 120.0])
def test_no_sheet_is_thinner_than_those_that_readers_draw(side_mm):
    rng = np.random.default_rng(2)
    pixels = [sheet_mm(rng, side_mm, (0.5, 2.0)) / side_mm * 256 for _ in range(200)]
    assert min(pixels) >= LEAST_SHEET_PIXELS
    assert max(pixels) > 1.25 * min(pixels)


def test_there_is_no_background_inside_a_limb_without_vessels():
    labels = limb_with([]).labels
    assert not (labels[30:] == BACKGROUND).any()
