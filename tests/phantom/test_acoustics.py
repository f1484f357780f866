"""Speckle, attenuation and beam against values from theory, not from the simulator."""

import numpy as np
import pytest
from blocks import PITCH, STEP_MM, block, probe, speckle
from scipy.optimize import brentq

from usseg.phantom.acoustics import attenuation_db, beamform
from usseg.phantom.anatomy import FAT, MUSCLE, TENDON
from usseg.phantom.constants import ATTENUATION_DB_CM_MHZ
from usseg.phantom.probe import Probe, beam_sigma_mm


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


@pytest.mark.parametrize("bandwidth", [0.45, 0.8])
def test_pulse_is_as_short_as_its_bandwidth_says(bandwidth):
    # A Gaussian spectrum of full width B at half maximum has an envelope of full width
    # 4 ln 2 / (pi B) in time, and depth is half of speed times time.
    step_mm, frequency_mhz = 0.005, 7.0
    which = Probe(frequency_mhz, bandwidth, 2.0, 20.0, np.inf, 40.0, 40.0)
    ordered = np.zeros((800, 9), dtype=np.float32)
    ordered[400] = 1
    rng = np.random.default_rng(0)
    echo = np.abs(beamform(np.zeros_like(ordered), ordered, which, step_mm, PITCH, rng))
    expected_mm = 1.54 / 2 * 4 * np.log(2) / (np.pi * bandwidth * frequency_mhz)
    assert width_at_half(echo[:, 4]) * step_mm == pytest.approx(expected_mm, rel=0.02)


def test_far_from_the_focus_the_beam_spreads_as_the_geometric_cone():
    far = beam_sigma_mm(probe(focus_mm=20.0), np.array([500.0, 1000.0]))
    near_doubling = (1000 - 20) / (500 - 20)
    assert far[1] / far[0] == pytest.approx(near_doubling, rel=0.01)
