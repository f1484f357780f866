"""Labels and echoes lie on the same pixels; shadows stay dark."""

import numpy as np
import pytest
from blocks import STEP_MM

from usseg.phantom.acoustics import beamform, interfaces, reverberate
from usseg.phantom.anatomy import BONE, MUSCLE, TissueMap
from usseg.phantom.dataset import make_phantom
from usseg.phantom.frame import net_gain
from usseg.phantom.probe import Probe, beam_points
from usseg.phantom.scan import Sampling, picture_box_mm, sample_beams, scan_convert

SHAPE = (256, 256)
PIXEL_MM = 40.0 / 256


@pytest.mark.parametrize("first_mm", [9.03, 17.71])
def test_label_border_and_echo_of_a_step_agree_within_a_tenth_of_a_pixel(first_mm):
    # The border sinks by 3 pixels over the columns judged: roundings to pixels average out.
    which = Probe(12.0, 0.8, 1.5, 20.0, np.inf, 40.0, 40.0)
    sampling = sample_beams(which, SHAPE)
    x, z = beam_points(which, sampling.depths_mm, sampling.beams)
    border_mm = first_mm + (x[0] + 20) / 40 * 4 * PIXEL_MM
    labels = np.where(z > border_mm, 4, MUSCLE).astype(np.uint8)
    edges = interfaces(labels, sampling.step_mm, sampling.pitch_mm, 5.0)
    silent = np.zeros_like(edges)
    rng = np.random.default_rng(0)
    echo = np.abs(beamform(silent, edges, which, sampling.step_mm, sampling.pitch_mm, rng))
    bright = scan_convert(which, sampling, echo, SHAPE, order=1)
    mask = scan_convert(which, sampling, labels, SHAPE, order=0)
    centres = np.arange(SHAPE[0]) + 0.5
    echo_row = (bright * centres[:, None]).sum(axis=0) / bright.sum(axis=0)
    label_row = np.argmax(mask == 4, axis=0)  # the upper edge of the first labelled pixel
    true_row = border_mm / PIXEL_MM
    inner = slice(32, -32)
    assert (label_row - true_row)[inner].mean() == pytest.approx(0, abs=0.1)
    assert (echo_row - true_row)[inner].mean() == pytest.approx(0, abs=0.1)
    assert (echo_row - label_row)[inner].mean() == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize("radius_mm", [np.inf, 50.0])
def test_grey_levels_are_those_of_the_pixel_centres(radius_mm):
    curved = bool(np.isfinite(radius_mm))
    which = Probe(7.0, 0.6, 2.0, 20.0, radius_mm, 40.0, 0.8 if curved else 40.0)
    sampling = sample_beams(which, SHAPE)
    ramp = np.repeat(sampling.depths_mm[:, None], sampling.beams.size, axis=1)
    picture = scan_convert(which, sampling, ramp, SHAPE, order=1)
    column = picture[40:-40, 128].astype(float)
    _, start_mm, _, height_mm = picture_box_mm(which)
    expected = start_mm + (np.arange(40, 216) + 0.5) * height_mm / 256
    assert column == pytest.approx(expected, abs=0.01 * PIXEL_MM + 1e-3)


@pytest.mark.parametrize(
    ("scene", "seed"),
    [("limb-transverse", 3), ("ligament", 4), ("limb-transverse", 5)],
)
def test_no_reverberation_lights_up_a_shadow(scene, seed):
    phantom = make_phantom(seed, scene)
    bone = phantom.mask == BONE
    below = np.cumsum(bone, axis=0) * phantom.spacing_mm[0]
    deep = bone & (below > 6)
    assert deep.sum() > 400
    tissue = (phantom.mask > 0) & ~bone
    assert np.quantile(phantom.pixels[deep], 0.9) < 0.6 * np.median(phantom.pixels[tissue])


def test_a_late_echo_never_exceeds_its_ceiling():
    echoes = np.zeros((100, 3), dtype=np.complex64)
    echoes[20] = [1.0, 100.0, 1000.0]
    late = reverberate(echoes, np.full(3, 20), np.full((1, 3), 0.5), ceiling=0.1)[40]
    assert np.abs(late) == pytest.approx([0.5 / 6, 50 / 501, 500 / 5001], rel=1e-4)


def test_rounding_of_the_transforms_is_not_amplified_into_the_picture():
    # 12 MHz through 6 cm of muscle loses 157 dB; a silent deep half must stay silent.
    labels = np.full((1200, 64), MUSCLE, dtype=np.uint8)
    labels[600:] = BONE
    depths = (np.arange(1200, dtype=np.float32) + 1) * np.float32(STEP_MM)
    sampling = Sampling(STEP_MM, depths, np.arange(64.0), np.full((1, 1), 0.1, np.float32))
    tissues = TissueMap(labels, labels * 0, labels * 0.0, labels * 0.0, True)
    which = Probe(12.0, 0.6, 2.0, 20.0, np.inf, 60.0, 6.4)
    tgc_db = (2 * 1.09 * 12 / 10 * depths)[:, None]
    gain = net_gain(which, tissues, sampling, tgc_db, np.random.default_rng(0))
    echoes = beamform(gain, gain, which, STEP_MM, sampling.pitch_mm, np.random.default_rng(1))
    level_db = 20 * np.log10(np.abs(echoes).mean(axis=1) / np.abs(echoes[100:500]).mean())
    assert level_db[900:].max() < -80
