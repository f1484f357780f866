"""Measurements as flat rows for tables, and as one object for JSON."""

from typing import Any

from usseg.measure.edge import EdgeThickness
from usseg.measure.quantity import Quantity, Spacing, depth_lengths
from usseg.measure.values import Measurements, RegionMeasures, TissueMeasures

ALL = "all"  # in place of a region's number: over all pixels of the tissue


def rows(measurements: Measurements) -> list[dict[str, Any]]:
    """Return one row per measured number.

    Args:
        measurements: What `measure_all` returned.

    Returns:
        Rows with the keys tissue, region ("all", the number of a region, or a side of the field),
        quantity, value (None where it cannot be said), unit and note.
    """
    found = []
    for tissue in measurements.tissues:
        found += [row(tissue.name, ALL, quantity) for quantity in tissue.quantities]
        for region in tissue.regions:
            found += [row(tissue.name, region.number, quantity) for quantity in region.quantities]
    for edge in measurements.edges:
        for quantity in edge_quantities(edge, measurements.spacing_mm):
            found.append(row("muscle", f"{edge.side} edge", quantity))
    return found


def row(tissue: str, region: int | str, quantity: Quantity) -> dict[str, Any]:
    """Return one number as a row."""
    return {
        "tissue": tissue,
        "region": region,
        "quantity": quantity.name,
        "value": quantity.value,
        "unit": quantity.unit,
        "note": quantity.note,
    }


def edge_quantities(edge: EdgeThickness, spacing_mm: Spacing | None) -> tuple[Quantity, ...]:
    """Return muscle thickness at one side of the field as quantities."""
    return depth_lengths("thickness_at_edge", edge.px, spacing_mm, edge.note)


def profile_rows(measurements: Measurements) -> list[dict[str, Any]]:
    """Return the thickness of every tissue along depth, column by column.

    Returns:
        Rows with the keys tissue, column, px and mm (None where the scale is unknown); columns where
        a tissue is absent are left out.
    """
    row_mm = measurements.spacing_mm[0] if measurements.spacing_mm else None
    return [
        {
            "tissue": tissue.name,
            "column": int(column),
            "px": int(tissue.profile[column]),
            "mm": None if row_mm is None else float(tissue.profile[column] * row_mm),
        }
        for tissue in measurements.tissues
        for column in tissue.profile.nonzero()[0]
    ]


def as_dict(measurements: Measurements) -> dict[str, Any]:
    """Return everything measured as one object that strict JSON can hold.

    Quantities stand under their name and unit, such as "area_mm2", each with value, unit and note.
    """
    return {
        "model": measurements.model,
        "spacing_mm": list(measurements.spacing_mm) if measurements.spacing_mm else None,
        "spacing_source": measurements.spacing_source,
        "white": measurements.white,
        "smallest_region_px": measurements.smallest_region,
        "tissues": [_tissue(tissue) for tissue in measurements.tissues],
        "edges": [vars(edge) for edge in measurements.edges],
    }


def _tissue(tissue: TissueMeasures) -> dict[str, Any]:
    return {
        "label": tissue.label,
        "name": tissue.name,
        "quantities": _quantities(tissue.quantities),
        "regions": [_region(region) for region in tissue.regions],
        "small_regions": tissue.small_regions,
        "profile_px": tissue.profile.tolist(),
    }


def _region(region: RegionMeasures) -> dict[str, Any]:
    return {
        "number": region.number,
        "box": list(region.box),
        "quantities": _quantities(region.quantities),
    }


def _quantities(quantities: tuple[Quantity, ...]) -> dict[str, dict[str, Any]]:
    return {
        quantity.key: {"value": quantity.value, "unit": quantity.unit, "note": quantity.note}
        for quantity in quantities
    }
