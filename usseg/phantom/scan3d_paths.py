"""Where a probe is held over a three-dimensional limb: moved along it, by hand, or around it."""

from dataclasses import dataclass

import numpy as np

from usseg.phantom.limb3d import Limb3d, outermost_mm

WATER_MM = 6.0  # of water or gel between probe and skin
RINGS, TURNS = 8, 6  # 48 frames around a limb
KINDS = ("linear", "freehand", "rotational")
SLICES = 28  # frames of a sweep along a limb
STEP_JITTER, DRIFT_MM, TILT_RAD = 0.25, 1.5, 0.04  # of a hand; standard deviations


@dataclass(frozen=True)
class Path3d:
    """Where the probe was, frame by frame.

    Attributes:
        kind: One of KINDS.
        planes: (frames, 4, 4): from (mm off the plane, depth in mm, mm from the middle of the probe,
            1) to the world in mm.
        turns: Rotational: (frames, 3) of angle in degrees, place along the limb in mm, and depth of the
            limb's axis in mm, which lies under the middle of the probe; else None.
    """

    kind: str
    planes: np.ndarray
    turns: np.ndarray | None = None


def draw_path(kind: str, limb: Limb3d, rng: np.random.Generator) -> Path3d:
    """Return where the probe is held in one of the KINDS of scan."""
    if kind == "linear":
        return linear_path(limb)
    return freehand_path(limb, rng) if kind == "freehand" else rotational_path(limb)


def plane(origin: np.ndarray, turn: np.ndarray) -> np.ndarray:
    """Return the plane of a probe at a place; the columns of `turn` are normal, depth, lateral."""
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = turn, origin
    return matrix


def facing(angle_rad: float) -> np.ndarray:
    """Return (normal, depth, lateral) as columns for a probe turned around the limb.

    At 0 depth runs along y and the probe along x; the normal always runs along the limb.
    """
    cosine, sine = np.cos(angle_rad), np.sin(angle_rad)
    return np.array([(0, -sine, cosine), (0, cosine, sine), (1, 0, 0)], dtype=float)


def tipped(rng: np.random.Generator) -> np.ndarray:
    """Draw the small turn of a hand: a rotation matrix (3, 3) in world axes."""
    x, y, z = rng.normal(0, TILT_RAD, 3)
    about_x = np.array([(1, 0, 0), (0, np.cos(x), -np.sin(x)), (0, np.sin(x), np.cos(x))])
    about_y = np.array([(np.cos(y), 0, np.sin(y)), (0, 1, 0), (-np.sin(y), 0, np.cos(y))])
    about_z = np.array([(np.cos(z), -np.sin(z), 0), (np.sin(z), np.cos(z), 0), (0, 0, 1)])
    return about_x @ about_y @ about_z


def stand(limb: Limb3d) -> float:
    """Distance in mm of the probe's face from the limb's axis."""
    return outermost_mm(limb) + WATER_MM


def linear_path(limb: Limb3d, count: int = SLICES) -> Path3d:
    """Move the probe along the limb in equal steps, its plane across the limb."""
    step = limb.length_mm / count
    places = (np.arange(count) + 0.5) * step
    planes = [plane(np.array([0, -stand(limb), z]), facing(0.0)) for z in places]
    return Path3d("linear", np.stack(planes))


def freehand_path(limb: Limb3d, rng: np.random.Generator, count: int = SLICES) -> Path3d:
    """Move the probe along the limb by hand: uneven steps, drift, and small turns."""
    steps = np.clip(1 + rng.normal(0, STEP_JITTER, count), 0.4, 1.6)
    places = (np.cumsum(steps) - steps / 2) * limb.length_mm / steps.sum()
    planes = []
    for z in places:
        drift = rng.normal(0, DRIFT_MM, 2)
        origin = np.array([drift[0], -stand(limb) + drift[1] / 2, z])
        planes.append(plane(origin, tipped(rng) @ facing(0.0)))
    return Path3d("freehand", np.stack(planes))


def rotational_path(limb: Limb3d, rings: int = RINGS, turns: int = TURNS) -> Path3d:
    """Turn the probe around the limb in water, ring by ring, its plane across the limb."""
    reach = stand(limb)
    rows, planes = [], []
    for ring in range(rings):
        z = (ring + 0.5) * limb.length_mm / rings
        for turn in range(turns):
            angle = 2 * np.pi * (turn + 0.5 * (ring % 2)) / turns
            axes = facing(angle)
            planes.append(plane(np.array([0, 0, z]) - reach * axes[:, 1], axes))
            rows.append((np.rad2deg(angle), z, reach))
    return Path3d("rotational", np.stack(planes), np.array(rows))
