"""Paint the outlines of a ground truth, each named after a tissue, into a label map.

What no outline covers is background, and a later outline covers an earlier one. One named "ignore"
marks pixels of which nothing is known.
"""

from collections.abc import Sequence

import numpy as np

from usseg.errors import InputError
from usseg.image.tissue_names import shown_text, tissues_by_name
from usseg.image.truth_regions import Outline, Runs, covered, effort_of

MOST_OUTLINES = 5_000
MOST_EFFORT = 500_000_000  # pixels and crossings of all outlines: some seconds of work
BEYOND = 0.1  # share of the frame's side by which an outline may leave it; more is another image


def paint(outlines: Sequence[Outline | Runs], shape: tuple[int, int], file_name: str) -> np.ndarray:
    """Paint outlines one over the other.

    Args:
        outlines: In the order of the file.
        shape: (rows, cols) of the image.
        file_name: What messages call the file.

    Returns:
        Multiclass labels, uint8, shape (rows, cols): 0 where nothing was drawn, 255 under "ignore".

    Raises:
        InputError: There is no outline or far too many, a name is no tissue, an outline has fewer
            than three corners or lies outside the image.
    """
    if not 0 < len(outlines) <= MOST_OUTLINES:
        raise InputError(
            f"{file_name} holds {len(outlines)} outlines; 1 to {MOST_OUTLINES} were expected. "
            f"Export the outlines of this one image."
        )
    labels_by_name = tissues_by_name([outline.name for outline in outlines], file_name)
    for outline in outlines:
        if isinstance(outline, Outline):
            check_outline(outline, shape, file_name)
    if sum(effort_of(outline, shape) for outline in outlines) > MOST_EFFORT:
        raise InputError(
            f"{file_name} would take too long to fill: its outlines have too many corners or cover "
            f"one another too often. Simplify them."
        )
    labels = np.zeros(shape, dtype=np.uint8)
    for outline in outlines:
        window, inside = covered(outline, shape)
        labels[window][inside] = labels_by_name[outline.name]
    return labels


def check_outline(outline: Outline, shape: tuple[int, int], file_name: str) -> None:
    """Refuse an outline that encloses nothing or was drawn on an image of another size.

    Raises:
        InputError: It is such an outline.
    """
    rows, cols = shape
    name = shown_text(outline.name)
    if not outline.rings or min(len(ring) for ring in outline.rings) < 3:
        raise InputError(
            f"{file_name}: the outline {name!r} has fewer than three corners. Close it or remove it."
        )
    corners = np.concatenate(outline.rings)
    if not np.isfinite(corners).all():
        raise InputError(f"{file_name}: the outline {name!r} has a corner that is no number.")
    (top, left), (bottom, right) = corners.min(axis=0), corners.max(axis=0)
    margin_row, margin_col = BEYOND * rows, BEYOND * cols
    if min(top + margin_row, left + margin_col) < 0 or (
        bottom > rows + margin_row or right > cols + margin_col
    ):
        raise InputError(
            f"{file_name}: the outline {name!r} reaches from row {top:.6g}, column {left:.6g} to row "
            f"{bottom:.6g}, column {right:.6g}, but the image has {rows} x {cols} pixels. Give "
            f"outlines that were drawn on this image at its own size."
        )


def check_drawn_on(drawn: tuple[int, int] | None, shape: tuple[int, int], file_name: str) -> None:
    """Refuse outlines whose file says that their image has another size, (rows, cols).

    Raises:
        InputError: It says so.
    """
    if drawn is not None and drawn != tuple(shape):
        raise InputError(
            f"The truth {file_name} was drawn on an image of {drawn[0]} x {drawn[1]} pixels, but the "
            f"image has {shape[0]} x {shape[1]}. Give the truth of this image at the image's own size."
        )
