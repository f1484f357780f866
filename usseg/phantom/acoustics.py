"""From scatterers to echoes: interfaces, attenuation, pulse and beam, reverberation.

Echoes are complex envelopes on a grid of (depths, beams). A sum of many random scatterers inside
one resolution cell is circular complex Gaussian, which makes the envelope Rayleigh: fully developed
speckle. Source: Wagner RF et al. IEEE Trans Sonics Ultrason 30:156-163 (1983).
"""

import numpy as np
from scipy import fft, ndimage

from usseg.phantom.anatomy import BONE
from usseg.phantom.constants import ATTENUATION_DB_CM_MHZ, LOG_IMPEDANCE
from usseg.phantom.probe import Probe, beam_sigma_mm, pulse_sigma_mm

SMOOTH_SAMPLES = (3, 5)  # over which the slope of an interface is judged, (depths, beams)
PAD_BEAMS = 24  # mirrored at both sides, so that the lateral transform does not wrap
NEPER_DB = 20 / np.log(10)


def attenuation_db(labels: np.ndarray, frequency_mhz: float, step_mm: float) -> np.ndarray:
    """Two-way attenuation in dB from the probe down to each sample, same shape as labels.

    Linear in frequency, at the centre frequency; a sample's own path counts by half.
    """
    per_step = ATTENUATION_DB_CM_MHZ[labels] * np.float32(2 * frequency_mhz * step_mm / 10)
    return np.cumsum(per_step, axis=0) - per_step / 2


def interfaces(
    labels: np.ndarray, step_mm: float, pitch_mm: np.ndarray, tolerance_rad: float
) -> np.ndarray:
    """Reflection at tissue borders: float32 amplitude per sample, largest where met squarely.

    The reflection coefficient of a small step is half the step of log impedance; the echo that
    returns to the probe falls off with the angle between the border and the beam.

    Args:
        labels: (depths, beams) multiclass labels.
        step_mm: Distance of samples along a beam.
        pitch_mm: Distance of beams, shape (depths, 1) or (1, 1).
        tolerance_rad: Angle at which the echo has fallen to 1/e.
    """
    log_impedance = LOG_IMPEDANCE[labels]
    jump = np.zeros_like(log_impedance)
    # A border runs between two samples: each of them gets half of its echo.
    step = np.tanh(np.diff(log_impedance, axis=0) / 2) / 2
    jump[1:] += step
    jump[:-1] += step
    smooth = ndimage.uniform_filter(log_impedance, SMOOTH_SAMPLES, mode="nearest")
    down = np.gradient(smooth, axis=0) / np.float32(step_mm)
    sideways = np.gradient(smooth, axis=1) / pitch_mm
    squared = (sideways / (np.abs(down) + 1e-6)) ** 2
    return jump * np.exp(-squared / np.float32(tolerance_rad) ** 2)


