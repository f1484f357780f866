"""The scenes: which anatomy, which probe, and how the one lies under the other."""

from collections.abc import Callable

import numpy as np

from usseg.phantom.anatomy import BACKGROUND, Anatomy, TissueMap
from usseg.phantom.lengths import View, between
from usseg.phantom.probe import FWHM_PER_SIGMA, Probe, beam_sigma_mm
from usseg.phantom.scenes_joint import ligament
from usseg.phantom.scenes_limb import limb_transverse
from usseg.phantom.scenes_muscle import limb_longitudinal
from usseg.phantom.scenes_tendon import tendon_longitudinal
from usseg.phantom.scenes_tendon_across import tendon_transverse

Drawing = tuple[Probe, Anatomy]


def draw_probe(
    rng: np.random.Generator, depth_mm: float, radius_mm: float = np.inf, span: float = 0.0
) -> Probe:
    """Draw a probe for this depth: the deeper, the lower its frequency."""
    highest = float(np.clip(420 / depth_mm, 5.0, 15.0))
    return Probe(
        frequency_mhz=between(rng, max(4.0, 0.4 * highest), highest),
        bandwidth=between(rng, 0.35, 0.9),
        f_number=between(rng, 1.0, 4.5),
        focus_mm=between(rng, 0.25, 0.8) * depth_mm,
        radius_mm=radius_mm,
        depth_mm=depth_mm,
        span=span or depth_mm * between(rng, 0.55, 1.3),
    )


def view_of(probe: Probe, width_mm: float, above_mm: float = 0.0) -> View:
    """Return the plane under a probe that starts so far below its face."""
    middle = np.array([above_mm + (probe.depth_mm - above_mm) / 2])
    beam_mm = FWHM_PER_SIGMA * float(beam_sigma_mm(probe, middle)[0])
    return View(probe.depth_mm - above_mm, width_mm, beam_mm)


def linear(
    rng: np.random.Generator, draw: Callable[..., Anatomy], low: float, high: float
) -> Drawing:
    """Draw an anatomy under a linear probe that images `low` to `high` mm deep."""
    probe = draw_probe(rng, between(rng, low, high))
    return probe, draw(rng, view_of(probe, probe.span))


def panorama(rng: np.random.Generator) -> Drawing:
    """An extended field of view: the probe was moved along the curved limb, layers follow it."""
    depth, radius = between(rng, 30, 70), between(rng, 90, 350)
    probe = draw_probe(rng, depth, -radius, min(between(rng, 60, 190) / radius, 1.5))
    flat = limb_transverse(rng, view_of(probe, probe.span * radius), standoff=0.0)
    return probe, lambda x, z: flat(*unroll(probe, x, z))


def unroll(probe: Probe, x: np.ndarray, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lay a curved field flat: (distance along the probe's face, depth below it), both in mm."""
    dz = z + probe.radius_mm
    side = np.sign(probe.radius_mm)
    return (
        np.arctan2(side * x, side * dz) * abs(probe.radius_mm),
        side * np.hypot(x, dz) - probe.radius_mm,
    )


def convex(rng: np.random.Generator) -> Drawing:
    """A convex probe: soft tissue bends around its face and is flat again deeper down."""
    depth, radius = between(rng, 45, 120), between(rng, 12, 65)
    probe = draw_probe(rng, depth, radius, between(rng, 0.7, 1.3))
    draw = limb_transverse if rng.random() < 0.6 else limb_longitudinal
    width = 2 * (radius + depth) * np.sin(probe.span / 2)
    flat = draw(rng, view_of(probe, width), standoff=0.0)
    give_mm = between(rng, 8, 30)

    def anatomy(x: np.ndarray, z: np.ndarray) -> TissueMap:
        _, below = unroll(probe, x, z)
        press = np.exp(-below / give_mm)
        return flat(x, z + (below - z) * press)

    return probe, anatomy


def tomography(rng: np.random.Generator) -> Drawing:
    """A slice through a limb in a water bath: dark gap, curved skin, layers that follow it."""
    depth = between(rng, 45, 90)
    probe = draw_probe(rng, depth)
    radius, gap = between(rng, 0.6, 1.5) * depth, between(rng, 0.03, 0.35) * depth
    offset = between(rng, -0.3, 0.3) * probe.span
    membrane = between(rng, 0.0, 0.6) * gap if rng.random() < 0.5 else None
    flat = limb_transverse(rng, view_of(probe, probe.span, gap), standoff=0.0)
    rind_mm = between(rng, 10, 25)

    def anatomy(x: np.ndarray, z: np.ndarray) -> TissueMap:
        dx, dz = x - offset, z - gap - radius
        below = radius - np.hypot(dx, dz)
        # Layers follow the skin near it; compartments and bones keep their shape deeper down.
        rind = np.exp(-np.maximum(below, 0) / rind_mm)
        tissues = flat(np.broadcast_to(dx, below.shape), z - gap + (below - z + gap) * rind)
        tissues.labels[below < 0] = BACKGROUND
        if membrane is not None:
            tissues.unit[np.broadcast_to(np.abs(z - membrane) < 0.25, below.shape)] = MEMBRANE
        return tissues

    return probe, anatomy


MEMBRANE = 255  # unit of the film between probe and water: it echoes, but is no tissue

DRAW: dict[str, Callable[[np.random.Generator], Drawing]] = {
    "limb-longitudinal": lambda rng: linear(rng, limb_longitudinal, 22, 75),
    "limb-transverse": lambda rng: linear(rng, limb_transverse, 25, 75),
    "tendon-longitudinal": lambda rng: linear(rng, tendon_longitudinal, 15, 45),
    "tendon-transverse": lambda rng: linear(rng, tendon_transverse, 15, 45),
    "ligament": lambda rng: linear(rng, ligament, 15, 40),
    "panorama": panorama,
    "tomography": tomography,
    "convex": convex,
}
SCENES = tuple(DRAW)
