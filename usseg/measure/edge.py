"""Muscle thickness at a side of the field, as it is read by hand in images of pennate muscle."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from usseg.errors import InputError
from usseg.measure.checks import check_labels, check_mask, check_same_shape, check_spacing
from usseg.measure.compartment import first_muscle
from usseg.measure.edge_lines import at_edge
from usseg.measure.quantity import Spacing
from usseg.measure.regions import FieldEdges, field_edges
from usseg.tissues import MULTICLASS

SIDES = ("left", "right")
TALL_ENOUGH = 0.5  # of the field's greatest height: where a slanted side counts as its edge
STRAY = 0.02  # of the field's height: labels farther from the fitted line are not believed


@dataclass(frozen=True)
class EdgeThickness:
    """Thickness of the first muscle under the superficial aponeurosis at one side of the field.

    Attributes:
        side: "left" or "right".
        column: The field's edge column in the frame.
        top: Row of the lower edge of the superficial aponeurosis there; None where not found.
        bottom: Row of the upper edge of the deep aponeurosis there; None where not found.
        px: Their distance along depth in rows, or None.
        mm: The same in mm; None also where the scale is unknown.
        note: How it was found, or why it was not.
    """

    side: str
    column: int
    top: float | None
    bottom: float | None
    px: float | None
    mm: float | None
    note: str


def muscle_thickness_at_edge(
    mask: np.ndarray, inside: np.ndarray, spacing_mm: Spacing | None, side: str = "left"
) -> EdgeThickness:
    """Measure muscle thickness along depth where the field begins, between inner aponeurosis edges.

    The muscle is the first one, from the skin, between two aponeuroses that span most of the width.
    Thin tendons or fascia inside it, and wrong labels, do not divide it.

    Args:
        mask: Multiclass label map, shape (rows, cols).
        inside: True inside the field, bool, same shape.
        spacing_mm: Pixel size (row, col) in mm, or None when unknown.
        side: "left" or "right".

    Returns:
        The thickness: the median over the columns next to the edge, or, where these are not labelled
        or stray, from straight lines through the nearest quarter of both borders.

    Raises:
        InputError: The arrays do not fit together, or the side is another word.

    Source:
        Definition: van der Zee TJ, Kuo AD. TimTrack. PLoS ONE 17:e0265752 (2022).
        Robust lines: Theil-Sen, as in SciPy.
    """
    if side not in SIDES:
        raise InputError(f"A field has the sides {' and '.join(SIDES)}, not {side!r}.")
    return muscle_thickness_at_edges(mask, inside, spacing_mm)[SIDES.index(side)]


def muscle_thickness_at_edges(
    mask: np.ndarray, inside: np.ndarray, spacing_mm: Spacing | None
) -> tuple[EdgeThickness, EdgeThickness]:
    """Measure muscle thickness at the left and at the right side of the field.

    Args:
        mask: Multiclass label map, shape (rows, cols).
        inside: True inside the field, bool, same shape.
        spacing_mm: Pixel size (row, col) in mm, or None when unknown.

    Returns:
        As `muscle_thickness_at_edge`, left then right.

    Raises:
        InputError: The arrays do not fit together.
    """
    check_mask(mask)
    check_same_shape(mask, field=inside)
    check_labels(mask, MULTICLASS)
    check_spacing(spacing_mm)
    labels, field = np.where(inside, mask, 0), field_edges(inside)
    borders = first_muscle(labels)
    left, right = (read_side(borders, field, spacing_mm, side) for side in SIDES)
    return left, right


def read_side(
    borders: tuple[np.ndarray, np.ndarray] | None,
    field: FieldEdges,
    spacing_mm: Spacing | None,
    side: str,
) -> EdgeThickness:
    """Read the borders of the first muscle at one side of the field.

    Args:
        borders: Row of the upper and of the lower one in each column of the frame, NaN where unknown;
            None where there is no such muscle.
        field: Where the field begins and ends along depth.
        spacing_mm: Pixel size (row, col) in mm, or None.
        side: "left" or "right".
    """
    inwards = 1 if side == "left" else -1
    height = field.bottom - field.top
    columns = np.flatnonzero(height)[::inwards]
    tall = columns[height[columns] >= TALL_ENOUGH * height.max()]
    column = int(tall[0]) if tall.size else 0
    unknown = partial(EdgeThickness, side, column, None, None, None, None)
    if borders is None:
        return unknown("No muscle between two aponeuroses that span most of the field.")
    from_edge = columns[columns.tolist().index(column) :]
    top, bottom = (border[from_edge] for border in borders)
    found = at_edge(top, bottom, STRAY * int(height.max()))
    if found is None:
        return unknown("Too few labels of the aponeuroses in the nearest quarter of the field.")
    row, end, note = found
    px = end - row
    mm = px * spacing_mm[0] if spacing_mm else None
    return EdgeThickness(side, column, row, end, px, mm, note)
