"""Everything measured in one mask."""

from dataclasses import dataclass

import numpy as np

from usseg.measure.edge import EdgeThickness
from usseg.measure.quantity import Quantity, Spacing


@dataclass(frozen=True)
class RegionMeasures:
    """One connected region of a tissue.

    Attributes:
        number: 1 for the tissue's largest region.
        box: (row0, col0, row1, col1), half open, in pixels of the frame.
        quantities: What was measured in it.
    """

    number: int
    box: tuple[int, int, int, int]
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True)
class TissueMeasures:
    """One tissue of the model.

    Attributes:
        label: Its value in the mask.
        name: Its name.
        quantities: What was measured over all its pixels.
        regions: Its regions that are large enough, the largest first.
        small_regions: How many smaller ones there are; they count in `quantities` only.
        profile: Thickness along depth in rows in each column of the frame, int64, (cols,).
    """

    label: int
    name: str
    quantities: tuple[Quantity, ...]
    regions: tuple[RegionMeasures, ...]
    small_regions: int
    profile: np.ndarray


@dataclass(frozen=True)
class Measurements:
    """Everything measured in one mask.

    Attributes:
        model: "binary" or "multiclass".
        spacing_mm: Pixel size (row, col) in mm, or None: then nothing is in mm.
        spacing_source: Where it came from, in words.
        white: The stored grey value that means white, or None.
        smallest_region: Pixels that a region needs to be listed: 0.1 % of the field.
        tissues: Every tissue of the model but the background, in label order.
        edges: Muscle thickness at both sides of the field; empty for the binary model.
    """

    model: str
    spacing_mm: Spacing | None
    spacing_source: str
    white: int | None
    smallest_region: int
    tissues: tuple[TissueMeasures, ...]
    edges: tuple[EdgeThickness, ...]
