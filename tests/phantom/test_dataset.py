import subprocess
import sys

import numpy as np
import pytest

from usseg.errors import InputError
from usseg.image.preprocess import field_mask
from usseg.phantom.anatomy import BONE, FASCIA, FAT, LIGAMENT, MUSCLE, SKIN, TENDON
from usseg.phantom.dataset import SCENES, make_phantom
from usseg.phantom.probe import Probe, beam_coordinates, beam_points
from usseg.phantom.scan import picture_box_mm, sample_beams, scan_convert
from usseg.tissues import MULTICLASS

SHOWS = {
    "limb-longitudinal": {SKIN, FAT, MUSCLE, FASCIA},
    "limb-transverse": {SKIN, FAT, MUSCLE, FASCIA},
    "tendon-longitudinal": {SKIN, FAT, TENDON, FASCIA},
    "tendon-transverse": {SKIN, FAT, TENDON, FASCIA},
    "ligament": {SKIN, FAT, LIGAMENT, BONE, FASCIA},
    "panorama": {SKIN, FAT, MUSCLE, FASCIA},
    "tomography": {SKIN, FAT, MUSCLE, FASCIA},
    "convex": {SKIN, FAT, MUSCLE, FASCIA},
}
DIGEST = (
    "import hashlib; from usseg.phantom.dataset import make_phantom\n"
    "for scene in ('limb-longitudinal', 'convex', 'tomography'):\n"
    "    p = make_phantom(11, scene, screen=scene == 'convex')\n"
    "    print(hashlib.sha256(p.pixels.tobytes() + p.mask.tobytes()).hexdigest())\n"
)


def test_every_scene_is_listed_here():
    assert set(SHOWS) == set(SCENES)


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_shows_its_tissues(scene):
    seen = set()
    for seed in range(12):
        phantom = make_phantom(seed, scene)
        assert phantom.pixels.shape == phantom.mask.shape == (256, 256)
        assert phantom.pixels.dtype == phantom.mask.dtype == np.uint8
        assert phantom.pixels.std() > 5, "a frame without contrast teaches nothing"
        seen |= set(np.unique(phantom.mask).tolist())
    assert seen >= SHOWS[scene]
    assert seen <= {tissue.label for tissue in MULTICLASS}


def test_same_seed_gives_the_same_bytes_in_another_process():
    runs = [
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": seed, "PATH": "/usr/bin:/bin"},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].split()) == 3


def test_another_seed_or_scene_gives_another_frame():
    frames = [make_phantom(seed, scene).pixels for seed in (1, 2) for scene in SCENES]
    assert len({frame.tobytes() for frame in frames}) == 2 * len(SCENES)


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("shape", [(128, 320), (300, 100)])
def test_any_shape_keeps_the_tissue_inside_the_field(scene, shape):
    phantom = make_phantom(5, scene, shape)
    assert phantom.pixels.shape == shape
    outside = ~field_mask(phantom.field, shape)
    # The outline is a polygon with straight edges; arcs may bulge over it by part of a pixel.
    assert (phantom.mask[outside] > 0).mean() < 0.05 if outside.any() else True


def test_spacing_is_the_depth_and_width_that_were_simulated():
    # In the same scene and seed, twice the rows must halve the row spacing and nothing else.
    one, two = (make_phantom(9, "limb-transverse", (rows, 128)) for rows in (128, 256))
    assert one.spacing_mm[0] == pytest.approx(2 * two.spacing_mm[0])
    assert one.spacing_mm[1] == pytest.approx(two.spacing_mm[1])


def test_a_screen_moves_frame_mask_and_field_together():
    for seed in range(6):
        for scene in ("limb-transverse", "panorama"):
            phantom = make_phantom(seed, scene, screen=True)
            assert phantom.pixels.shape == phantom.mask.shape
            tissue = phantom.mask > 0
            inside = field_mask(phantom.field, phantom.mask.shape)
            assert tissue.sum() > 0.1 * inside.sum()
            assert (tissue & ~inside).sum() < 0.01 * inside.sum()


@pytest.mark.parametrize("radius_mm", [np.inf, 40.0, -120.0])
def test_points_and_coordinates_of_beams_are_inverse(radius_mm):
    curved = np.isfinite(radius_mm)
    probe = Probe(7, 0.6, 2, 20, radius_mm, 40, 0.9 if curved else 40)
    depths, beams = np.linspace(0.5, 39, 7), np.linspace(-0.4, 0.4, 5) * (1 if curved else 40)
    depth, beam = beam_coordinates(probe, *beam_points(probe, depths, beams))
    assert np.broadcast_to(depth, (7, 5)) == pytest.approx(np.tile(depths[:, None], 5), abs=1e-3)
    assert np.broadcast_to(beam, (7, 5)) == pytest.approx(np.tile(beams, (7, 1)), abs=1e-5)


@pytest.mark.parametrize("radius_mm", [np.inf, 50.0, -150.0])
@pytest.mark.parametrize("border_mm", [7.3, 21.9])
def test_a_layer_lies_at_its_depth_in_the_picture(radius_mm, border_mm):
    curved = np.isfinite(radius_mm)
    probe = Probe(7, 0.6, 2, 20, radius_mm, 40, 0.8 if curved else 40)
    shape = (256, 256)
    sampling = sample_beams(probe, shape)
    layers = np.repeat((sampling.depths_mm > border_mm)[:, None], sampling.beams.size, axis=1)
    picture = scan_convert(probe, sampling, layers.astype(np.uint8), shape, order=0)
    _, z0, _, height = picture_box_mm(probe)
    first_row = np.argmax(picture[:, shape[1] // 2] > 0)  # straight under the probe
    assert first_row * height / shape[0] + z0 == pytest.approx(border_mm, abs=height / shape[0])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((0, "liver"), "no scene 'liver'"),
        ((-1, "convex"), "seed of 0 or more"),
        ((0, "convex", (32, 256)), "at least 64"),
    ],
)
def test_bad_requests_are_refused_with_what_was_expected(arguments, says):
    with pytest.raises(InputError, match=says):
        make_phantom(*arguments)
