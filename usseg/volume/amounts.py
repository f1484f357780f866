"""Volumes, cross-sections and the surface of bone in a labelled volume."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from usseg.tissues import IGNORE, tissues_of
from usseg.volume.grid import MM3_PER_ML, transform
from usseg.volume.result import Volume

SURFACE_ONLY = "bone"
NO_BONE_VOLUME = (
    "Bone is a surface to ultrasound: its inside is shadow, which counts as unseen. No volume."
)


@dataclass(frozen=True)
class Amount:
    """How much of one tissue there is.

    Attributes:
        name: The tissue.
        voxels: Voxels of it that were seen.
        volume_ml: Their volume; None for bone.
        length_mm: Over how much of the axis it is found.
        mean_area_mm2: Mean cross-section over that length; None for bone or where there is none.
        note: A sentence, or nothing.
    """

    name: str
    voxels: int
    volume_ml: float | None
    length_mm: float
    mean_area_mm2: float | None
    note: str


@dataclass(frozen=True)
class Amounts:
    """What is measured in a volume.

    Attributes:
        tissues: All but label 0.
        scanned_ml: Volume of the voxels in the field of any frame.
        shadow_ml: That part of it that no frame sees, for shadow.
        unseen_share: The second over the first, 0 to 1.
        spacing_mm: Sides of a voxel (slice, row, col).
        spacing_source: Where the scale came from, in words.
    """

    tissues: tuple[Amount, ...]
    scanned_ml: float
    shadow_ml: float
    unseen_share: float
    spacing_mm: tuple[float, float, float]
    spacing_source: str


def as_dict(amounts: Amounts) -> dict[str, Any]:
    """Return amounts as JSON says them."""
    return asdict(amounts)


def counts_by_slice(volume: Volume) -> np.ndarray:
    """Count the voxels of every label in every slice: int, shape (slices, 256)."""
    return np.stack([np.bincount(plane.ravel(), minlength=IGNORE + 1) for plane in volume.labels])


def measure_volume(volume: Volume) -> Amounts:
    """Measure every tissue of a volume in mL."""
    counts = counts_by_slice(volume)
    voxel_ml = volume.grid.voxel_ml
    shadow = int(np.count_nonzero(volume.shadow))
    seen = int(counts[:, :IGNORE].sum())
    return Amounts(
        tissues=tuple(
            amount_of(tissue.name, counts[:, tissue.label], volume)
            for tissue in tissues_of(volume.model)[1:]
        ),
        scanned_ml=(seen + shadow) * voxel_ml,
        shadow_ml=shadow * voxel_ml,
        unseen_share=shadow / max(1, seen + shadow),
        spacing_mm=volume.grid.spacing_mm,
        spacing_source=volume.spacing_source,
    )


def amount_of(name: str, by_slice: np.ndarray, volume: Volume) -> Amount:
    """Measure one tissue from its voxels in every slice, shape (slices,)."""
    voxels = int(by_slice.sum())
    length_mm = int(np.count_nonzero(by_slice)) * volume.grid.spacing_mm[0]
    if name == SURFACE_ONLY:
        return Amount(name, voxels, None, length_mm, None, NO_BONE_VOLUME if voxels else "")
    volume_ml = voxels * volume.grid.voxel_ml
    area = volume_ml * MM3_PER_ML / length_mm if length_mm else None
    return Amount(name, voxels, volume_ml, length_mm, area, "")


def sections(volume: Volume) -> list[dict[str, float | int | str]]:
    """Return the cross-sections along the axis, one row per slice.

    Each row has the slice's number, its place in mm from the first one, the area in mm² of every
    tissue that was seen, and of shadow and of what was not scanned.
    """
    counts = counts_by_slice(volume)
    slice_mm, row_mm, col_mm = volume.grid.spacing_mm
    shadow = volume.shadow.sum(axis=(1, 2))
    rows: list[dict[str, float | int | str]] = []
    for index, count in enumerate(counts):
        row: dict[str, float | int | str] = {"slice": index, "place_mm": index * slice_mm}
        for tissue in tissues_of(volume.model)[1:]:
            surface = "_surface" if tissue.name == SURFACE_ONLY else ""
            row[f"{tissue.name}{surface}_mm2"] = float(count[tissue.label]) * row_mm * col_mm
        row["shadow_mm2"] = float(shadow[index]) * row_mm * col_mm
        row["not_scanned_mm2"] = float(count[IGNORE] - shadow[index]) * row_mm * col_mm
        rows.append(row)
    return rows


def surface_points(volume: Volume, label: int) -> np.ndarray:
    """Return where a tissue meets what was seen beside it, in world mm, shape (points, 3).

    A point lies on the face between two voxels. The side of a bone that lies in its own shadow is
    no surface that anybody saw.
    """
    inside = volume.labels == label
    other = (volume.labels != IGNORE) & ~inside
    points = []
    for axis in range(3):
        for step in (-1, 1):
            beside = np.zeros_like(inside)
            here: list[slice] = [slice(None)] * 3
            there: list[slice] = [slice(None)] * 3
            here[axis], there[axis] = (
                (slice(1, None), slice(None, -1)) if step < 0 else (slice(None, -1), slice(1, None))
            )
            beside[tuple(here)] = other[tuple(there)]
            found = np.argwhere(inside & beside).astype(float)
            found[:, axis] += step / 2
            points.append(found)
    return transform(volume.grid.to_world, np.concatenate(points))
