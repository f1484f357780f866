"""How well the field is found on phantoms, bare and on simulated screens, whose field is known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from usseg.image.field import find_field
from usseg.image.field_score import field_iou
from usseg.phantom.dataset import SCENES, Phantom, make_phantom
from usseg.phantom.furniture_steered import STEERABLE, make_steered
from usseg.types import Frame

ALL = "all scenes"
LOW_PERCENTILE = 5
POOR = 0.7  # intersection over union below which the field is as good as lost
WORST = 5


@dataclass(frozen=True)
class Found:
    """The intersection over union of one found field with the true one."""

    scene: str
    seed: int
    iou: float


def score(phantom: Phantom) -> Found:
    """Find the field of one phantom, and compare it with the true one."""
    field = find_field(Frame(phantom.pixels, white=255))
    overlap = field_iou(field, phantom.field, phantom.pixels.shape)
    return Found(phantom.scene, phantom.seed, overlap)


def find_all(count: int, first_seed: int, screen: bool, tell: Callable[[str], None]) -> list[Found]:
    """Find the fields of `count` phantoms of each scene.

    Args:
        count: Phantoms of each scene.
        first_seed: The seeds follow each other from this one on.
        screen: Whether they lie on simulated screens.
        tell: Called with the name of each scene's phantom that is done.
    """
    found = []
    for index in range(count * len(SCENES)):
        scene, seed = SCENES[index % len(SCENES)], first_seed + index
        found.append(score(make_phantom(seed, scene, screen=screen)))
        tell(scene)
    return found


def find_steered(count: int, first_seed: int, tell: Callable[[str], None]) -> list[Found]:
    """Find the fields of steered beams on screens; arguments as in `find_all`."""
    found = []
    for index in range(count * len(STEERABLE)):
        scene = STEERABLE[index % len(STEERABLE)]
        found.append(score(make_steered(first_seed + index, scene)))
        tell(scene)
    return found


def summarise(found: list[Found]) -> dict[str, Any]:
    """Return mean, 5th percentile and minimum per scene and over all, and the worst seeds."""
    scenes = {scene: [one for one in found if one.scene == scene] for scene in SCENES}
    rows = {name: figures(ones) for name, ones in (scenes | {ALL: found}).items() if ones}
    worst = sorted(found, key=lambda one: one.iou)[:WORST]
    return {
        "scenes": rows,
        "worst": [
            {"scene": one.scene, "seed": one.seed, "iou": round(one.iou, 4)} for one in worst
        ],
    }


def figures(found: list[Found]) -> dict[str, Any]:
    """Return the figures of some fields, at least one."""
    ious = np.array([one.iou for one in found])
    return {
        "frames": len(found),
        "mean": round(float(ious.mean()), 4),
        "p5": round(float(np.percentile(ious, LOW_PERCENTILE)), 4),
        "min": round(float(ious.min()), 4),
        "below_0.7": int((ious < POOR).sum()),
    }
