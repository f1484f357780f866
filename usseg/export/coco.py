"""Contours as COCO JSON, as annotation tools and pycocotools read it."""

import json
from typing import Any

import numpy as np

from usseg.export.bundle import Export
from usseg.export.contours import CONVENTION, Contour, contours
from usseg.image.limits import shown_name
from usseg.measure.regions import Region
from usseg.render import NOTICE
from usseg.tissues import tissues_of

IMAGE_ID = 1


def encode_coco(export: Export) -> bytes:
    """Write one annotation per connected region of tissue, UTF-8; category ids are label values.

    A region without holes is a polygon. COCO's polygons cannot have holes, so a region with holes is
    an uncompressed run-length code, which says the same pixels exactly.

    Source:
        https://cocodataset.org/#format-data
    """
    segmentation = export.segmentation
    rows, cols = segmentation.mask.shape
    model = segmentation.release.model
    name = shown_name(export.source) if export.source else f"{export.stem}.png"
    numbered = enumerate(contours(segmentation.mask, model), start=1)
    written = {
        "info": {"description": f"{NOTICE} {CONVENTION}", **scale(export)},
        "images": [{"id": IMAGE_ID, "file_name": name, "width": cols, "height": rows}],
        "categories": [
            {"id": tissue.label, "name": tissue.name, "supercategory": "tissue"}
            for tissue in tissues_of(model)[1:]
        ],
        "annotations": [annotation(number, contour, export) for number, contour in numbered],
    }
    return json.dumps(written, allow_nan=False, ensure_ascii=False).encode()


def scale(export: Export) -> dict[str, Any]:
    """Return the pixel size (row, col) in mm, where it came from, and how much was edited."""
    frame = export.segmentation.frame
    return {
        "spacing_mm": None if frame.spacing_mm is None else list(frame.spacing_mm),
        "scale_source": frame.spacing_source,
        "edited_pixels": export.segmentation.edited_pixels,
    }


def annotation(number: int, contour: Contour, export: Export) -> dict[str, Any]:
    """Return one region as COCO has it: area and bounding box (x, y, width, height) in pixels."""
    region = contour.region
    rows, cols = region.inside.shape
    written = {
        "id": number,
        "image_id": IMAGE_ID,
        "category_id": contour.tissue.label,
        "iscrowd": 0,
        "area": region.pixels,
        "bbox": [region.col0, region.row0, cols, rows],
        "segmentation": segmentation_of(contour, export.segmentation.mask.shape),
    }
    frame = export.segmentation.frame
    if frame.spacing_mm is not None:
        written["attributes"] = {
            "area_mm2": region.pixels * frame.spacing_mm[0] * frame.spacing_mm[1],
            "scale_source": frame.spacing_source,
        }
    return written


def segmentation_of(contour: Contour, shape: tuple[int, ...]) -> list[list[float]] | dict[str, Any]:
    """Return a region as rings x, y, x, y ... or, where it has holes, as run lengths."""
    import shapely

    polygons = shapely.get_parts(contour.outline)
    if any(polygon.interiors for polygon in polygons):
        return {"size": list(shape), "counts": run_lengths(contour.region, shape)}
    # COCO closes rings itself, so the last point, which is the first, is left out.
    return [np.asarray(polygon.exterior.coords)[:-1].ravel().tolist() for polygon in polygons]


def run_lengths(region: Region, shape: tuple[int, ...]) -> list[int]:
    """Return how many pixels are outside, then inside, then outside ..., down one column after another.

    Args:
        region: One region.
        shape: (rows, cols) of the frame.
    """
    rows, cols = shape
    down = np.pad(region.inside.T.astype(np.int8), ((0, 0), (1, 1)))
    columns, starts = np.nonzero(np.diff(down, axis=1) == 1)
    _, ends = np.nonzero(np.diff(down, axis=1) == -1)
    before = (columns + region.col0) * rows + region.row0
    places, times = np.unique([before + starts, before + ends], return_counts=True)
    turns = places[times == 1]  # a run that goes on at the top of the next column has no turn there
    return np.diff(turns, prepend=0, append=rows * cols).tolist()
