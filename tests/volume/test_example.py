"""The bundled example is what its maker writes, and is read as what it is."""

import json
from pathlib import Path

import numpy as np
import pytest

from examples.make_volume import FOLDER, SEED, SHAPE, turns_table
from usseg.phantom.limb3d_draw import draw_limb
from usseg.phantom.scan3d import scan_limb
from usseg.phantom.scan3d_paths import rotational_path
from usseg.volume.read import Given, read_sweep

LARGEST_BYTES = 2_000_000


@pytest.fixture(scope="module")
def scan():
    limb = draw_limb(np.random.default_rng([SEED, 1]))
    return scan_limb(limb, rotational_path(limb), SEED, SHAPE, echoes=False)


def test_its_frames_lie_where_the_simulation_held_the_probe(scan):
    about = json.loads((FOLDER / "limb.json").read_text())
    given = Given(tuple(about["spacing_mm"]), turns=FOLDER / "limb.turns.csv")
    sweep = read_sweep(FOLDER / "limb.tif", given)
    assert sweep.kind == "rotational"
    assert sweep.pixels.shape == scan.pixels.shape
    assert sweep.poses[:, :3, 1:] == pytest.approx(scan.poses[:, :3, 1:], abs=1e-3)
    assert about["true_ml"]["tendon"] > 1


def test_its_table_is_what_the_maker_writes(scan):
    assert (FOLDER / "limb.turns.csv").read_text() == turns_table(scan)


def test_it_is_small():
    assert sum(path.stat().st_size for path in Path(FOLDER).iterdir()) < LARGEST_BYTES
