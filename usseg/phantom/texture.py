"""How strongly every point scatters: diffuse level, and the ordered structure of each tissue.

Ordered structure is what tells the tissues apart by eye: perimysium between fascicles, septa
between fat lobules, fibrils in tendon and ligament. Fibres echo only where the beam meets them
nearly at a right angle (anisotropy).
"""

import numpy as np

from usseg.phantom.anatomy import (
    BACKGROUND,
    BONE,
    FASCIA,
    FAT,
    LIGAMENT,
    MUSCLE,
    TENDON,
    TissueMap,
)
from usseg.phantom.constants import ECHO_DB
from usseg.phantom.noise import field, network, strands
from usseg.phantom.vessels import VESSEL_UNIT
from usseg.phantom.weaves import Look, draw_look

UNITS = 256
# Between the muscles of one limb, and between its fasciae.
UNIT_SPREAD_DB = {MUSCLE: 2.0, FASCIA: 2.5}
FLOOR = 0.15  # share of ordered echo that returns whatever the angle: fibres are rough
# Share of the speckle of fibrous tissue that returns whatever the angle: -12 dB.
DIFFUSE_FLOOR = 0.25
FIBROUS = (TENDON, LIGAMENT)
# Blood under the darker of fat and muscle: its own echoes, and clutter that side lobes put there.
BLOOD_UNDER_DB = (8.0, 35.0)


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


def scatterers(
    tissues: TissueMap, step_mm: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Draw what echoes before any loss: diffuse and ordered amplitude, float32, shape of the map.

    Args:
        tissues: The map.
        step_mm: Distance of two samples along a beam.
        rng: Source of this frame's look.
    """
    look = tissues.look or draw_look(rng, tissues.in_plane)
    miss = angle_missed(tissues, step_mm)
    diffuse = diffuse_amplitude(tissues, look, miss, rng)
    return diffuse, ordered_amplitude(tissues, look, miss, rng)


def angle_missed(tissues: TissueMap, step_mm: float) -> np.ndarray:
    """Angle in radians between the beam and the perpendicular of the fibres, per sample.

    A tipped probe adds to it where fibres cross the plane; angles at right angles add up as sides.
    """
    miss = perpendicularity(tissues.across_mm, step_mm)
    return np.hypot(miss, np.float32(tissues.tilt_rad)) if tissues.tilt_rad else miss


def diffuse_amplitude(
    tissues: TissueMap, look: Look, miss: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Mean speckle amplitude at every sample: float32, muscle near 1.

    Level per tissue and frame, per compartment, a slow drift over centimetres, and less from
    tendon and ligament that are met at a slant.

    Args:
        tissues: The map.
        look: Levels of this frame.
        miss: From `angle_missed`.
        rng: Source of compartments and drift.
    """
    spread = np.zeros((ECHO_DB.size, 1), dtype=np.float32)
    for label, spread_db in UNIT_SPREAD_DB.items():
        spread[label] = spread_db
    table = look.level_db[:, None] + spread * rng.standard_normal(UNITS).astype(np.float32)
    soft_db = look.level_db[[FAT, MUSCLE]].min()
    table[BACKGROUND, VESSEL_UNIT] = soft_db - rng.uniform(*BLOOD_UNDER_DB)
    amplitude = (10 ** (table / 20)).astype(np.float32)[tissues.labels, tissues.unit]
    for label in FIBROUS:
        inside = tissues.labels == label
        tolerance = np.float32(look.weaves[label].tolerance_rad)
        directed = np.exp(-((miss[inside] / tolerance) ** 2))
        amplitude[inside] *= DIFFUSE_FLOOR + (1 - DIFFUSE_FLOOR) * directed
    size_mm = np.float32(rng.uniform(5, 15))
    patch = field(tissues.across_mm / size_mm, tissues.along_mm / size_mm, rng)
    return amplitude * (1 + np.float32(rng.uniform(0.05, 0.3)) * np.clip(patch, -2, 2))


def ordered_amplitude(
    tissues: TissueMap, look: Look, miss: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Coherent amplitude of walls and fibrils at every sample: float32, same shape.

    Args:
        tissues: The map.
        look: Weaves of this frame.
        miss: From `angle_missed`.
        rng: Chooses where each weave is cut.
    """
    result = np.zeros(tissues.labels.shape, dtype=np.float32)
    labels, out, missed = tissues.labels.ravel(), result.ravel(), miss.ravel()
    across, along = tissues.across_mm.ravel(), tissues.along_mm.ravel()
    for label, weave in look.weaves.items():
        chosen = np.flatnonzero(labels == label)
        if chosen.size == 0:
            continue
        u, v = (
            across[chosen] / np.float32(weave.across_mm),
            along[chosen] / np.float32(weave.along_mm),
        )
        weft = (network if weave.walled else strands)(u, v, weave.sharpness, rng)
        directed = np.exp(-((missed[chosen] / np.float32(weave.tolerance_rad)) ** 2))
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
    thickness_mm, level = rng.uniform(0.1, 0.5), 10 ** (rng.uniform(18, 36) / 20)
    shine = np.float32(level) * np.exp(-below_mm / np.float32(thickness_mm))
    return np.where(labels == BONE, shine, 0).astype(np.float32)
