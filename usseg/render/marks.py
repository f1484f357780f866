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
# Gradio tells where a click was only on a picture that the page does not enlarge.
LEAST_SHOWN = 1000

Point = tuple[float, float]
Box = tuple[float, float, float, float]


def shown_scale(shape: tuple[int, ...]) -> float:
    """Return how many pixels of a clickable picture are one pixel of its frame, along a side.

    >>> shown_scale((384, 384)), shown_scale((3000, 4096))
    (3.0, 0.5)
    """
    longest = max(shape[:2])
    thinned = math.ceil(longest / LONGEST_SHOWN)
    return 1 / thinned if thinned > 1 else float(math.ceil(LEAST_SHOWN / longest))


def clickable(picture: np.ndarray) -> np.ndarray:
    """Return an RGB picture (rows, cols, 3) at the size at which it is clicked on."""
    repeated = max(1, round(shown_scale(picture.shape)))
    return for_display(picture).repeat(repeated, axis=0).repeat(repeated, axis=1)


def frame_point(clicked: Sequence[float], shape: tuple[int, ...]) -> Point:
    """Return where in a frame somebody clicked on its shown picture.

    Args:
        clicked: Column and row of the pixel of the shown picture.
        shape: (rows, cols) of the frame.

    Returns:
        (row, col) of the middle of that pixel, counted from the frame's upper left corner.

    Raises:
        InputError: That is no pixel of the picture.

    >>> frame_point((4, 1), (384, 384)), frame_point((3, 0), (100, 4096))
    ((0.5, 1.5), (1.0, 7.0))
    """
    scale = shown_scale(shape)
    try:
        col, row = ((float(place) + 0.5) / scale for place in clicked)
    except (OverflowError, TypeError, ValueError):
        row = col = math.nan
    slack = max(1, 1 / scale)  # of what a browser rounds to
    if not (0 <= row <= shape[0] + slack and 0 <= col <= shape[1] + slack):  # not for NaN either
        raise InputError("The click lies outside the image. Click on the image itself.")
    return min(row, float(shape[0])), min(col, float(shape[1]))


def setting_picture(
    segmentation: Segmentation, points: tuple[Point, ...] = (), box: Box | None = None
) -> np.ndarray:
    """Draw field, chosen rectangle and points over the frame, at the size for clicks.

    Args:
        segmentation: A segmented frame.
        points: Up to two points, (row, col) in pixels; a line joins two.
        box: A rectangle that is to become the field: (row0, col0, row1, col1) in pixels.

    Returns:
        RGB, uint8, shape (rows, cols, 3).
    """
    frame = segmentation.frame
    shown = clickable(draw_outline(grey_picture(frame), segmentation.field))
    scale = shown_scale(frame.pixels.shape)
    picture = Image.fromarray(shown)
    draw = ImageDraw.Draw(picture)
    if box is not None:
        draw_box(draw, box, scale, line_width(shown))
    draw_points(draw, [(col * scale - 0.5, row * scale - 0.5) for row, col in points], shown)
    return np.asarray(picture)


def line_width(shown: np.ndarray) -> int:
    """Return how wide a line is drawn, in pixels, to be seen in a picture of this size."""
    return max(1, round(LINE_SHARE * max(shown.shape)))


def draw_box(draw: ImageDraw.ImageDraw, box: Box, scale: float, width: int) -> None:
    """Draw the outermost pixels of a rectangle, unless it has none."""
    top, bottom = sorted((box[0] * scale, box[2] * scale))
    left, right = sorted((box[1] * scale, box[3] * scale))
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
        RGB, uint8, at the size for clicks.
    """
    shown = clickable(overlay(segmentation))
    x = min(int((column + 0.5) * shown_scale(segmentation.mask.shape)), shown.shape[1] - 1)
    shown[:, x : x + line_width(shown)] = COLUMN_COLOUR
    return shown
