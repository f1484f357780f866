"""Vessels are dark holes in soft tissue, bright behind, and nothing but background."""

import numpy as np
import pytest

from usseg.phantom.anatomy import BACKGROUND, BONE, MUSCLE, TENDON, TissueMap, new_map
from usseg.phantom.frame import received
from usseg.phantom.lengths import View
from usseg.phantom.noise import smooth_curve
from usseg.phantom.probe import Probe
from usseg.phantom.scan import sample_beams
from usseg.phantom.scanner import draw_settings
from usseg.phantom.texture import scatterers
from usseg.phantom.vessels import LEAST_PIXELS, Vessel, draw_vessels, paint_vessels

X = np.linspace(-20, 20, 200, dtype=np.float32)[None, :]
Z = np.linspace(0.2, 40, 200, dtype=np.float32)[:, None]
STILL = smooth_curve(np.random.default_rng(0), 0.0, 25)
ARTERY = Vessel(2.0, 20.0, 3.0, 2.0, 0.0, STILL)


def muscle() -> TissueMap:
    return new_map(X, Z, 3, in_plane=False)


def test_the_lumen_of_an_artery_has_the_area_of_its_ellipse():
    tissues = muscle()
    paint_vessels(tissues, [ARTERY], X, Z)
    pixel_mm2 = float((X[0, 1] - X[0, 0]) * (Z[1, 0] - Z[0, 0]))
    area = (tissues.labels == BACKGROUND).sum() * pixel_mm2
    assert area == pytest.approx(np.pi * 3.0 * 2.0, rel=0.03)


def test_a_vessel_in_the_plane_is_a_band_as_wide_as_the_frame():
    tissues = muscle()
    paint_vessels(tissues, [Vessel(0.0, 20.0, np.inf, 1.5, 0.1, STILL)], X, Z)
    rows = (tissues.labels == BACKGROUND).sum(axis=0) * float(Z[1, 0] - Z[0, 0])
    assert rows == pytest.approx(np.full(X.size, 3.0), abs=0.3)


@pytest.mark.parametrize("label", [BONE, TENDON])
def test_a_vessel_runs_through_soft_tissue_only(label):
    tissues = muscle()
    tissues.labels[:] = label
    paint_vessels(tissues, [ARTERY], X, Z)
    assert (tissues.labels == label).all()


def test_blood_scatters_less_than_muscle_and_not_alike_in_every_frame():
    levels = []
    for seed in range(20):
        tissues = muscle()
        paint_vessels(tissues, [ARTERY], X, Z)
        rng = np.random.default_rng(seed)
        diffuse, _ = scatterers(tissues, 0.2, rng)
        blood, tissue = tissues.labels == BACKGROUND, tissues.labels == MUSCLE
        under_db = 20 * np.log10(np.median(diffuse[tissue]) / np.median(diffuse[blood]))
        assert under_db > 5
        levels.append(under_db)
    assert min(levels) < 20
    assert max(levels) > 30


def test_a_vessel_is_darker_than_muscle_and_the_tissue_behind_it_brighter():
    # Blood takes nothing from the sound, so what lies behind is amplified for a loss it never had.
    probe = Probe(7.0, 0.6, 2.0, 20.0, np.inf, 40.0, 40.0)
    sampling = sample_beams(probe, (256, 256))
    x, z = sampling.beams[None, :], sampling.depths_mm[:, None]
    settings = draw_settings(np.random.default_rng(3))
    levels = []
    for vessels in ([], [Vessel(0.0, 18.0, 4.0, 4.0, 0.0, STILL)]):
        tissues = new_map(x, z, 3, in_plane=False)
        paint_vessels(tissues, vessels, x, z)
        picture = received(probe, tissues, sampling, settings, np.random.default_rng(5))
        beams = np.abs(sampling.beams) < 2
        lumen = np.abs(sampling.depths_mm - 18) < 2
        behind = np.abs(sampling.depths_mm - 30) < 4
        levels.append([np.median(picture[np.ix_(rows, beams)]) for rows in (lumen, behind)])
    (muscle_there, plain_behind), (lumen_level, enhanced) = levels
    assert lumen_level < 0.7 * muscle_there
    assert enhanced > 1.3 * plain_behind


def test_some_frames_show_vessels_large_enough_to_be_seen():
    view = View(40.0, 40.0)
    drawn = [draw_vessels(np.random.default_rng(seed), view) for seed in range(300)]
    shown = [vessels for vessels in drawn if vessels]
    assert 0.15 < len(shown) / len(drawn) < 0.35
    least = LEAST_PIXELS * 40 / 256
    across = [v for vessels in shown for v in vessels if np.isfinite(v.half_width_mm)]
    assert min(vessel.half_width_mm for vessel in across) >= least
    assert len(across) < sum(map(len, shown)), "some run in the plane"
