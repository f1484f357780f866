"""How strongly every point scatters: diffuse level, and the ordered structure of each tissue.

Ordered structure is what tells the tissues apart by eye: perimysium between fascicles, septa
between fat lobules, fibrils in tendon and ligament. Fibres echo only where the beam meets them
nearly at a right angle (anisotropy).
"""

from dataclasses import dataclass

import numpy as np

from usseg.phantom.anatomy import BONE, FASCIA, FAT, LIGAMENT, MUSCLE, SKIN, TENDON, TissueMap
from usseg.phantom.constants import ECHO_DB, ECHO_SPREAD_DB
from usseg.phantom.noise import field, network, strands

UNITS = 256
UNIT_SPREAD_DB = np.float32(1.5)  # between the muscles of one limb
FLOOR = 0.15  # share of ordered echo that returns whatever the angle: fibres are rough


@dataclass(frozen=True)
class Weave:
    """Ordered structure of one tissue in one frame.

    Attributes:
        across_mm, along_mm: Size of one cell across and along the fibres.
        sharpness: Of strands, the threshold that a crest must exceed; of walls, their half
            thickness; both in standard deviations of the noise.
        level_db: Echo of a strand relative to muscle speckle, met at a right angle.
        tolerance_rad: Angle off the perpendicular at which the echo has fallen to 1/e.
        walled: Walls between closed cells instead of separate strands.
    """

    across_mm: float
    along_mm: float
    sharpness: float
    level_db: float
    tolerance_rad: float
    walled: bool = False


def draw_weaves(rng: np.random.Generator, in_plane: bool) -> dict[int, Weave]:
    """Draw the ordered structure of every tissue that has one."""
    u = rng.uniform
    wall = rng.random() < 0.5
    if in_plane:
        muscle = Weave(u(0.4, 1.3), u(6, 35), u(-0.1, 0.9), u(12, 26), u(0.4, 1.0))
        tendon = Weave(u(0.3, 0.7), u(10, 40), u(-0.4, 0.4), u(14, 24), u(0.2, 0.6))
    else:
        muscle = Weave(u(0.3, 1.0), u(1.0, 7), u(0.3, 1.3), u(10, 26), u(0.5, 1.2))
        tendon = Weave(u(0.25, 0.6), u(0.3, 1.2), u(-0.4, 0.6), u(12, 22), u(0.4, 1.0))
    return {
        SKIN: Weave(u(0.3, 0.7), u(3, 12), u(-0.5, 0.3), u(10, 20), u(0.4, 0.9)),
        FAT: Weave(u(0.8, 3.0), u(5, 25), u(0.12, 0.3) if wall else u(0.8, 1.6), u(8, 24),
                   u(0.4, 0.9), wall),
        MUSCLE: muscle,
        FASCIA: Weave(u(0.3, 0.9), u(8, 30), u(-1.2, -0.3), u(20, 30), u(0.5, 1.0)),
        TENDON: tendon,
        LIGAMENT: Weave(u(0.2, 0.5), u(3, 9), u(-0.2, 0.5), u(8, 18), u(0.25, 0.7)),
    }  # fmt: skip


def perpendicularity(across_mm: np.ndarray, step_mm: float) -> np.ndarray:
    """Angle in radians by which the beam misses the perpendicular of the fibres, per sample.

    The coordinate across the fibres has a gradient of length 1, so that its slope along the
    beam is the cosine of that angle.
    """
    slope = np.empty_like(across_mm)
    np.subtract(across_mm[1:], across_mm[:-1], out=slope[:-1])
    slope[-1] = slope[-2]
    cosine = np.minimum(np.abs(slope) * np.float32(1 / step_mm), 1)
    return np.sqrt(2 * (1 - cosine) * (1 + (1 - cosine) / 6))  # arccos near 1, to 1 % up to 1 rad


def diffuse_amplitude(tissues: TissueMap, rng: np.random.Generator) -> np.ndarray:
    """Mean speckle amplitude at every sample: float32, muscle near 1.

    Level per tissue and frame, per compartment, and a slow drift over centimetres.
    """
    level_db = ECHO_DB + ECHO_SPREAD_DB * rng.standard_normal(ECHO_DB.size).astype(np.float32)
    unit_db = UNIT_SPREAD_DB * rng.standard_normal(UNITS).astype(np.float32)
    table = level_db[:, None] + np.where(np.arange(ECHO_DB.size) == MUSCLE, 1, 0)[:, None] * unit_db
    amplitude = (10 ** (table / 20)).astype(np.float32)[tissues.labels, tissues.unit]
    size_mm = np.float32(rng.uniform(5, 15))
    patch = field(tissues.across_mm / size_mm, tissues.along_mm / size_mm, rng)
    return amplitude * (1 + np.float32(rng.uniform(0.05, 0.3)) * np.clip(patch, -2, 2))


def ordered_amplitude(tissues: TissueMap, step_mm: float, rng: np.random.Generator) -> np.ndarray:
    """Coherent amplitude of walls and fibrils at every sample: float32, same shape.

    Args:
        tissues: The map.
        step_mm: Distance of two samples along a beam.
        rng: Source of this frame's structure.
    """
    result = np.zeros(tissues.labels.shape, dtype=np.float32)
    miss = perpendicularity(tissues.across_mm, step_mm).ravel()
    labels, out = tissues.labels.ravel(), result.ravel()
    across, along = tissues.across_mm.ravel(), tissues.along_mm.ravel()
    for label, weave in draw_weaves(rng, tissues.in_plane).items():
        chosen = np.flatnonzero(labels == label)
        if chosen.size == 0:
            continue
        u, v = (
            across[chosen] / np.float32(weave.across_mm),
            along[chosen] / np.float32(weave.along_mm),
        )
        weft = (network if weave.walled else strands)(u, v, weave.sharpness, rng)
        directed = np.exp(-((miss[chosen] / np.float32(weave.tolerance_rad)) ** 2))
        out[chosen] = weft * (directed + FLOOR) * np.float32(10 ** (weave.level_db / 20))
    return result


def cortex_amplitude(labels: np.ndarray, step_mm: float, rng: np.random.Generator) -> np.ndarray:
    """Coherent amplitude of the rough bone surface, float32: it shines at any angle, then decays.

    Args:
        labels: (depths, beams) multiclass labels.
        step_mm: Distance of two samples along a beam.
        rng: Source of thickness and brightness.
    """
    below_mm = (np.cumsum(labels == BONE, axis=0, dtype=np.float32) - 1) * np.float32(step_mm)
    thickness_mm, level = rng.uniform(0.2, 0.7), 10 ** (rng.uniform(22, 38) / 20)
    shine = np.float32(level) * np.exp(-below_mm / np.float32(thickness_mm))
    return np.where(labels == BONE, shine, 0).astype(np.float32)
