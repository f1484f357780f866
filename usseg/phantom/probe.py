"""The probe: where its beams run, how long its pulse is, how wide its beam is at every depth."""

from dataclasses import dataclass

import numpy as np

from usseg.phantom.constants import SOUND_SPEED_MM_PER_US

FWHM_PER_SIGMA = 2.3548  # full width at half maximum of a Gaussian, in standard deviations
# Pulse-echo amplitude of a rectangular aperture at its focus is sinc^2(x / (lambda F)), which
# falls to one half (-6 dB) at a full width of 0.886 lambda F. Source: Szabo TL, Diagnostic
# Ultrasound Imaging: Inside Out, 2nd ed. (2014), chapter 6.
FOCAL_WIDTH = 0.886
# Depth of field of the same aperture, -6 dB: about 7 lambda F^2. Source: as above.
DEPTH_OF_FIELD = 7.0


@dataclass(frozen=True)
class Probe:
    """One transducer with its settings.

    Attributes:
        frequency_mhz: Centre frequency, 4 to 15.
        bandwidth: Fractional -6 dB bandwidth of the pulse-echo spectrum.
        f_number: Focal depth over aperture.
        focus_mm: Focal depth.
        radius_mm: Radius of the row of elements: positive for a convex probe (beams diverge),
            negative for a scan along a convex limb (beams converge), infinite for a linear one.
        depth_mm: Imaged depth.
        span: Lateral extent: mm for a linear probe, radians for a curved one.
    """

    frequency_mhz: float
    bandwidth: float
    f_number: float
    focus_mm: float
    radius_mm: float
    depth_mm: float
    span: float

    @property
    def wavelength_mm(self) -> float:
        """Wavelength in soft tissue, in mm."""
        return SOUND_SPEED_MM_PER_US / self.frequency_mhz

    @property
    def curved(self) -> bool:
        """Whether beams are told apart by angle rather than by position."""
        return bool(np.isfinite(self.radius_mm))


def pulse_sigma_mm(probe: Probe) -> float:
    """Standard deviation of the pulse-echo envelope along depth, in mm.

    A Gaussian spectrum of -6 dB width B f has sigma_f = B f / 2.355; its envelope in time has
    sigma_t = 1 / (2 pi sigma_f), and depth is half of speed times time.
    """
    sigma_mhz = probe.bandwidth * probe.frequency_mhz / FWHM_PER_SIGMA
    return SOUND_SPEED_MM_PER_US / (4 * np.pi * sigma_mhz)


def beam_sigma_mm(probe: Probe, depth_mm: np.ndarray) -> np.ndarray:
    """Standard deviation of the lateral beam profile (amplitude) at each depth, in mm.

    The width at the focus is 0.886 lambda F and grows away from it as that of a Gaussian beam,
    with half the depth of field as its Rayleigh distance.
    """
    waist = FOCAL_WIDTH * probe.wavelength_mm * probe.f_number / FWHM_PER_SIGMA
    rayleigh = DEPTH_OF_FIELD / 2 * probe.wavelength_mm * probe.f_number**2
    return waist * np.sqrt(1 + ((depth_mm - probe.focus_mm) / rayleigh) ** 2)


def beam_points(
    probe: Probe, depths_mm: np.ndarray, beams: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return (x, z) in mm of every sample on every beam, each of shape (depths, beams).

    Args:
        probe: The transducer.
        depths_mm: Distance from its face, shape (depths,).
        beams: Position in mm (linear) or angle in radians (curved), shape (beams,).
    """
    depth = depths_mm[:, None].astype(np.float32)
    beam = beams[None, :].astype(np.float32)
    if not probe.curved:
        x, z = np.broadcast_arrays(beam, depth)
        return x, z
    rho = depth + np.float32(probe.radius_mm)
    return rho * np.sin(beam), rho * np.cos(beam) - np.float32(probe.radius_mm)


def beam_coordinates(
    probe: Probe, x_mm: np.ndarray, z_mm: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return (depth in mm, beam) of points in the plane: the inverse of `beam_points`."""
    if not probe.curved:
        return z_mm, x_mm
    radius = probe.radius_mm
    side = 1.0 if radius > 0 else -1.0
    dz = z_mm + radius
    return side * np.hypot(x_mm, dz) - radius, np.arctan2(side * x_mm, side * dz)


def field_outline(probe: Probe, vertices: int = 48) -> np.ndarray:
    """Return the outline of the imaged field as (x, z) in mm, shape (vertices, 2)."""
    beams = np.linspace(-probe.span / 2, probe.span / 2, vertices // 2)
    ends = np.array([0.0, probe.depth_mm])
    x, z = beam_points(probe, ends, beams)
    top = np.stack([x[0], z[0]], axis=1)
    bottom = np.stack([x[1], z[1]], axis=1)
    return np.concatenate([top, bottom[::-1]]).astype(float)
