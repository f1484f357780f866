"""Bring the sides of a rectangle to where its picture begins: JPEG smears an edge over a screen."""

import numpy as np

from usseg.image.field_screen import RINGING
from usseg.image.preprocess import field_box
from usseg.types import Field

REACH = 12  # lines: JPEG's blocks of 8 pixels, and what resampling adds to them
BEHIND = 6  # lines behind a step, whose brightness it is compared with
GROUND_SHARE = 0.9  # of what is left out is ground, but for JPEG's ringing
LEAST_STEP = 20  # grey levels between the ground and the picture
AT_ONCE = 0.5  # of that difference lies between two lines


def first_line(plane: np.ndarray, at: int) -> int:
    """Return where a picture begins, a few lines behind where its field was found to begin.

    Args:
        plane: Grey levels, int16, shape (lines, pixels along the side), from the outside inward.
        at: The first line of the field.

    Returns:
        The line at which the ground gives way to the picture at once; `at` without such a line, or
        where the frame ends.
    """
    if not 0 < at <= len(plane) - REACH - BEHIND:
        return at
    lines = plane[at - 1 : at + REACH + BEHIND]
    means = lines.mean(axis=1)
    steps = np.abs(np.diff(means[: REACH + 2]))
    skipped = int(steps.argmax())
    if skipped == 0:
        return at
    ground = lines[1 : skipped + 1]
    level = float(np.median(ground))
    inner = abs(float(means[skipped + 1 : skipped + 1 + BEHIND].mean()) - level)
    is_ground = (np.abs(ground - level) <= RINGING).mean() >= GROUND_SHARE
    is_step = inner >= LEAST_STEP and steps[skipped] >= AT_ONCE * inner
    return at + skipped if is_ground and is_step else at


def tight_box(grey: np.ndarray, box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Return a box (row0, col0, row1, col1), half open, without the lines of ground at its sides.

    Args:
        grey: uint8, shape (rows, cols).
        box: Where a picture was found in it.
    """
    row0, col0, row1, col1 = box
    down, across = grey[:, col0:col1].astype(np.int16), grey[row0:row1].T.astype(np.int16)
    bottom = len(down) - first_line(down[::-1], len(down) - row1)
    right = len(across) - first_line(across[::-1], len(across) - col1)
    return first_line(down, row0), first_line(across, col0), bottom, right


def tightened(grey: np.ndarray, field: Field) -> Field:
    """Return a rectangle without the lines of ground at its sides; any other field as it is.

    Args:
        grey: uint8, shape (rows, cols).
        field: What was found in it.
    """
    if field.kind != "rectangle":
        return field
    top, left, bottom, right = tight_box(grey, field_box(field, (grey.shape[0], grey.shape[1])))
    corners = [(top, left), (top, right), (bottom, right), (bottom, left)]
    return Field("rectangle", np.array(corners, dtype=float))
