"""What is measured in every frame: the numbers that make curves over time.

`usseg.measure.measure_all` takes longer than the network; these few take a tenth of it.
"""

from typing import Any

import numpy as np

from usseg.cine.network import Labelled
from usseg.cine.plan import Plan
from usseg.measure.fascicles import pennation_quantities
from usseg.measure.quantity import GREY, NONE, PX, Quantity, Spacing, areas, depth_lengths
from usseg.measure.regions import FieldEdges, find_regions
from usseg.measure.thickness import thickness_profile
from usseg.tissues import label_of, tissues_of

BEFORE = ("frame", "time_s", "smoothed", "spacing_row_mm", "spacing_col_mm", "gate_score", "note")
OF_A_TISSUE = (
    *("area_px", "area_mm2", "thickness_mean_px", "thickness_mean_mm"),
    *("thickness_at_column_px", "thickness_at_column_mm"),
    *("echo_intensity_mean", "confidence_mean"),
)
OF_MUSCLE = ("fascicle_angle_deg", "pennation_angle_deg", "fascicle_coherence")
EMPTY = "nothing to see: every pixel has the same value"

Row = dict[str, Any]


def columns_of(model: str) -> tuple[str, ...]:
    """Return the columns of the table of curves, the same for every clip of a model.

    >>> columns_of("binary")[-1]
    'fat_confidence_mean'
    """
    names = [tissue.name for tissue in tissues_of(model)[1:]]
    found = [f"{name}_{quantity}" for name in names for quantity in OF_A_TISSUE]
    muscle = [f"muscle_{quantity}" for quantity in OF_MUSCLE] if "muscle" in names else []
    return (*BEFORE, *found, *muscle)


def curve_row(labelled: Labelled, plan: Plan, edges: FieldEdges, column: int, model: str) -> Row:
    """Measure one frame.

    Args:
        labelled: Its masks; the one that is measured is `labelled.mask`.
        plan: What holds for the clip.
        edges: Where the field begins and ends in each column.
        column: Where thickness along depth is read.
        model: Whose labels the mask holds.

    Returns:
        Column to value; a value that cannot be said is missing.
    """
    frame = labelled.shot.frame
    row: Row = {"frame": labelled.shot.index, "time_s": labelled.shot.time_s}
    if labelled.shot.empty:
        return row | {"note": EMPTY}
    labels = np.where(plan.inside, labelled.mask, 0).astype(np.uint8)
    spacing = frame.spacing_mm
    if spacing is not None:
        row |= {"spacing_row_mm": spacing[0], "spacing_col_mm": spacing[1]}
    row["gate_score"] = labelled.gate_score
    for tissue in tissues_of(model)[1:]:
        here = labels == tissue.label
        profile = thickness_profile(labels, tissue.label)
        found = [*lengths(profile, column, spacing)]
        if profile.any():
            found.append(Quantity("echo_intensity_mean", float(frame.pixels[here].mean()), GREY))
            found.append(Quantity("confidence_mean", float(labelled.confidence[here].mean()), NONE))
        row |= {f"{tissue.name}_{quantity.key}": quantity.value for quantity in found}
    if model == "multiclass":
        row |= fascicle_entries(labels, frame.pixels, edges, spacing)
    return row


def lengths(profile: np.ndarray, column: int, spacing_mm: Spacing | None) -> list[Quantity]:
    """Measure a tissue by its pixels in each column, int, (cols,)."""
    present = profile[profile > 0]
    mean = float(present.mean()) if present.size else 0.0
    return [
        *areas(int(profile.sum()), spacing_mm),
        *depth_lengths("thickness_mean", mean, spacing_mm),
        *depth_lengths("thickness_at_column", int(profile[column]), spacing_mm),
    ]


def fascicle_entries(
    labels: np.ndarray, pixels: np.ndarray, edges: FieldEdges, spacing_mm: Spacing | None
) -> Row:
    """Measure the fascicles of the largest muscle."""
    muscles, _ = find_regions(labels, label_of("multiclass", "muscle"), edges.smallest_region)
    if not muscles:
        return {}
    fasciae, _ = find_regions(labels, label_of("multiclass", "fascia"), edges.smallest_region)
    found = pennation_quantities(pixels, muscles[0], fasciae, spacing_mm)
    return {f"muscle_{quantity.key}": quantity.value for quantity in found if quantity.unit != PX}
