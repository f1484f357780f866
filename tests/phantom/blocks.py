"""Homogeneous blocks of tissue, and a probe to look at them: what physics has formulas for."""

import numpy as np

from usseg.phantom.acoustics import beamform
from usseg.phantom.probe import Probe

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
