"""The grid of samples along the beams, and the way from it to picture rows and columns."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from usseg.phantom.probe import Probe, beam_coordinates, field_outline

SAMPLES_PER_ROW = 2  # along depth, so that short pulses are not undersampled
BEAMS_PER_COLUMN = 1.25  # of a curved probe, whose beams spread


@dataclass(frozen=True)
class Sampling:
    """The grid of samples along the beams of one probe.

    Attributes:
        step_mm: Distance of two samples on a beam.
        depths_mm: Sample depths, (depths,).
        beams: Beam positions in mm or angles in radians, (beams,).
        pitch_mm: Distance of neighbouring beams at each depth, (depths, 1) or (1, 1).
    """

    step_mm: float
    depths_mm: np.ndarray
    beams: np.ndarray
    pitch_mm: np.ndarray


def sample_beams(probe: Probe, shape: tuple[int, int]) -> Sampling:
    """Choose the beam grid that serves a picture of this shape (rows, cols)."""
    samples = SAMPLES_PER_ROW * shape[0]
    count = round(shape[1] * (BEAMS_PER_COLUMN if probe.curved else 1))
    step, pitch = probe.depth_mm / samples, probe.span / count
    # Every other sample lies on the centre of a row, where its label is read.
    depths = (np.arange(samples, dtype=np.float32) + 1) * np.float32(step)
    beams = ((np.arange(count) + 0.5) * pitch - probe.span / 2).astype(np.float32)
    reach = np.abs(depths[:, None] + probe.radius_mm) if probe.curved else np.ones((1, 1))
    return Sampling(step, depths, beams, (pitch * reach).astype(np.float32))


def scan_convert(
    probe: Probe, sampling: Sampling, plane: np.ndarray, shape: tuple[int, int], order: int
) -> np.ndarray:
    """Bring a plane from the beam grid to picture rows and columns; 0 outside the field.

    Args:
        probe: Its geometry.
        sampling: The beam grid.
        plane: (depths, beams).
        shape: (rows, cols) of the picture.
        order: 1 for grey levels (linear), 0 for labels (nearest).
    """
    if not probe.curved:
        if order == 0:
            return plane[::SAMPLES_PER_ROW]
        above = np.concatenate([plane[:1], plane[1:-1:SAMPLES_PER_ROW]])
        return plane[::SAMPLES_PER_ROW] / 2 + (above + plane[1::SAMPLES_PER_ROW]) / 4
    depth, beam = beam_coordinates(probe, *pixel_centres(probe, shape))
    rows = depth / sampling.step_mm - 1
    cols = (beam - sampling.beams[0]) / (sampling.beams[1] - sampling.beams[0])
    picture = ndimage.map_coordinates(plane, [rows, cols], order=order, mode="nearest")
    outside = (depth < 0) | (depth > probe.depth_mm) | (np.abs(beam) > probe.span / 2)
    return np.where(outside, plane.dtype.type(0), picture)


def picture_box_mm(probe: Probe) -> tuple[float, float, float, float]:
    """Return (x0, z0, width, height) in mm of the picture around the field."""
    x, z = field_outline(probe).T
    return x.min(), z.min(), x.max() - x.min(), z.max() - z.min()


def pixel_centres(probe: Probe, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return x (1, cols) and z (rows, 1) in mm of the pixel centres of a picture."""
    x0, z0, width, height = picture_box_mm(probe)
    x = x0 + (np.arange(shape[1], dtype=np.float32) + 0.5) * np.float32(width / shape[1])
    z = z0 + (np.arange(shape[0], dtype=np.float32) + 0.5) * np.float32(height / shape[0])
    return x[None, :], z[:, None]
