"""Which rectangle of a frame its DICOM header calls tissue, and what of it is the field."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from usseg.image.calibrate import fits
from usseg.image.field_boxed import boxed_fan, thick_echoes
from usseg.image.field_screen import BLACK
from usseg.image.preprocess import field_box
from usseg.types import Field, ScaledRegion

HALVED = 2  # archives and viewers export at half the size, and keep the header
LEAST_SIDE = 16  # pixels
BESIDE = 4  # lines before and behind a region's edge: headers are inexact by one or two
LIT = 0.25  # of each of them is brighter than black where a picture goes on,
ALIKE = 0.6  # and each resembles the next so much (correlation)
LEAST_BOX = 0.9  # of the region lies in the box of a fan within it: the fan touches its sides
SLANTED = ("parallelogram", "sector", "arc")  # kinds of field that touch the sides of their box
LEAST_WIDTH = 0.3  # of the region's width has a rectangle within it


class TissueBox(NamedTuple):
    """A rectangle in which the field lies.

    Attributes:
        rows: Its rows in the frame.
        cols: Its columns.
        aspect: Width of a pixel over its height.
        halved: Whether it lies there only if the picture was halved after its header was written.
    """

    rows: slice
    cols: slice
    aspect: float
    halved: bool


def tissue_box_of(region: ScaledRegion, shape: tuple[int, int]) -> TissueBox | None:
    """Return where a region of tissue lies in a frame of this shape (rows, cols); None if nowhere.

    A region that reaches beyond the frame proves that the picture was resized after its header was
    written. Half of it is tried then, and believed only where a fan fits it.
    """
    halved = not fits(region, shape)
    by = HALVED if halved else 1
    row0, col0, row1, col1 = (max(0, edge) // by for edge in region.box)
    beyond = row1 > shape[0] + 1 or col1 > shape[1] + 1
    if region.spacing_mm is None or beyond or min(row1 - row0, col1 - col0) < LEAST_SIDE:
        return None
    row_mm, col_mm = region.spacing_mm
    rows, cols = slice(row0, min(row1, shape[0])), slice(col0, min(col1, shape[1]))
    return TissueBox(rows, cols, col_mm / row_mm, halved)


def continues(lines: np.ndarray) -> bool:
    """Tell whether a picture goes on across an edge.

    Args:
        lines: Rows or columns on both sides of the edge, uint8, shape (2 * BESIDE, pixels).
    """
    if (lines > BLACK).mean(axis=1).min() < LIT or not lines.std(axis=1).all():
        return False
    return all(np.corrcoef(one, other)[0, 1] >= ALIKE for one, other in pairwise(lines))


def goes_on(grey: np.ndarray, box: TissueBox) -> bool:
    """Tell whether the picture goes on behind an edge of a box: then the box is not its own.

    Args:
        grey: uint8, shape (rows, cols).
        box: What the header says.
    """
    across, down = grey[:, box.cols], grey[box.rows].T
    return any(
        continues(plane[at - BESIDE : at + BESIDE])
        for plane, lines in ((across, box.rows), (down, box.cols))
        for at in (lines.start, lines.stop)
        if BESIDE <= at <= len(plane) - BESIDE
    )


def tissue_box(grey: np.ndarray, regions: tuple[ScaledRegion, ...]) -> TissueBox | None:
    """Return the box of the region that shows most echoes; None where none can be believed.

    Args:
        grey: uint8, shape (rows, cols).
        regions: What a DICOM header says about rectangles of the frame.
    """
    shape = (grey.shape[0], grey.shape[1])
    boxes = [box for region in regions if (box := tissue_box_of(region, shape)) is not None]
    if not boxes:
        return None
    counts = [np.count_nonzero(thick_echoes(grey[box.rows, box.cols])) for box in boxes]
    best = boxes[int(np.argmax(counts))]
    return None if max(counts) == 0 or goes_on(grey, best) else best


def field_in(part: np.ndarray, found: Field, box: TissueBox) -> Field | None:
    """Settle the field of a region of tissue.

    Args:
        part: The region's grey levels, uint8, shape (rows, cols).
        found: The field that was found in it as if it were a frame.
        box: The region.

    Returns:
        The field, in the region's own pixels: the fan that was found, or fits; otherwise the
        region, less the columns beside a picture that is cut off. None where the region is a guess
        that no fan confirms.
    """
    shape = (part.shape[0], part.shape[1])
    fan = found if found.kind in SLANTED else boxed_fan(part, box.aspect)
    if fan is not None and box_share(fan, shape) >= LEAST_BOX:
        return fan
    if box.halved:
        return None
    _, col0, _, col1 = field_box(found, shape)
    if found.kind != "rectangle" or col1 - col0 < LEAST_WIDTH * shape[1]:
        col0, col1 = 0, shape[1]
    # The header knows how deep the picture is; the black at its bottom does not show it.
    corners = [(0, col0), (0, col1), (shape[0], col1), (shape[0], col0)]
    return Field("rectangle", np.array(corners, dtype=float))


def box_share(field: Field, shape: tuple[int, int]) -> float:
    """Return the share of a region of this shape (rows, cols) that a field's box covers."""
    row0, col0, row1, col1 = field_box(field, shape)
    return (row1 - row0) * (col1 - col0) / (shape[0] * shape[1])
