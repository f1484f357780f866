"""How far areas and thicknesses of a predicted mask lie from those of the true one."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from usseg.errors import InputError
from usseg.image.preprocess import field_mask
from usseg.measure import Measurements, measure_frame
from usseg.measure.values import TissueMeasures
from usseg.phantom.dataset import SCENES, Phantom, make_phantom
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED, is_held_out
from usseg.pipeline import segment_with
from usseg.tissues import label_of
from usseg.types import Release

AREA, THICKNESS, ACROSS, AT_EDGE = "area", "thickness", "perpendicular", "at_left_edge"
ALONG = ("limb-longitudinal",)  # scenes whose muscle lies between aponeuroses
Box = tuple[int, int, int, int]


class Pair(NamedTuple):
    """One quantity of one tissue: as the true mask has it and as the predicted one does."""

    tissue: str
    quantity: str
    true: float
    found: float


def measure_phantoms(
    release: Release, count: int, first_seed: int, tell: Callable[[str], None]
) -> list[Pair]:
    """Segment held-out phantoms, the scenes in turn, and measure both masks of each.

    Args:
        release: The weights.
        count: How many phantoms.
        first_seed: From `FIRST_HELD_OUT_SEED` on.
        tell: Called with each phantom's name once it is measured.

    Raises:
        InputError: There is none, or the seeds are those of training.
        WeightsError: The weights do not load.
    """
    if count < 1 or not is_held_out(first_seed):
        raise InputError(
            f"Accuracy needs at least one phantom with seeds from {FIRST_HELD_OUT_SEED} on, which no "
            f"training uses, but {count} from seed {first_seed} were asked for."
        )
    pairs: list[Pair] = []
    for index in range(count):
        phantom = make_phantom(first_seed + index, SCENES[index % len(SCENES)])
        pairs += compare_masks(release, phantom)
        tell(f"{phantom.scene}-{phantom.seed}")
    return pairs


def compare_masks(release: Release, phantom: Phantom) -> list[Pair]:
    """Measure the true and the predicted mask of one phantom by the same rules, in mm."""
    segmentation = segment_with(release, phantom.pixels, spacing_mm=phantom.spacing_mm)
    shape = phantom.mask.shape
    truth = phantom.mask
    if release.model == "binary":
        truth = (truth == label_of("multiclass", "fat")).astype(np.uint8)
    measured = [
        measure_frame(mask, segmentation.frame, field_mask(field, shape), release.model)
        for mask, field in ((truth, phantom.field), (segmentation.mask, segmentation.field))
    ]
    pairs = pairs_of(*measured)
    return [pair for pair in pairs if pair.quantity != AT_EDGE or phantom.scene in ALONG]


def pairs_of(true: Measurements, found: Measurements) -> list[Pair]:
    """Put the quantities of two measurements of one frame side by side.

    A tissue is there where it has a region that is large enough to be listed. What is absent has a
    size of 0; a perpendicular thickness that could not be measured is NaN.
    """
    pairs = []
    for one, other in zip(true.tissues, found.tissues, strict=True):
        if one.regions or other.regions:
            left, right = sizes(one, one), sizes(other, one)
            pairs += [Pair(one.name, key, left[key], right[key]) for key in left]
    for one_edge, other_edge in zip(true.edges[:1], found.edges[:1], strict=True):
        if one_edge.mm is not None:
            pairs.append(Pair("muscle", AT_EDGE, one_edge.mm, other_edge.mm or 0.0))
    return pairs


def sizes(tissue: TissueMeasures, true: TissueMeasures) -> dict[str, float]:
    """Return the sizes of a tissue that are compared.

    Args:
        tissue: The tissue in one of the two masks.
        true: The same tissue in the true mask.

    Returns:
        Area, mean thickness along depth, and perpendicular thickness of the region that lies where
        the largest true one does; no thickness of bone, whose label holds its shadow.
    """
    over_all = {quantity.key: quantity.value for quantity in tissue.quantities}
    there = bool(tissue.regions)
    found = {AREA: over_all["area_mm2"] or 0.0 if there else 0.0}
    if tissue.name == "bone":
        return found
    found[THICKNESS] = over_all.get("thickness_mean_mm") or 0.0 if there else 0.0
    if not there or not true.regions:
        return found | {ACROSS: np.nan}
    region = max(tissue.regions, key=lambda one: overlap(one.box, true.regions[0].box))
    across = {quantity.key: quantity.value for quantity in region.quantities}
    number = across.get("perpendicular_mean_mm")
    return found | {ACROSS: np.nan if number is None else number}


def overlap(one: Box, other: Box) -> float:
    """Return how much of two boxes (row0, col0, row1, col1) is in both, as a share of both together.

    >>> overlap((0, 0, 2, 2), (0, 1, 2, 3))
    0.3333333333333333
    """
    rows = max(0, min(one[2], other[2]) - max(one[0], other[0]))
    cols = max(0, min(one[3], other[3]) - max(one[1], other[1]))
    both = rows * cols
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return both / (sum(areas) - both)
