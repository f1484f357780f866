"""What limits the scores on phantoms: how thin a tissue is, against how far its borders are off."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from usseg.mask.borders import border_distances, border_points
from usseg.mask.metrics import dice
from usseg.phantom.dataset import Phantom
from usseg.pipeline import segment_with
from usseg.tissues import MULTICLASS
from usseg.types import Release

THIN_BELOW_PX, THICK_FROM_PX = 6.0, 16.0  # mean thickness along depth
CLASSES = ("thin", "medium", "thick")


@dataclass(frozen=True)
class Layer:
    """One tissue of one phantom.

    Attributes:
        tissue: Its name.
        thickness_px: Pixels per column that holds it.
        dice: Of the network's mask.
        border_px: Median distance of the network's border from the true one; NaN where it was missed.
        moved_dice: What the truth itself would score, were it moved by one pixel along depth.
    """

    tissue: str
    thickness_px: float
    dice: float
    border_px: float
    moved_dice: float

    @property
    def size(self) -> str:
        """Which of CLASSES it belongs to."""
        if self.thickness_px < THIN_BELOW_PX:
            return CLASSES[0]
        return CLASSES[1] if self.thickness_px < THICK_FROM_PX else CLASSES[2]


def layers_of(truth: np.ndarray, mask: np.ndarray) -> list[Layer]:
    """Compare every tissue of a truth with a mask.

    Args:
        truth: Multiclass labels, uint8, shape (rows, cols).
        mask: The network's, same shape.
    """
    moved = np.concatenate([truth[:1], truth[:-1]])
    layers = []
    for tissue in MULTICLASS[1:]:
        held = truth == tissue.label
        if not held.any():
            continue
        there, back = border_distances(*border_points(truth, mask, tissue.label), (1, 1))
        away = np.concatenate([there, back])
        layers.append(
            Layer(
                tissue.name,
                float(held.sum() / held.any(axis=0).sum()),
                dice(truth, mask, tissue.label),
                float(np.median(away)) if away.size else float("nan"),
                dice(truth, moved, tissue.label),
            )
        )
    return layers


def limits(
    release: Release, phantoms: Iterable[Phantom], tell: Callable[[str], None] = lambda name: None
) -> list[dict[str, Any]]:
    """Segment phantoms and return one row per tissue and thickness class that occurs.

    Args:
        release: Weights of the multiclass model.
        phantoms: Simulated frames with their truth.
        tell: Called with each phantom's scene once it is done.
    """
    found: dict[tuple[str, str], list[Layer]] = defaultdict(list)
    for phantom in phantoms:
        mask = segment_with(release, phantom.pixels, spacing_mm=phantom.spacing_mm).mask
        for layer in layers_of(phantom.mask, mask):
            found[layer.tissue, layer.size].append(layer)
        tell(phantom.scene)
    names = [tissue.name for tissue in MULTICLASS]
    order = sorted(found, key=lambda key: (names.index(key[0]), CLASSES.index(key[1])))
    return [summary(tissue, size, found[tissue, size]) for tissue, size in order]


def summary(tissue: str, size: str, layers: list[Layer]) -> dict[str, Any]:
    """Return one row: how many there are, and means over them; of the border the median."""
    borders = [layer.border_px for layer in layers if np.isfinite(layer.border_px)]
    return {
        "tissue": tissue,
        "size": size,
        "n": len(layers),
        "missed": len(layers) - len(borders),
        "thickness_px": round(float(np.mean([layer.thickness_px for layer in layers])), 1),
        "dice": round(float(np.mean([layer.dice for layer in layers])), 3),
        "moved_dice": round(float(np.mean([layer.moved_dice for layer in layers])), 3),
        "border_px": round(float(np.median(borders)), 2) if borders else None,
    }
