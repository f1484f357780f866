"""Contours as GeoJSON, as QuPath, QGIS and shapely read it."""

import json
from typing import Any

from usseg.export.bundle import Export
from usseg.export.contours import CONVENTION, Contour, contours


def encode_geojson(export: Export) -> bytes:
    """Write one feature per connected region of tissue: a FeatureCollection, UTF-8.

    Coordinates are pixels, see `CONVENTION`; areas in mm² are properties, where there is a scale.

    Source:
        RFC 7946. `objectType` and `classification` are what QuPath reads.
    """
    frame, release = export.segmentation.frame, export.segmentation.release
    spacing_mm = frame.spacing_mm
    found = contours(export.segmentation.mask, release.model)
    collection = {
        "type": "FeatureCollection",
        "coordinates": CONVENTION,
        "image": {"rows": frame.pixels.shape[0], "cols": frame.pixels.shape[1]},
        "spacing_mm": None if spacing_mm is None else list(spacing_mm),
        "scale_source": frame.spacing_source,
        "model": release.model,
        "version": release.version,
        "edited_pixels": export.segmentation.edited_pixels,
        "features": [feature(contour, spacing_mm, frame.spacing_source) for contour in found],
    }
    return json.dumps(collection, allow_nan=False, ensure_ascii=False).encode()


def feature(
    contour: Contour, spacing_mm: tuple[float, float] | None, scale_source: str
) -> dict[str, Any]:
    """Return one region as a GeoJSON feature; its area in mm² only where there is a scale."""
    tissue, region = contour.tissue, contour.region
    properties: dict[str, Any] = {
        "objectType": "annotation",
        "classification": {"name": tissue.name, "color": list(tissue.colour)},
        "name": f"{tissue.name} {region.number}",
        "label": tissue.label,
        "region": region.number,
        "area_px": region.pixels,
    }
    if spacing_mm is not None:
        row_mm, col_mm = spacing_mm
        properties["area_mm2"] = region.pixels * row_mm * col_mm
        properties["scale_source"] = scale_source
    return {
        "type": "Feature",
        "geometry": contour.outline.__geo_interface__,
        "properties": properties,
    }
