"""What a person set, drawn over the frame: the field, two points, a column."""

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from usseg.errors import InputError
from usseg.render.blend import draw_outline, overlay
from usseg.render.colour import grey_picture
from usseg.render.png import LONGEST_SHOWN, for_display
from usseg.types import Segmentation

POINT_COLOUR = (255, 80, 200)  # none of a tissue, and none of an echo
BOX_COLOUR = (90, 220, 255)
COLUMN_COLOUR = (255, 255, 255)
ARM_SHARE = 0.02  # of the longer side: half the width of a cross
LINE_SHARE = 0.003

Point = tuple[float, float]
Box = tuple[float, float, float, float]


def shown_step(shape: tuple[int, ...]) -> int:
    """Return of how many rows and columns a shown picture has one."""
    return math.ceil(max(shape[:2]) / LONGEST_SHOWN)


def frame_point(clicked: Sequence[float], shape: tuple[int, ...]) -> Point:
    """Return where in a frame somebody clicked on its shown picture.

    Args:
        clicked: Column and row of the pixel of the shown picture.
        shape: (rows, cols) of the frame.

    Returns:
        (row, col) of the middle of that pixel, counted from the frame's upper left corner.

    Raises:
        InputError: That is no pixel of the picture.

    >>> frame_point((3, 0), (100, 200)), frame_point((3, 0), (100, 4096))
    ((0.5, 3.5), (1.0, 7.0))
    """
    step = shown_step(shape)
    try:
        col, row = ((float(place) + 0.5) * step for place in clicked)
    except (OverflowError, TypeError, ValueError):
        row = col = math.nan
    if not (0 <= row <= shape[0] + step and 0 <= col <= shape[1] + step):  # not for NaN either
        raise InputError("The click lies outside the image. Click on the image itself.")
    return min(row, float(shape[0])), min(col, float(shape[1]))


def setting_picture(
    segmentation: Segmentation, points: tuple[Point, ...] = (), box: Box | None = None
) -> np.ndarray:
    """Draw field, chosen rectangle and points over the frame, thinned out for the screen.

    Args:
        segmentation: A segmented frame.
        points: Up to two points, (row, col) in pixels; a line joins two.
        box: A rectangle that is to become the field: (row0, col0, row1, col1) in pixels.

    Returns:
        RGB, uint8, shape (rows, cols, 3).
    """
    frame = segmentation.frame
    shown = for_display(draw_outline(grey_picture(frame), segmentation.field))
    step = shown_step(frame.pixels.shape)
    picture = Image.fromarray(shown)
    draw = ImageDraw.Draw(picture)
    if box is not None:
        draw_box(draw, box, step, line_width(shown))
    draw_points(draw, [(col / step - 0.5, row / step - 0.5) for row, col in points], shown)
    return np.asarray(picture)


def line_width(shown: np.ndarray) -> int:
    """Return how wide a line is drawn, in pixels, to be seen in a picture of this size."""
    return max(1, round(LINE_SHARE * max(shown.shape)))


def draw_box(draw: ImageDraw.ImageDraw, box: Box, step: int, width: int) -> None:
    """Draw the outermost pixels of a rectangle, unless it has none."""
    top, bottom = sorted((box[0] / step, box[2] / step))
    left, right = sorted((box[1] / step, box[3] / step))
    if bottom >= top + 1 and right >= left + 1:
        draw.rectangle((left, top, right - 1, bottom - 1), outline=BOX_COLOUR, width=width)


def draw_points(
    draw: ImageDraw.ImageDraw, places: list[tuple[float, float]], shown: np.ndarray
) -> None:
    """Draw a cross at each place (x, y) of a picture, and a line between two."""
    arm, width = max(4, round(ARM_SHARE * max(shown.shape))), line_width(shown)
    if len(places) > 1:
        draw.line(places, fill=POINT_COLOUR, width=width)
    for x, y in places:
        draw.line((x - arm, y, x + arm, y), fill=POINT_COLOUR, width=width)
        draw.line((x, y - arm, x, y + arm), fill=POINT_COLOUR, width=width)


def column_picture(segmentation: Segmentation, column: int) -> np.ndarray:
    """Draw the tissues over the frame, and a line down one of its columns.

    Args:
        segmentation: A segmented frame.
        column: Index of the column, from 0.

    Returns:
        RGB, uint8, thinned out for the screen.
    """
    shown = for_display(overlay(segmentation)).copy()
    x = min(column // shown_step(segmentation.mask.shape), shown.shape[1] - 1)
    shown[:, x : x + line_width(shown)] = COLUMN_COLOUR
    return shown
