"""One frame of a scan of a three-dimensional limb, each of another limb: what volumes are made of."""

from dataclasses import replace

import numpy as np

from usseg.phantom.limb3d import Limb3d
from usseg.phantom.limb3d_draw import draw_limb
from usseg.phantom.scan3d import scan_limb
from usseg.phantom.scan3d_paths import KINDS, Path3d, draw_path

LIMB_SCAN = "limb-scan"


def limb_frame(
    seed: int, shape: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray, tuple[float, float]]:
    """Simulate one frame from one place of one scan.

    Args:
        seed: Chooses limb, kind of scan, place, probe, scanner settings and speckle.
        shape: (rows, cols) of the frame.

    Returns:
        Grey levels and multiclass labels, both uint8 of that shape, and the pixel size (row, col) in
        mm.
    """
    limb = draw_limb(np.random.default_rng([seed, 1]))
    place = one_place(limb, np.random.default_rng([seed, 5]))
    scan = scan_limb(limb, place, seed, shape)
    return scan.pixels[0], scan.masks[0], scan.spacing_mm


def one_place(limb: Limb3d, rng: np.random.Generator) -> Path3d:
    """Draw a scan of a limb and keep one plane of it."""
    path = draw_path(KINDS[int(rng.integers(len(KINDS)))], limb, rng)
    chosen = int(rng.integers(len(path.planes)))
    return replace(path, planes=path.planes[chosen : chosen + 1], turns=None)
