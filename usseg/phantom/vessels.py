"""Blood vessels between and inside muscles: dark, round or in bands, but neither bone nor its shadow."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from usseg.phantom.anatomy import BACKGROUND, FASCIA, FAT, MUSCLE, TissueMap
from usseg.phantom.lengths import USUAL_SIDE, View, between, log_between
from usseg.phantom.noise import Curve, smooth_curve

SHOWN = 0.25  # share of frames with a vessel
HALF_MM = (0.8, 4.0)  # lumen of the vessels of limbs, from small veins to the femoral artery
FLAT_MM = 1.8  # half the height of the largest one that is seen along: its middle is rarely hit
LEAST_PIXELS = 4  # half a lumen's width in a usual frame: a smaller one is not seen
HELD = (FAT, MUSCLE, FASCIA)  # what vessels run through
VESSEL_UNIT = 254  # compartment of blood: the only fluid that scatters


@dataclass(frozen=True)
class Vessel:
    """One vessel: its middle (x, z) and half its width and height in mm; its axis bends by `wave`.

    A vessel along the plane is as wide as the frame and more.
    """

    x_mm: float
    z_mm: float
    half_width_mm: float
    half_height_mm: float
    slope: float
    wave: Curve


def draw_vessels(rng: np.random.Generator, view: View, along: float = 0.15) -> list[Vessel]:
    """Draw the vessels of a frame: none in most, an artery with its veins in some.

    Args:
        rng: Source of the drawing.
        view: The plane.
        along: Share of the vessels that run in the plane.
    """
    if rng.random() >= SHOWN:
        return []
    x_mm = between(rng, -0.45, 0.45) * view.width_mm
    z_mm = between(rng, 0.2, 0.9) * view.depth_mm
    if rng.random() < along:
        half = min(draw_half(rng, view), FLAT_MM)
        wave = smooth_curve(rng, between(rng, 0.1, 1.0), 25)
        return [Vessel(x_mm, z_mm, np.inf, half, between(rng, -0.25, 0.25), wave)]
    return [draw_across(rng, view, x_mm, z_mm) for _ in range(int(rng.integers(1, 4)))]


def draw_half(rng: np.random.Generator, view: View) -> float:
    """Draw half the width of a lumen in mm."""
    least = max(HALF_MM[0], LEAST_PIXELS * max(view.depth_mm, view.width_mm) / USUAL_SIDE)
    return log_between(rng, least, max(HALF_MM[1], least))


def draw_across(rng: np.random.Generator, view: View, x_mm: float, z_mm: float) -> Vessel:
    """Draw a vessel cut across, near this place: an artery is round, a vein pressed flat."""
    half = draw_half(rng, view)
    away_x, away_z = rng.normal(0, 2.5 * half, 2)
    still = smooth_curve(rng, 0.0, 25)
    return Vessel(x_mm + away_x, z_mm + away_z, half, half * between(rng, 0.35, 1.0), 0.0, still)


def paint_vessels(
    tissues: TissueMap, vessels: Sequence[Vessel], x: np.ndarray, z: np.ndarray
) -> None:
    """Paint the lumen of every vessel as background, for blood is fluid, into soft tissue."""
    held = np.isin(tissues.labels, HELD)
    for vessel in vessels:
        away = x - vessel.x_mm
        height = (z - vessel.z_mm - vessel.slope * away - vessel.wave(x)) / vessel.half_height_mm
        lumen = held & (np.hypot(away / vessel.half_width_mm, height) < 1)
        tissues.labels[lumen], tissues.unit[lumen] = BACKGROUND, VESSEL_UNIT
