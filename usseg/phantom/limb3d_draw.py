"""Draw a three-dimensional limb: its size, its layers, its muscles, its tendon and its bones."""

import numpy as np

from usseg.phantom.lengths import between
from usseg.phantom.limb3d import Limb3d, Rod, Wave


def draw_wave(rng: np.random.Generator, lobes: int, height: float) -> Wave:
    """Draw a bump of up to this height that winds slowly around the limb."""
    turn = between(rng, 0, 2 * np.pi)
    return Wave(lobes, between(rng, -height, height), turn, between(rng, -0.006, 0.006))


def draw_limb(rng: np.random.Generator, length_mm: float = 80.0) -> Limb3d:
    """Draw a limb as wide as a forearm or a slender calf."""
    radius = between(rng, 26, 33)
    septa = draw_septa(rng)
    tendon_at = between(rng, 0, 2 * np.pi)
    return Limb3d(
        length_mm=length_mm,
        radius_mm=radius,
        taper=between(rng, -0.2, 0.2),
        waves=[draw_wave(rng, lobes, 1.6 / lobes) for lobes in (2, 3)],
        skin_mm=between(rng, 1.2, 2.2),
        fat_mm=between(rng, 2.5, 8.0),
        fascia_mm=between(rng, 0.6, 1.1),
        fat_wave=draw_wave(rng, 1, 0.35),
        septa=septa,
        septum_mm=between(rng, 0.6, 1.1),
        tendon=draw_tendon(rng, radius, tendon_at, length_mm),
        bones=draw_bones(rng, tendon_at + np.pi),
        seed=int(rng.integers(2**31)),
        sheath_mm=between(rng, 0.6, 1.1),
    )


def draw_septa(rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """Draw three to five walls between muscles, as `Limb3d.septa` holds them."""
    angle = between(rng, 0, 2 * np.pi)
    walls = rng.integers(3, 6)
    return [
        (angle + 2 * np.pi * (wall + between(rng, -0.2, 0.2)) / walls,
         between(rng, -0.004, 0.004), between(rng, -0.5, 0.5))
        for wall in range(walls)
    ]  # fmt: skip


def draw_tendon(rng: np.random.Generator, radius_mm: float, at: float, length_mm: float) -> Rod:
    """Draw a tendon that grows out of the muscle, at an angle from the limb's axis."""
    away = radius_mm * between(rng, 0.4, 0.5)
    half = between(rng, 3.5, 5.5)
    flat = between(rng, 0.7, 1.0)
    start = length_mm * between(rng, 0.05, 0.3)
    return Rod(
        centre_mm=(away * np.cos(at), away * np.sin(at)),
        drift=(between(rng, -0.02, 0.02), between(rng, -0.02, 0.02)),
        half_mm=(half, half * flat),
        swell=between(rng, -0.15, 0.15),
        ends=(start, start + length_mm * between(rng, 0.3, 0.6)),
    )


def draw_bones(rng: np.random.Generator, at: float) -> list[Rod]:
    """Draw one or two bones on the side of this angle, well apart from the tendon."""
    bones = []
    for index in range(rng.integers(1, 3)):
        turn, away = at + (0.0, 1.1)[index], between(rng, 5, 8) + 4 * index
        half = between(rng, 5.0, 7.5) * (1.0, 0.6)[index]
        bones.append(
            Rod(
                centre_mm=(away * np.cos(turn), away * np.sin(turn)),
                drift=(between(rng, -0.02, 0.02), between(rng, -0.02, 0.02)),
                half_mm=(half, half * between(rng, 0.8, 1.1)),
                swell=between(rng, -0.1, 0.25),
            )
        )
    return bones
