"""Find the B-mode field inside a scanner's screen."""

import numpy as np

from usseg.image.field_dark import find_dark_island
from usseg.image.field_ground import find_island
from usseg.image.field_island import Island
from usseg.image.field_oblique import oblique_field
from usseg.image.field_rectangle import is_rectangle, rectangle, rectangle_field
from usseg.image.field_region import field_in, tissue_box
from usseg.image.field_sides import firmer_sides
from usseg.image.field_speckle import Speckle, find_speckle
from usseg.image.field_texture import eight_bit, local_range
from usseg.image.field_tight import tightened
from usseg.image.field_walk import Screen
from usseg.image.preprocess import field_box, whole_field
from usseg.types import Field, Frame, ScaledRegion

LAYERS = 3  # a page, a panel on it, and a frame on that
LEAST_SIDE = 16  # pixels: a smaller frame has no room for furniture


def find_on_black(grey: np.ndarray, enclosed: bool) -> Field:
    """Find the field in a frame whose ground, if any, is black.

    Args:
        grey: uint8, shape (rows, cols).
        enclosed: Whether a brighter ground encloses the frame.
    """
    shape = (grey.shape[0], grey.shape[1])
    speckle = find_speckle(grey) if min(shape) >= LEAST_SIDE else None
    if speckle is None or not speckle.near.any():
        return whole_field(shape)
    tolerance = max(2.5, max(shape) / 160)
    sides = firmer_sides(speckle.pixels[speckle.rows], speckle.near[speckle.rows], tolerance)
    if sides is None:
        return whole_field(shape)
    if not is_rectangle(speckle, *sides):
        oblique = oblique_field(speckle, grey, tolerance)
        if oblique is not None:
            return oblique
    box = rectangle(grey, speckle, *sides, Screen(speckle.noise, enclosed))
    return whole_field(shape) if box is None else rectangle_field(box, shape)


def find_around(grey: np.ndarray, island: Island, enclosed: bool) -> Field | Island:
    """Return the field of an island that is no rectangle, or the panel within its box.

    Args:
        grey: uint8, shape (rows, cols).
        island: What bright ground surrounds.
        enclosed: Whether another ground surrounds that one.
    """
    rows = np.any(island.inside, axis=1)
    solid = Speckle(island.inside, island.inside, np.asarray(rows), island.inside, 0)
    oblique = oblique_field(solid, grey, max(2.5, max(grey.shape) / 160))
    if oblique is not None:
        return oblique
    row0, col0, row1, col1 = island.box
    part = np.ascontiguousarray(grey[row0:row1, col0:col1])
    panel = find_dark_island(part, local_range(part), enclosed=True)
    if panel is None:
        return find_on_black(grey, enclosed)
    top, left, bottom, right = panel.box
    return Island((row0 + top, col0 + left, row0 + bottom, col0 + right), True, panel.inside)


def find_on_ground(grey: np.ndarray, layers: int) -> Field:
    """Find the field within what ground surrounds: within bright ground, black is field.

    Args:
        grey: uint8, shape (rows, cols).
        layers: How many grounds may lie around each other: a page, a panel, a frame on it.
    """
    shape = (grey.shape[0], grey.shape[1])
    enclosed = layers < LAYERS
    island = None
    if layers and min(shape) >= LEAST_SIDE:
        spread = local_range(grey)
        island = find_island(grey, spread) or find_dark_island(grey, spread, enclosed)
    if island is None:
        return find_on_black(grey, enclosed)
    inner = island if island.is_rectangle else find_around(grey, island, enclosed)
    if isinstance(inner, Field):
        return inner
    row0, col0, row1, col1 = inner.box
    found = find_on_ground(np.ascontiguousarray(grey[row0:row1, col0:col1]), layers - 1)
    if found.kind == "whole":
        return rectangle_field(inner.box, shape)
    return Field(found.kind, found.outline + np.array([row0, col0], dtype=float))


def find_in_region(grey: np.ndarray, regions: tuple[ScaledRegion, ...]) -> Field | None:
    """Find the field in the region of a DICOM header that holds it; None where none does.

    Args:
        grey: uint8, shape (rows, cols).
        regions: What the header says.
    """
    box = tissue_box(grey, regions)
    if box is None:
        return None
    part = np.ascontiguousarray(grey[box.rows, box.cols])
    found = field_in(part, find_on_ground(part, LAYERS), box)
    if found is None:
        return None
    row0, col0 = box.rows.start, box.cols.start
    if found.kind == "rectangle":
        top, left, bottom, right = field_box(found, part.shape)
        inner = (row0 + top, col0 + left, row0 + bottom, col0 + right)
        return rectangle_field(inner, grey.shape)
    return Field(found.kind, found.outline + np.array([row0, col0], dtype=float))


def find_field(frame: Frame) -> Field:
    """Find the B-mode field of a frame: what the network shall see.

    The ground of a screen is constant. Where it is brighter than black, it is peeled off, and what
    it surrounds is the field. Where it is black, as are water, shadow and depth, the field is the
    largest thick patch of speckle, which varies from pixel to pixel; its sides are where the
    speckle of many rows ends at once. Where it fades out instead, the field goes on over black.
    Where a DICOM header says in which rectangle the tissue lies, the field is looked for in there.

    Args:
        frame: The frame, of any size and any grey depth.

    Returns:
        The field; the whole frame when nothing around it was recognised as screen, when the
        frame is too small or too even to tell, or when less than 4 % of it was found.
    """
    grey = eight_bit(frame)
    guided = find_in_region(grey, frame.regions)
    return guided or tightened(grey, find_on_ground(grey, LAYERS))
