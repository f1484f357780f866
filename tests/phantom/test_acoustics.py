"""The physics of the simulator against values from theory, not from the simulator."""

import numpy as np
import pytest
from scipy.optimize import brentq

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
from usseg.phantom.probe import Probe, beam_sigma_mm
from usseg.phantom.scanner import compress
from usseg.phantom.texture import ordered_amplitude

STEP_MM, PITCH_MM = 0.05, 0.1
PITCH = np.full((1, 1), PITCH_MM, dtype=np.float32)


def probe(frequency_mhz: float = 7.0, f_number: float = 2.0, focus_mm: float = 20.0) -> Probe:
    """A linear probe that images 40 mm."""
    return Probe(frequency_mhz, 0.6, f_number, focus_mm, np.inf, 40.0, 40.0)


def block(tissue: int, shape: tuple[int, int] = (800, 400)) -> np.ndarray:
    """Labels of a homogeneous block."""
    return np.full(shape, tissue, dtype=np.uint8)


def speckle(labels: np.ndarray, amplitude: np.ndarray, seed: int = 1) -> np.ndarray:
    """Envelope of scatterers of the given amplitude, without any gain."""
    still = np.zeros(labels.shape, dtype=np.float32)
    rng = np.random.default_rng(seed)
    return np.abs(beamform(amplitude, still, probe(), STEP_MM, PITCH, rng))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_envelope_of_a_homogeneous_block_is_fully_developed_speckle(seed):
    # A Rayleigh variable has mean / SD = sqrt(pi / (4 - pi)) = 1.91.
    labels = block(MUSCLE, (1600, 800))
    envelope = speckle(labels, np.ones(labels.shape, np.float32), seed)[50:-50, 50:-50]
    assert envelope.mean() / envelope.std() == pytest.approx(1.91, abs=0.05)


def test_unequal_scatterers_are_not_fully_developed_speckle():
    # The test above must be able to fail: patches of unequal level lower the ratio.
    amplitude = np.where(np.arange(800) % 200 < 100, 1.0, 4.0).astype(np.float32)[:, None]
    labels = block(MUSCLE)
    envelope = speckle(labels, np.broadcast_to(amplitude, labels.shape))[50:-50, 50:-50]
    assert envelope.mean() / envelope.std() < 1.6


@pytest.mark.parametrize("tissue", [FAT, MUSCLE, TENDON])
@pytest.mark.parametrize("frequency_mhz", [4.0, 12.0])
def test_level_falls_with_depth_as_the_attenuation_constant_says(tissue, frequency_mhz):
    labels = block(tissue)
    gain = 10 ** (-attenuation_db(labels, frequency_mhz, STEP_MM) / 20)
    envelope = speckle(labels, gain.astype(np.float32))[40:-40]
    level_db = 20 * np.log10(envelope.mean(axis=1))
    depth_cm = (np.arange(level_db.size)) * STEP_MM / 10
    slope = -np.polyfit(depth_cm, level_db, 1)[0]
    assert slope == pytest.approx(2 * ATTENUATION_DB_CM_MHZ[tissue] * frequency_mhz, rel=0.05)


def width_at_half(profile: np.ndarray) -> float:
    """Full width in samples at half of the peak, interpolated."""
    top = profile.argmax()
    half = profile[top] / 2
    left = np.interp(half, profile[: top + 1], np.arange(top + 1))
    right = np.interp(-half, -profile[top:], np.arange(top, profile.size))
    return right - left


def point_width_mm(which: Probe, depth_mm: float) -> float:
    """-6 dB lateral width of a point reflector at a depth, in mm."""
    pitch_mm = 0.02
    ordered = np.zeros((800, 401), dtype=np.float32)
    row = round(depth_mm / STEP_MM)
    ordered[row, 200] = 1
    pitch = np.full((1, 1), pitch_mm, dtype=np.float32)
    rng = np.random.default_rng(0)
    echo = np.abs(beamform(np.zeros_like(ordered), ordered, which, STEP_MM, pitch, rng))
    return width_at_half(echo[row]) * pitch_mm


@pytest.mark.parametrize(("frequency_mhz", "f_number"), [(5.0, 1.5), (7.5, 2.5), (12.0, 3.0)])
def test_lateral_width_at_the_focus_is_that_of_the_aperture(frequency_mhz, f_number):
    # Fraunhofer: the far field of a slit, once for transmission and once for reception.
    offset = brentq(lambda x: np.sinc(x) ** 2 - 0.5, 0.1, 0.9)
    wavelength_mm = 1.54 / frequency_mhz
    expected_mm = 2 * offset * wavelength_mm * f_number
    assert point_width_mm(probe(frequency_mhz, f_number), 20.0) == pytest.approx(
        expected_mm, rel=0.1
    )


def test_beam_is_narrowest_at_the_focus_and_widens_to_both_sides():
    widths = [point_width_mm(probe(), depth) for depth in (5.0, 12.0, 20.0, 28.0, 36.0)]
    assert widths[0] > widths[1] > widths[2] < widths[3] < widths[4]


def test_far_from_the_focus_the_beam_spreads_as_the_geometric_cone():
    far = beam_sigma_mm(probe(focus_mm=20.0), np.array([500.0, 1000.0]))
    near_doubling = (1000 - 20) / (500 - 20)
    assert far[1] / far[0] == pytest.approx(near_doubling, rel=0.01)


@pytest.mark.parametrize("row", [120, 333, 640])
def test_an_interface_echoes_at_its_depth(row):
    labels = block(FAT)
    labels[row:] = FASCIA
    edges = np.abs(interfaces(labels, STEP_MM, PITCH, 0.5))
    silent = np.zeros(labels.shape, dtype=np.float32)
    echo = np.abs(beamform(silent, edges, probe(), STEP_MM, PITCH, np.random.default_rng(0)))
    one_pixel = 2  # samples
    assert np.abs(echo.argmax(axis=0) - row).max() <= one_pixel


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
        levels.append(ordered_amplitude(tissues, STEP_MM, np.random.default_rng(3)).mean())
    assert levels[1] < 0.5 * levels[0]


def test_log_compression_maps_the_dynamic_range_to_the_grey_scale():
    envelope = np.array([[2.0, 2.0 * 10**-1.5, 2.0 * 10**-3, 2.0 * 10**-4, 20.0]])
    assert compress(envelope, 2.0, 60.0)[0] == pytest.approx([1, 0.5, 0, 0, 1], abs=1e-5)


def test_water_is_silent():
    labels = block(BACKGROUND)
    assert not interfaces(labels, STEP_MM, PITCH, 0.5).any()
    still = np.zeros(labels.shape, np.float32)
    tissues = TissueMap(labels, labels * 0, still, still, True)
    assert not ordered_amplitude(tissues, STEP_MM, np.random.default_rng(0)).any()
