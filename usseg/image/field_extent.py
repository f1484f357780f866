"""By how much a field goes on beyond each of its sides, and how deep it is."""

import numpy as np

from usseg.image.field_cut import cut_off, ends_together, find_step
from usseg.image.field_evidence import (
    GROUND_SHARE,
    LEAST_BAND,
    NEAR_EDGE,
    STILL_SHARE,
    is_cropped,
    own_lines,
    ring_end,
)
from usseg.image.field_screen import BLACK
from usseg.image.field_sides import Side, firmer_sides
from usseg.image.field_walk import Screen, fading, walk

BESIDE = 4  # pixels beside the field, where the screen's ground and bars go on and echoes do not
TOP_SHARE = 0.04  # of the rows: the echo of the probe's own face fills the whole width there
TOP_ROWS = 8  # at least


def extent(side: Side, inward: np.ndarray, beyond: np.ndarray, cols: slice, screen: Screen) -> int:
    """Return by how many rows a field goes on below its bottom; arguments as in `cut_off`."""
    end = cut_off(side, inward, beyond, cols, screen)
    if end is None and ends_together(side, inward, beyond, cols, screen):
        return 0
    return fading(beyond, cols, screen).most if end is None else end


def extent_aside(
    side: Side, inward: np.ndarray, beyond: np.ndarray, rows: slice, screen: Screen
) -> int:
    """Return by how many columns a field goes on at its left or right side.

    Where its echoes fade, as where an end of the probe has lost contact, the topmost ones tell how
    wide it is: the probe's own face and the skin send them over its whole width and no farther.
    Arguments are as in `cut_off`, of the turned frame.
    """
    end = cut_off(side, inward, beyond, rows, screen)
    if end is not None or ends_together(side, inward, beyond, rows, screen):
        return end or 0
    reach = fading(beyond, rows, screen)
    top = slice(rows.start, rows.start + max(TOP_ROWS, round(TOP_SHARE * (rows.stop - rows.start))))
    is_black = reach.sure == 0 < reach.most
    step = find_step(inward[:, top], beyond[:, top]) if is_black else None
    return reach.most if step is None else min(step, reach.most)


def columns_beside(beyond: np.ndarray, cols: slice, away: int) -> np.ndarray:
    """Return the grey levels some pixels left and right of a field, where the frame shows them.

    Args:
        beyond: Grey levels above its top, uint8, shape (rows, cols of the frame).
        cols: The columns of the field.
        away: How many pixels from its sides.

    Returns:
        uint8, shape (rows, 0 to 2): none where the frame is as wide as the field.
    """
    places = (cols.start - away, cols.stop - 1 + away)
    return beyond[:, [col for col in places if 0 <= col < beyond.shape[1]]]


def dim_rows(band: np.ndarray) -> int:
    """Count the first rows in which a small part of the width is brighter than black.

    The echo of the skin begins dimly. More than a few rows of it would be something else.

    Args:
        band: Grey levels above the topmost speckle, nearest first, uint8, shape (rows, cols).
    """
    dark = (band[:NEAR_EDGE] > BLACK).mean(axis=1) < STILL_SHARE
    return int(dark.argmax()) if dark.any() else len(dark)


def extent_above(
    side: Side, inward: np.ndarray, beyond: np.ndarray, cols: slice, screen: Screen
) -> int:
    """Return by how many rows the field goes on above its top: to the echo of the probe's face.

    In a frame that was cropped to the field, what shows above the echo is still field, and so is
    black without an echo: water. Where black ground lies beside the field, black above it is taken
    for ground too, up to the last line that is as wide as the field, as a membrane's echo is. At
    most it is water or gel, and no tissue is lost with them.

    Args:
        side: The top.
        inward: Grey levels inside it, nearest first, uint8, shape (rows, cols of the frame).
        beyond: Grey levels beyond it, likewise.
        cols: The columns of the field.
        screen: What is known of the screen around.
    """
    band = beyond[:, cols]
    room = walk(band)
    beside = columns_beside(beyond, cols, BESIDE)[:room]
    ring = ring_end(band[:room], beside) if room else 0
    if ring:
        return len(band) if is_cropped(band[ring:], beyond.shape[1]) else ring
    end = cut_off(side, inward, beyond, cols, screen)
    if end is not None:
        return end
    reach = fading(beyond, cols, screen)
    ground = columns_beside(beyond, cols, LEAST_BAND)[:room] <= BLACK
    if not room or not (ground.mean(axis=0) > GROUND_SHARE).any():
        return reach.most
    own = np.flatnonzero(own_lines(band[:room], beside))
    dim = reach.sure + dim_rows(band[reach.sure : reach.most])
    return max(dim, int(own[-1]) + 1) if own.size else dim


def depth_range(
    grey: np.ndarray, pixels: np.ndarray, near: np.ndarray, cols: slice, screen: Screen | None
) -> tuple[int, int] | None:
    """Return the first row of a field and the row after its last; None of an empty one.

    Args:
        grey: uint8, shape (rows, cols).
        pixels: Its speckle, bool, same shape.
        near: Its speckle near the thickest patch, likewise.
        cols: The columns of the field.
        screen: What is known of the screen around; None where what is marked is all of the field.
    """
    ends = firmer_sides(pixels[:, cols].T, near[:, cols].T, tolerance=2)
    if ends is None:
        return None
    top, bottom = ends
    row0, row1 = top.edge, bottom.edge
    if screen is not None:
        row0 -= extent_above(top, grey[row0:], grey[:row0][::-1], cols, screen)
        row1 += extent(bottom, grey[:row1][::-1], grey[row1:], cols, screen)
    return (row0, row1) if row1 > row0 else None
