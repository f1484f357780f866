"""Find the B-mode field inside a scanner's screen."""

import numpy as np

from usseg.image.field_curve import clip
from usseg.image.field_outline import outline
from usseg.image.field_rectangle import is_rectangle, rectangle
from usseg.image.field_sides import firmer_sides, near_and_far
from usseg.image.field_speckle import Speckle, find_speckle
from usseg.image.field_texture import eight_bit
from usseg.image.preprocess import whole_field
from usseg.types import Field, Frame

SMALLEST = 0.04  # of the frame: less than this is taken for a mistake
SNAP = 0.006  # of the frame's side: a field that ends this close to the frame's edge reaches it
WHOLE = 0.985  # of the frame: a rectangle that covers this much is the frame itself
LEAST_SIDE = 16  # pixels: a smaller frame has no room for furniture


def snapped(box: tuple[int, int, int, int], shape: tuple[int, int]) -> tuple[int, int, int, int]:
    """Move the sides of a box that nearly reach the frame's edge onto it."""
    reach = [max(2, round(SNAP * size)) for size in shape]
    row0, col0, row1, col1 = box
    return (
        row0 if row0 > reach[0] else 0,
        col0 if col0 > reach[1] else 0,
        row1 if row1 < shape[0] - reach[0] else shape[0],
        col1 if col1 < shape[1] - reach[1] else shape[1],
    )


def rectangle_field(box: tuple[int, int, int, int], shape: tuple[int, int]) -> Field:
    """Return a box as a field; the whole frame when it covers nearly all or next to nothing of it."""
    row0, col0, row1, col1 = snapped(box, shape)
    share = (row1 - row0) * (col1 - col0) / (shape[0] * shape[1])
    if not SMALLEST <= share < WHOLE:
        return whole_field(shape)
    corners = [(row0, col0), (row0, col1), (row1, col1), (row1, col0)]
    return Field("rectangle", np.array(corners, dtype=float))


def oblique_field(speckle: Speckle, tolerance: float) -> Field:
    """Return the field of a fan, a trapezoid or a panorama."""
    shape = speckle.near.shape
    polygon, curved = outline(speckle.near)
    first_row = int(np.flatnonzero(speckle.rows)[0])
    sides = near_and_far(speckle.near[speckle.rows], tolerance)
    for side, is_left in zip(sides or (), (True, False), strict=False):
        polygon = clip(polygon, side, first_row, is_left)
    row, col = polygon.T
    area = abs(float(np.sum(row * np.roll(col, 1) - col * np.roll(row, 1)))) / 2
    if area < SMALLEST * shape[0] * shape[1]:
        return whole_field(shape)
    return Field("arc" if curved else "sector", polygon)


def find_field(frame: Frame) -> Field:
    """Find the B-mode field of a frame: what the network shall see.

    Echoes are speckle, which varies from pixel to pixel; the screen around them is constant apart
    from thin strokes. The largest thick patch of speckle is the field. Its sides are where the
    speckle of many rows ends at once. Where it fades out instead, the field goes on over black.

    Args:
        frame: The frame, of any size and any grey depth.

    Returns:
        The field; the whole frame when nothing around it was recognised as screen, when the
        frame is too small or too even to tell, or when less than 4 % of it was found.
    """
    shape = frame.pixels.shape
    grey = eight_bit(frame)
    speckle = find_speckle(grey) if min(shape) >= LEAST_SIDE else None
    if speckle is None or not speckle.near.any():
        return whole_field(shape)
    tolerance = max(2.5, max(shape) / 160)
    sides = firmer_sides(speckle.pixels[speckle.rows], speckle.near[speckle.rows], tolerance)
    if sides is None:
        return whole_field(shape)
    if not is_rectangle(speckle, *sides):
        return oblique_field(speckle, tolerance)
    box = rectangle(grey, speckle, *sides)
    return whole_field(shape) if box is None else rectangle_field(box, shape)
