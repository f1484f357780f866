"""What is measured of one tissue: over all its pixels, and region by region."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from usseg.measure.angles import angle_quantities
from usseg.measure.echo import corrected_echo, echo_quantities, fat_above, subcutaneous_fat
from usseg.measure.fascicles import pennation_quantities
from usseg.measure.layers import layer_quantities
from usseg.measure.outline import perimeter
from usseg.measure.quantity import NONE, PX, Quantity, Spacing, areas, depth_lengths
from usseg.measure.regions import FieldEdges, Region, cut_columns, find_regions
from usseg.measure.thickness import thickness_profile, thickness_quantities
from usseg.measure.values import RegionMeasures, TissueMeasures
from usseg.tissues import Tissue, label_of, tissues_of

LAYERS = ("skin", "fat", "muscle", "fascia", "tendon", "ligament")  # bone's label holds its shadow
SHADOW = "The label holds the shadow under the bone: this is no thickness of bone."


@dataclass(frozen=True)
class Scene:
    """What every tissue is measured in.

    Attributes:
        labels: Label map, uint8, shape (rows, cols); background outside the field.
        pixels: Grey levels as stored, same shape.
        edges: Where the field begins and ends along depth.
        model: Whose labels these are.
        spacing_mm: Pixel size (row, col) in mm, or None.
        white: The stored grey value that means white, or None.
    """

    labels: np.ndarray
    pixels: np.ndarray
    edges: FieldEdges
    model: str
    spacing_mm: Spacing | None
    white: int | None

    @cached_property
    def fat_rows(self) -> np.ndarray:
        """Subcutaneous fat in rows, by column, of a multiclass mask: int64, (cols,)."""
        muscle, fat = (label_of(self.model, name) for name in ("muscle", "fat"))
        return subcutaneous_fat(self.labels, muscle, fat)

    @cached_property
    def fasciae(self) -> list[Region]:
        """The regions of fascia of a multiclass mask that are large enough."""
        fascia = label_of(self.model, "fascia")
        return find_regions(self.labels, fascia, self.edges.smallest_region)[0]


def measure_tissue(scene: Scene, tissue: Tissue) -> TissueMeasures:
    """Measure one tissue; an absent one has an area of 0 and nothing else."""
    profile = thickness_profile(scene.labels, tissue.label)
    found = areas(int(profile.sum()), scene.spacing_mm)
    regions: list[Region] = []
    small = 0
    if profile.any():
        regions, small = find_regions(scene.labels, tissue.label, scene.edges.smallest_region)
        found += (Quantity("regions", len(regions) + small, NONE),)
        found += thickness_quantities(profile, scene.spacing_mm, bone_note(tissue))
        found += middle_thickness(scene, profile, bone_note(tissue))
        found += tuple(echo_quantities(scene.pixels, scene.labels == tissue.label, scene.white))
    measured = tuple(measure_region(scene, tissue, region) for region in regions)
    return TissueMeasures(tissue.label, tissue.name, found, measured, small, profile)


def bone_note(tissue: Tissue) -> str:
    """Return what has to be said of a bone's thickness; "" for other tissues."""
    return SHADOW if tissue.name == "bone" else ""


def middle_thickness(scene: Scene, profile: np.ndarray, note: str) -> tuple[Quantity, ...]:
    """Return the thickness along depth at the column in the middle of the field."""
    columns = scene.edges.columns
    column = int(columns[columns.size // 2])
    said = f"At column {column}, the middle of the field. {note}".strip()
    return depth_lengths("thickness_middle", int(profile[column]), scene.spacing_mm, said)


def measure_region(scene: Scene, tissue: Tissue, region: Region) -> RegionMeasures:
    """Measure one region of a tissue."""
    rows, cols = region.window
    spacing_mm = scene.spacing_mm
    cut = cut_columns(region, scene.edges, reaches_probe=tissue.name == "skin")
    note = cut_note(cut) or bone_note(tissue)
    found = [
        *areas(region.pixels, spacing_mm, cut_note(cut)),
        Quantity("centroid_row", region.centroid[0], PX, "The first pixel's centre is 0."),
        Quantity("centroid_col", region.centroid[1], PX, "The first pixel's centre is 0."),
        *thickness_quantities(region.profile, spacing_mm, note),
        perimeter(region, spacing_mm),
    ]
    if tissue.name in LAYERS:
        found += layer_quantities(region, cut, spacing_mm, neighbours(scene, region))
    found += echo_quantities(scene.pixels[region.window], region.inside, scene.white)
    if tissue.name == "muscle":
        found += muscle_quantities(scene, region)
    if tissue.name == "fascia":
        found += angle_quantities(region, spacing_mm)
    box = (rows.start, cols.start, rows.stop, cols.stop)
    return RegionMeasures(region.number, box, tuple(found))


def muscle_quantities(scene: Scene, region: Region) -> tuple[Quantity, ...]:
    """Measure what only a muscle has: echo intensity corrected for fat, and fascicles."""
    mean = float(scene.pixels[region.window][region.inside].mean())
    fat = fat_above(scene.fat_rows, region)
    corrected = corrected_echo(mean, scene.white, fat, scene.spacing_mm)
    fascicles = pennation_quantities(scene.pixels, region, scene.fasciae, scene.spacing_mm)
    return (corrected, *fascicles)


def cut_note(cut: np.ndarray) -> str:
    """Say in how much of its width a region goes on beyond the field, or "".

    >>> cut_note(np.array([True, False, False, False]))
    "In 25 % of its columns it reaches the field's end: there it is truly larger."
    """
    if not cut.any():
        return ""
    share = max(1, round(100 * float(cut.mean())))
    return f"In {share} % of its columns it reaches the field's end: there it is truly larger."


def neighbours(scene: Scene, region: Region) -> str:
    """Name what lies directly above and below most of a region."""
    names = [tissue.name for tissue in tissues_of(scene.model)]
    cols = np.arange(region.profile.size) + region.col0
    said = []
    for rows in (region.top - 1, region.bottom):
        seen = (rows >= scene.edges.top[cols]) & (rows < scene.edges.bottom[cols])
        labels = scene.labels[rows[seen], cols[seen]]
        said.append(names[np.bincount(labels).argmax()] if labels.size else "the field's end")
    return f"Above it: {said[0]}; below: {said[1]}."
