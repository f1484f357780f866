"""The three-dimensional limb: its volumes, its smoothness, and that its scans show it."""

from dataclasses import replace

import numpy as np
import pytest

from usseg.phantom.anatomy import BACKGROUND, BONE, FASCIA, FAT, MUSCLE, SKIN, TENDON
from usseg.phantom.limb3d import Rod, rod_level
from usseg.phantom.limb3d_draw import draw_limb
from usseg.phantom.limb3d_paint import labels_at, true_volumes_ml
from usseg.phantom.scan3d import scan_limb
from usseg.phantom.scan3d_paths import freehand_path, linear_path, rotational_path

SMALL = (64, 64)


def plain_limb(**changes):
    """A limb of round layers: every volume is that of a cylinder."""
    drawn = draw_limb(np.random.default_rng(0), length_mm=60.0)
    rod = Rod((0.0, 12.0), (0.0, 0.0), (4.0, 3.0), 0.0)
    bone = Rod((0.0, -8.0), (0.0, 0.0), (6.0, 5.0), 0.0)
    settings = {
        "radius_mm": 30.0, "taper": 0.0, "waves": [], "skin_mm": 2.0, "fat_mm": 5.0, "fascia_mm": 1.0,
        "fat_wave": replace(drawn.fat_wave, height_mm=0.0), "septa": [], "tendon": rod, "bones": [bone],
        "sheath_mm": 0.0,
    }  # fmt: skip
    return replace(drawn, **{**settings, **changes})


def test_layers_and_rods_have_the_volumes_of_cylinders():
    found = true_volumes_ml(plain_limb(), (0.0, 60.0), 0.1, 20.0)
    tendon, bone = np.pi * 4 * 3, np.pi * 6 * 5
    areas = {
        SKIN: np.pi * (30**2 - 28**2), FAT: np.pi * (28**2 - 23**2), FASCIA: np.pi * (23**2 - 22**2),
        MUSCLE: np.pi * 22**2 - tendon - bone, TENDON: tendon, BONE: bone,
    }  # fmt: skip
    for label, area in areas.items():
        assert found[label] == pytest.approx(area * 60 / 1000, rel=0.005)
    assert found[BACKGROUND] == 0


def test_a_sheath_lies_around_its_tendon_and_fades_in_with_it():
    rod = Rod((0.0, 12.0), (0.0, 0.0), (4.0, 4.0), 0.0, ends=(10.0, 40.0))
    bare, sheathed = (plain_limb(tendon=rod, sheath_mm=sheath) for sheath in (0.0, 1.0))
    ring = np.pi * (5**2 - 4**2) / 1000
    for z, share in ((2, 0.0), (24.5, 0.25), (50, 1.0)):  # half the size, a quarter of the area
        without, with_it = (true_volumes_ml(limb, (z, z + 1.0), 0.1) for limb in (bare, sheathed))
        assert with_it[FASCIA] - without[FASCIA] == pytest.approx(ring * share, abs=0.1 * ring)
        assert with_it[TENDON] == without[TENDON]


def test_a_taper_is_that_of_a_cone():
    limb = plain_limb(taper=0.2, septa=[], skin_mm=0.0)
    found = true_volumes_ml(limb, (0.0, 60.0)).sum()
    large, small = 30 * 1.1, 30 * 0.9
    cone = np.pi * 60 / 3 * (large**2 + large * small + small**2) / 1000
    assert found == pytest.approx(cone, rel=0.002)


def test_a_tendon_grows_from_nothing_to_its_size():
    rod = Rod((0.0, 12.0), (0.0, 0.0), (4.0, 3.0), 0.0, ends=(10.0, 40.0))
    limb = plain_limb(tendon=rod)
    halves = [true_volumes_ml(limb, (z, z + 1.0), 0.1)[TENDON] for z in (2, 24.5, 50)]
    assert halves[0] < 1e-3
    assert halves[1] == pytest.approx(np.pi * 4 * 3 / 4 / 1000, rel=0.1)  # half the size, a quarter
    assert halves[2] == pytest.approx(np.pi * 4 * 3 / 1000, rel=0.02)


@pytest.mark.parametrize("seed", range(4))
def test_every_limb_holds_its_tissues_and_changes_smoothly(seed):
    limb = draw_limb(np.random.default_rng(seed))
    volumes = true_volumes_ml(limb, (0.0, limb.length_mm), 0.5, 4.0)
    assert (volumes[[SKIN, FAT, MUSCLE, FASCIA, TENDON, BONE]] > 0.4).all()
    thin = [true_volumes_ml(limb, (z, z + 1.0), 0.5)[MUSCLE] for z in np.arange(10, 70, 2.0)]
    assert np.abs(np.diff(thin)).max() < 0.06 * np.mean(thin)
    middle = limb.length_mm / 2
    for bone in limb.bones:  # apart from the tendon, so that both are what they were drawn as
        x, y = bone.centre_mm
        assert rod_level(limb.tendon, limb, x, y, np.array(middle)) > 1


def test_frames_show_the_limb_where_their_pose_says():
    limb = draw_limb(np.random.default_rng(1))
    path = freehand_path(limb, np.random.default_rng(2), count=4)
    scan = scan_limb(limb, path, seed=3, shape=SMALL, echoes=False)
    row, col = np.mgrid[: SMALL[0], : SMALL[1]]
    pixels = np.stack([np.zeros(row.size), row.ravel(), col.ravel(), np.ones(row.size)])
    for mask, pose in zip(scan.masks, scan.poses, strict=True):
        x, y, z, _ = pose @ pixels
        there = labels_at(limb, x, y, z)[0].reshape(SMALL)
        lit = ~np.maximum.accumulate(mask == BONE, axis=0)
        assert (there == mask)[lit].mean() > 0.995
        assert np.linalg.norm(pose[:3, 1]) == pytest.approx(scan.spacing_mm[0])
        assert np.linalg.norm(pose[:3, 2]) == pytest.approx(scan.spacing_mm[1])


def test_the_axis_of_a_turn_lies_where_the_table_says():
    limb = draw_limb(np.random.default_rng(1))
    path = rotational_path(limb, rings=2, turns=3)
    for plane, (angle_deg, along, depth) in zip(path.planes, path.turns, strict=True):
        assert plane @ (0, depth, 0, 1) == pytest.approx((0, 0, along, 1))
        assert plane[:3, 2] == pytest.approx(
            (np.cos(np.deg2rad(angle_deg)), np.sin(np.deg2rad(angle_deg)), 0)
        )


def test_the_same_seed_gives_the_same_frames_and_one_look_for_all():
    limb = draw_limb(np.random.default_rng(1))
    path = linear_path(limb, count=3)
    scans = [scan_limb(limb, path, seed=7, shape=SMALL) for _ in range(2)]
    assert (scans[0].pixels == scans[1].pixels).all()
    frames = zip(scans[0].pixels, scans[0].masks, strict=True)
    means = [frame[mask == MUSCLE].mean() for frame, mask in frames]
    assert np.ptp(means) < 0.35 * np.mean(means)