def beamform(
    diffuse: np.ndarray, ordered: np.ndarray, probe: Probe, step_mm: float, pitch_mm: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:  # fmt: skip
    """Turn scatterers into complex echoes with the probe's pulse and its depth-dependent beam.

    Both are Gaussian and are applied in the spatial frequency domain, each row with the beam
    width of its own depth. Diffuse scatterers keep their mean power, so that focusing changes
    the grain of speckle and not its brightness; ordered ones keep their height.

    Args:
        diffuse: Amplitude of random scatterers, float32 (depths, beams).
        ordered: Amplitude of coherent structure, same shape.
        probe: Sets pulse and beam.
        step_mm: Distance of samples along a beam.
        pitch_mm: Distance of beams at each depth, (depths, 1) or (1, 1).
        rng: Source of the scatterers.

    Returns:
        complex64, (depths, beams).
    """
    depths = np.arange(diffuse.shape[0]) * step_mm
    lateral = (beam_sigma_mm(probe, depths)[:, None] / pitch_mm).astype(np.float32)
    axial = np.float32(pulse_sigma_mm(probe) / step_mm)
    scatterers = np.empty(diffuse.shape, dtype=np.complex64)
    scatterers.real = rng.standard_normal(diffuse.shape, dtype=np.float32)
    scatterers.imag = rng.standard_normal(diffuse.shape, dtype=np.float32)
    scatterers *= diffuse * (power_norm(axial) * power_norm(lateral) * np.float32(np.sqrt(0.5)))
    scatterers += ordered
    return blur(blur_rows(scatterers, lateral), axial)


def power_norm(sigma: np.ndarray | np.float32) -> np.ndarray:
    """Factor that keeps the power of white noise under a unit-sum Gaussian of `sigma` samples."""
    return np.sqrt(np.maximum(2 * np.sqrt(np.pi) * sigma, 1)).astype(np.float32)


def blur_rows(echoes: np.ndarray, sigma: np.ndarray) -> np.ndarray:
    """Gaussian blur along the beams axis, sigma in beams given per row: shape (depths, 1)."""
    padded = np.pad(echoes, ((0, 0), (PAD_BEAMS, PAD_BEAMS)), mode="reflect")
    k = fft.fftfreq(padded.shape[1]).astype(np.float32)[None, :]
    transfer = np.exp(-2 * (np.float32(np.pi) * sigma * k) ** 2)
    return fft.ifft(fft.fft(padded, axis=1) * transfer, axis=1)[:, PAD_BEAMS:-PAD_BEAMS]


def blur(echoes: np.ndarray, sigma: np.float32) -> np.ndarray:
    """Gaussian blur along depth, sigma in samples."""
    k = fft.fftfreq(echoes.shape[0] + 2 * PAD_BEAMS).astype(np.float32)[:, None]
    padded = np.pad(echoes, ((PAD_BEAMS, PAD_BEAMS), (0, 0)))
    transfer = np.exp(-2 * (np.float32(np.pi) * sigma * k) ** 2)
    return fft.ifft(fft.fft(padded, axis=0) * transfer, axis=0)[PAD_BEAMS:-PAD_BEAMS]


def reverberate(
    echoes: np.ndarray, delay: np.ndarray, strength: np.ndarray, ceiling: float = np.inf
) -> np.ndarray:
    """Add the echoes that travelled the way from a reflector to the probe and back once more.

    Args:
        echoes: complex64 (depths, beams).
        delay: Depth of the reflector in samples, integer, shape (beams,); 0 for none.
        strength: Amplitude of the second trip relative to the first, shape (1, beams).
        ceiling: Amplitude that no late echo exceeds, so that none lights up a shadow.
    """
    rows = np.arange(echoes.shape[0])[:, None] - delay[None, :]
    late = np.take_along_axis(echoes, np.maximum(rows, 0), axis=0)
    late = np.where((rows >= 0) & (delay > 0), late * strength.astype(np.float32), 0)
    return echoes + late / (1 + np.abs(late) / np.float32(ceiling))


def soften_shadows(loss_db: np.ndarray, width_mm: float, pitch_mm: np.ndarray) -> np.ndarray:
    """Blur attenuation across the beams: an aperture sees past the edge of what casts a shadow.

    Args:
        loss_db: From `attenuation_db`, (depths, beams).
        width_mm: Standard deviation of the blur.
        pitch_mm: Distance of beams, shape (depths, 1) or (1, 1); their mean is taken.
    """
    sigma = width_mm / float(pitch_mm.mean())
    return ndimage.gaussian_filter1d(loss_db, sigma, axis=1, mode="nearest", truncate=2)


def first_depth(labels: np.ndarray, label: int) -> np.ndarray:
    """Depth in samples of the first sample of a tissue on each beam, 0 where none: (beams,)."""
    found = labels == label
    return np.where(found.any(axis=0), np.argmax(found, axis=0) + 1, 0)


def bone_depth(labels: np.ndarray) -> np.ndarray:
    """Depth in samples of the bone's surface on each beam, 0 where there is none."""
    return first_depth(labels, BONE)
