"""Read a ground truth from JSON: the outlines of LabelMe, or the annotations of COCO."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from usseg.errors import InputError
from usseg.image.limits import decoding, shown_name
from usseg.image.tissue_names import shown_text
from usseg.image.truth_coco import coco_regions
from usseg.image.truth_outlines import check_drawn_on, paint
from usseg.image.truth_regions import Outline, ellipse, rectangle
from usseg.image.truth_volume import LabelMap

JSON_STARTS = (b"{", b"[")
MOST_JSON_BYTES = 32 * 2**20
MOST_BRACKETS = 1_000_000  # lists and objects: each takes a hundred bytes of memory
MOST_COMMAS = 4_000_000  # numbers, roughly
CORNERS = ("polygon", "oriented_rectangle")


def load_json(path: Path, name: str) -> Any:
    """Load JSON without trusting how much memory it will take.

    Raises:
        InputError: It is too large.
        ValueError, RecursionError: It is damaged, or nested beyond all need.
    """
    content = path.read_bytes()
    brackets = content.count(b"[") + content.count(b"{")
    many = brackets > MOST_BRACKETS or content.count(b",") > MOST_COMMAS
    if many or len(content) > MOST_JSON_BYTES:
        raise InputError(
            f"{name} has {len(content) / 2**20:.1f} MB and {brackets} lists; at most "
            f"{MOST_JSON_BYTES // 2**20} MB and {MOST_BRACKETS} lists are accepted. "
            f"Export the annotations of this image alone."
        )
    return json.loads(content)


def read_json(path: Path, shape: tuple[int, int]) -> LabelMap:
    """Read LabelMe or COCO annotations of one image; later ones cover earlier ones.

    Args:
        path: The file.
        shape: (rows, cols) of the image.

    Raises:
        InputError: It is neither, damaged or too large, belongs to an image of another size, or names
            something that is no tissue.
    """
    name = shown_name(path)
    with decoding("JSON", name):
        content = load_json(path, name)
        keys = content.keys() if isinstance(content, dict) else set()
        if "shapes" in keys:
            return LabelMap(paint(labelme_outlines(content, shape, name), shape, name), named=True)
        if {"annotations", "categories"} <= keys:
            return LabelMap(paint(coco_regions(content, shape, name), shape, name), named=True)
    raise InputError(
        f"{name} is JSON, but neither of LabelMe (shapes) nor of COCO (annotations, categories, "
        f"images). Export the truth as one of them."
    )


def labelme_outlines(content: dict[str, Any], shape: tuple[int, int], name: str) -> list[Outline]:
    """Return the outlines of a LabelMe file, in its order.

    Raises:
        InputError: Its image has another size, or a shape is no area.
        LookupError, TypeError, ValueError: It is damaged.
    """
    rows, cols = content.get("imageHeight"), content.get("imageWidth")
    check_drawn_on(None if rows is None or cols is None else (rows, cols), shape, name)
    return [
        Outline(str(drawn["label"]), (labelme_ring(drawn, name),)) for drawn in content["shapes"]
    ]


def labelme_ring(drawn: dict[str, Any], name: str) -> np.ndarray:
    """Return the corners of one LabelMe shape as (row, col) at pixel edges, as its (x, y) are.

    Raises:
        InputError: It is no area, such as a line.
        LookupError, TypeError, ValueError: It is damaged.
    """
    points = np.array(drawn["points"], dtype=float).reshape(-1, 2)[:, ::-1]
    kind = drawn.get("shape_type", "polygon")
    if kind in CORNERS:
        return points
    if kind == "rectangle" and len(points) == 2:
        return rectangle(*points.min(axis=0), *points.max(axis=0))
    if kind == "circle" and len(points) == 2:
        radius = float(np.linalg.norm(points[1] - points[0]))
        return ellipse(*(points[0] - radius), *(points[0] + radius))
    raise InputError(
        f"{name}: the shape {shown_text(str(drawn['label']))!r} is of the kind "
        f"{shown_text(str(kind))!r}. Areas were expected: polygon, rectangle or circle."
    )
