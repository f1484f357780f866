"""The borders of tissues as polygons that follow the edges of pixels."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from usseg.export.bundle import NotApplicableError
from usseg.measure.regions import Region, find_regions
from usseg.tissues import Tissue, tissues_of

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

CONVENTION = (
    "Coordinates are [x, y] = [column, row] in pixels of the input, at the edges of pixels: the "
    "first pixel covers 0 to 1, y runs down with depth. An area in pixels is thus exactly the number "
    "of labelled pixels. A region is what touches by side or corner, numbered as in the table of "
    "measurements; where parts touch by a corner only, it has several polygons."
)
# Places in the rows where the label changes. Masks of tissue have some twenty a row; noise has them at
# every pixel, and its contours would take minutes and more room than the image.
MOST_CHANGES = 100_000


@dataclass(frozen=True)
class Contour:
    """The border of one connected region of one tissue.

    Attributes:
        tissue: Which tissue.
        region: Its pixels; its number is that of the measurements.
        outline: Polygon with a hole for each hole; several where parts touch by a corner only.
            See `CONVENTION`.
    """

    tissue: Tissue
    region: Region
    outline: "Polygon | MultiPolygon"


def contours(mask: np.ndarray, model: str) -> Iterator[Contour]:
    """Yield every connected region of every tissue but the background, in label order, largest first.

    Args:
        mask: Label map, uint8, shape (rows, cols).
        model: "binary" or "multiclass".

    Raises:
        InputError: There is no such model.
        NotApplicableError: The mask is too ragged to have useful contours.
    """
    changes = np.count_nonzero(mask[:, 1:] != mask[:, :-1])
    if changes > MOST_CHANGES:
        raise NotApplicableError(
            f"The mask is too ragged for contours: its label changes {changes} times along the rows, "
            f"and at most {MOST_CHANGES} are drawn. Remove its specks, or use the mask itself."
        )
    for tissue in tissues_of(model)[1:]:
        regions, _ = find_regions(mask, tissue.label)
        for region in regions:
            yield Contour(tissue, region, outline_of(region.inside, (region.row0, region.col0)))


def outline_of(inside: np.ndarray, corner: tuple[int, int] = (0, 0)) -> "Polygon | MultiPolygon":
    """Return the polygons that cover the True pixels of one region exactly.

    Every run of pixels in a row becomes a box, and their union has the pixels' edges.

    Args:
        inside: bool, shape (rows, cols).
        corner: (row, col) of the array's first pixel in the frame.

    Returns:
        A valid geometry; outer rings are counterclockwise as if y ran up, holes the other way.

    >>> outline_of(np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=bool)).area
    8.0
    """
    import shapely

    steps = np.diff(np.pad(inside.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    top, left = rows + corner[0], corner[1]
    union = shapely.union_all(shapely.box(left + starts, top, left + ends, top + 1))
    corners_only = shapely.simplify(union, 0)  # a box leaves a vertex in every row it passes
    return shapely.orient_polygons(corners_only)
