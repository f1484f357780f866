"""Contour files read by libraries that did not write them."""

import contextlib
import io
import json

import numpy as np
import shapely
from export_makers import segmentation
from pycocotools.coco import COCO

from usseg.export.bundle import Export, make_export
from usseg.export.coco import encode_coco
from usseg.export.geojson import encode_geojson


def exported(mask: np.ndarray, **changes) -> Export:
    return make_export(segmentation(mask=mask, **changes), None, "calf")


def pixels_in(geometry: shapely.Geometry, shape: tuple[int, int]) -> np.ndarray:
    """Pixels whose centre a geometry holds, by shapely alone."""
    rows, cols = np.indices(shape)
    return shapely.contains_xy(geometry, cols + 0.5, rows + 0.5)


def redrawn_from_geojson(export, shape) -> np.ndarray:
    mask = np.zeros(shape, dtype=np.uint8)
    for feature in json.loads(encode_geojson(export))["features"]:
        geometry = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert geometry.is_valid
        assert geometry.area == feature["properties"]["area_px"]
        mask[pixels_in(geometry, shape)] = feature["properties"]["label"]
    return mask


def opened(export) -> COCO:
    dataset = COCO()
    dataset.dataset = json.loads(encode_coco(export))
    with contextlib.redirect_stdout(io.StringIO()):
        dataset.createIndex()
    return dataset


def redrawn_from_coco(export, shape) -> np.ndarray:
    dataset = opened(export)
    mask = np.zeros(shape, dtype=np.uint8)
    for annotation in dataset.loadAnns(dataset.getAnnIds()):
        drawn = dataset.annToMask(annotation).astype(bool)
        assert drawn.sum() == annotation["area"]
        rows, cols = np.nonzero(drawn)
        width, height = np.ptp(cols) + 1, np.ptp(rows) + 1
        assert annotation["bbox"] == [cols.min(), rows.min(), width, height]
        mask[drawn] = annotation["category_id"]
    return mask
