"""Interfaces, shadows, reverberation and fibres echo as strongly, and where, as physics says."""

import numpy as np
import pytest
from blocks import PITCH, PITCH_MM, STEP_MM, block, probe, speckle

from usseg.phantom.acoustics import attenuation_db, beamform, interfaces, reverberate
from usseg.phantom.anatomy import (
    BACKGROUND,
    BONE,
    FASCIA,
    FAT,
    MUSCLE,
    TENDON,
    TissueMap,
    cast_shadow,
)
from usseg.phantom.constants import ATTENUATION_DB_CM_MHZ
from usseg.phantom.probe import Probe, beam_points
from usseg.phantom.scan import sample_beams, scan_convert
from usseg.phantom.texture import angle_missed, ordered_amplitude
from usseg.phantom.weaves import draw_look


@pytest.mark.parametrize("row", [120, 333, 640])
def test_an_interface_echoes_at_its_depth(row):
    labels = block(FAT)
    labels[row:] = FASCIA
    edges = np.abs(interfaces(labels, STEP_MM, PITCH, 0.5))
    silent = np.zeros(labels.shape, dtype=np.float32)
    echo = np.abs(beamform(silent, edges, probe(), STEP_MM, PITCH, np.random.default_rng(0)))
    one_pixel = 2  # samples
    assert np.abs(echo.argmax(axis=0) - row).max() <= one_pixel


@pytest.mark.parametrize("radius_mm", [np.inf, 50.0, -150.0])
def test_a_bright_border_lies_on_the_border_of_its_labels_in_the_picture(radius_mm):
    curved = bool(np.isfinite(radius_mm))
    which = Probe(12.0, 0.8, 1.5, 20.0, radius_mm, 40.0, 0.8 if curved else 40.0)
    sampling = sample_beams(which, (256, 256))
    _, z = beam_points(which, sampling.depths_mm, sampling.beams)
    rng = np.random.default_rng(0)
    for border_mm in (9.3, 17.7, 26.1):
        labels = np.where(z > border_mm, FASCIA, FAT).astype(np.uint8)
        edges = np.abs(interfaces(labels, sampling.step_mm, sampling.pitch_mm, 0.5))
        silent = np.zeros_like(edges)
        echo = np.abs(beamform(silent, edges, which, sampling.step_mm, sampling.pitch_mm, rng))
        bright = scan_convert(which, sampling, echo, (256, 256), order=1)[:, 100:156]
        mask = scan_convert(which, sampling, labels, (256, 256), order=0)[:, 100:156]
        assert np.abs(bright.argmax(axis=0) - np.argmax(mask == FASCIA, axis=0)).max() <= 1


def test_a_tilted_interface_echoes_less_than_one_met_squarely():
    rows, cols = np.arange(800)[:, None], np.arange(400)[None, :]
    flat = np.where(rows + 0 * cols > 400, FASCIA, FAT)
    tilted = np.where(rows > 200 + cols * 2 * np.tan(np.deg2rad(40)), FASCIA, FAT)
    strength = [
        np.abs(interfaces(labels, STEP_MM, PITCH, 0.5)[:, 50:-50]).max(axis=0).mean()
        for labels in (flat, tilted)
    ]
    assert strength[1] < 0.3 * strength[0]


def test_bone_casts_a_shadow_as_deep_as_its_attenuation():
    labels = block(MUSCLE)
    labels[300:320, 150:250] = BONE
    tissues = TissueMap(labels, labels * 0, labels * 0.0, labels * 0.0, True)
    cast_shadow(tissues)
    loss_db = attenuation_db(tissues.labels, 5.0, STEP_MM)
    envelope = speckle(tissues.labels, (10 ** (-loss_db / 20)).astype(np.float32))
    row = 400  # 5 mm below the bone's surface
    shadow, beside = envelope[row, 180:220].mean(), envelope[row, 20:100].mean()
    path_cm = (row - 300) * STEP_MM / 10
    extra = (ATTENUATION_DB_CM_MHZ[BONE] - ATTENUATION_DB_CM_MHZ[MUSCLE]) * 2 * 5.0 * path_cm
    assert 20 * np.log10(beside / shadow) == pytest.approx(extra, abs=3.0)
    assert extra > 25


def test_shadow_falls_only_under_the_bone():
    labels = block(MUSCLE, (100, 60))
    labels[40:45, 20:30] = BONE
    tissues = TissueMap(labels, labels * 0, labels * 0.0, labels * 0.0, True)
    cast_shadow(tissues)
    assert (labels[40:, 20:30] == BONE).all()
    assert (labels == BONE).sum() == 60 * 10


def test_reverberation_repeats_an_echo_at_twice_its_depth():
    echoes = np.zeros((100, 4), dtype=np.complex64)
    echoes[20] = 1
    delay = np.array([20, 20, 0, 20])
    twice = reverberate(echoes, delay, np.full((1, 4), 0.25))
    assert np.abs(twice[40]).tolist() == [0.25, 0.25, 0.0, 0.25]
    assert np.array_equal(twice[20], echoes[20])


def test_fibres_met_squarely_echo_more_than_slanted_ones():
    rows, cols = np.arange(400)[:, None] * STEP_MM, np.arange(300)[None, :] * PITCH_MM
    levels = []
    for angle in (0.0, np.deg2rad(35)):
        across = (rows * np.cos(angle) - cols * np.sin(angle)).astype(np.float32)
        along = (cols * np.cos(angle) + rows * np.sin(angle)).astype(np.float32)
        labels = block(TENDON, (400, 300))
        tissues = TissueMap(labels, labels * 0, across, along, True)
        look = draw_look(np.random.default_rng(2), in_plane=True)
        miss = angle_missed(tissues, STEP_MM)
        rng = np.random.default_rng(3)
        levels.append(ordered_amplitude(tissues, look, miss, rng).mean())
    assert levels[1] < 0.5 * levels[0]


def test_water_is_silent():
    labels = block(BACKGROUND)
    assert not interfaces(labels, STEP_MM, PITCH, 0.5).any()
    still = np.zeros(labels.shape, np.float32)
    tissues = TissueMap(labels, labels * 0, still, still, True)
    rng = np.random.default_rng(0)
    assert not ordered_amplitude(tissues, draw_look(rng, True), still, rng).any()
