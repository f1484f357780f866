"""Simulated scans of a three-dimensional limb: B-mode frames with their truth and their poses."""

from dataclasses import dataclass

import numpy as np

from usseg.phantom.frame import echo_picture, map_tissues
from usseg.phantom.lengths import between
from usseg.phantom.limb3d import Limb3d
from usseg.phantom.limb3d_paint import cut
from usseg.phantom.probe import Probe
from usseg.phantom.scan import sample_beams, scan_convert
from usseg.phantom.scan3d_paths import Path3d, stand
from usseg.phantom.scanner import draw_settings
from usseg.phantom.weaves import draw_look

SHAPE = (256, 256)
PAST_AXIS_MM = 14.0  # how far a probe images beyond the limb's axis
SPAN_MM = 44.0  # of usual linear probes


@dataclass(frozen=True)
class Scan3d:
    """A simulated scan.

    Attributes:
        pixels: Grey levels, uint8, shape (frames, rows, cols).
        masks: Multiclass labels, uint8, same shape; shadow of bone is bone, as in any phantom.
        spacing_mm: Pixel size (row, col) in mm.
        poses: (frames, 4, 4): from (mm off the plane, row, col, 1) of pixel centres to the world.
        path: Where the probe was.
    """

    pixels: np.ndarray
    masks: np.ndarray
    spacing_mm: tuple[float, float]
    poses: np.ndarray
    path: Path3d


def draw_scan_probe(rng: np.random.Generator, limb: Limb3d) -> Probe:
    """Draw a linear probe that images a limb past its axis."""
    depth = stand(limb) + PAST_AXIS_MM
    return Probe(
        frequency_mhz=between(rng, 5, 8),
        bandwidth=between(rng, 0.5, 0.8),
        f_number=between(rng, 1.5, 3.0),
        focus_mm=between(rng, 0.4, 0.6) * depth,
        radius_mm=np.inf,
        depth_mm=depth,
        span=SPAN_MM,
    )


def pixel_poses(path: Path3d, probe: Probe, shape: tuple[int, int]) -> np.ndarray:
    """Return the poses of a path's frames in pixels, (frames, 4, 4), as `Scan3d` holds them."""
    row_mm, col_mm = probe.depth_mm / shape[0], probe.span / shape[1]
    to_mm = np.diag([1.0, row_mm, col_mm, 1.0])
    to_mm[1, 3], to_mm[2, 3] = row_mm / 2, col_mm / 2 - probe.span / 2
    return path.planes @ to_mm


def scan_limb(
    limb: Limb3d, path: Path3d, seed: int, shape: tuple[int, int] = SHAPE, echoes: bool = True
) -> Scan3d:
    """Simulate every frame of a scan with one probe, one scanner and one look of the tissues.

    Speckle is drawn for every frame anew, as if the frames lay farther apart than the beam is thick.

    Args:
        limb: The limb.
        path: Where the probe was held.
        seed: Of probe, scanner, look and speckle.
        shape: (rows, cols) of every frame.
        echoes: False leaves the pictures black, where only truth and poses are wanted.
    """
    rng = np.random.default_rng([seed, 3])
    probe, settings = draw_scan_probe(rng, limb), draw_settings(rng)
    look = draw_look(rng, in_plane=False)
    sampling = sample_beams(probe, shape)
    pixels = np.zeros((len(path.planes), *shape), dtype=np.uint8)
    masks = np.zeros_like(pixels)
    for index, plane in enumerate(path.planes):
        tissues = map_tissues(probe, sampling, cut(limb, plane, look))
        masks[index] = scan_convert(probe, sampling, tissues.labels, shape, order=0)
        if echoes:
            drawn = np.random.default_rng([seed, 4, index])
            picture = echo_picture(probe, tissues, sampling, settings, drawn)
            grey = scan_convert(probe, sampling, picture, shape, order=1)
            pixels[index] = np.round(grey * 255)
    spacing_mm = (probe.depth_mm / shape[0], probe.span / shape[1])
    return Scan3d(pixels, masks, spacing_mm, pixel_poses(path, probe, shape), path)
