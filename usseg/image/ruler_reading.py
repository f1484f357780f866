"""What a row of ticks says: how sure it is a ruler, and which scales it suggests."""

import math
from dataclasses import dataclass

from usseg.image.preprocess import field_box
from usseg.image.ruler_ticks import Ticks
from usseg.image.spacing import is_spacing
from usseg.types import Field, Scale

RULER = "ruler"
VERTICAL, HORIZONTAL = "vertical", "horizontal"
# Evidence in ticks, and how it becomes a confidence: a logistic curve, fitted to drawn screens whose
# rulers are known (docs/calibration.md).
PER_EXTRA, PER_PIXEL, LONE_COLUMN = 2.0, 1.0, 1.0
HALF_SURE, SLOPE = 3.0, 2.0
CONFIRMED = 3.0  # ticks' worth of evidence in a second ruler with the same ticks
MOST_SURE = 0.99  # no picture proves that its marks are a ruler
LEAST_SURE = 0.5  # what is more likely wrong than right is not offered


@dataclass(frozen=True)
class RulerReading:
    """A row of ticks beside or below the field.

    Attributes:
        axis: "vertical" or "horizontal", along which the ticks are counted.
        tick_px: Pixels from one tick to the next.
        ticks: How many were found.
        regularity: 1 minus the ticks' root mean square distance from regular places, in steps.
        confidence: How sure `tick_px` is the distance of a ruler's ticks, 0 to 1. It says nothing
            about how many mm they stand for.
        line: The column (row for a horizontal ruler) in which they were found, in pixels.
        places: The row (column) of each tick, in pixels.
        long_every: Every how manyth tick is longer; None where none is, or they follow no rule.
        confirmed: Whether a ruler along the other axis has the same ticks.
    """

    axis: str
    tick_px: float
    ticks: int
    regularity: float
    confidence: float
    line: float
    places: tuple[float, ...]
    long_every: int | None = None
    confirmed: bool = False


def evidence(ticks: Ticks) -> float:
    """Count ticks, less what speaks against them: gaps, other marks, wandering, a single column."""
    grid = ticks.grid
    against = PER_EXTRA * grid.extra + PER_PIXEL * grid.rms + LONE_COLUMN * (ticks.width == 1)
    return len(grid.places) * grid.filled - against


def confidence_of(found: float) -> float:
    """Turn evidence, in ticks, to a confidence.

    >>> confidence_of(HALF_SURE), confidence_of(100.0)
    (0.5, 0.99)
    """
    return min(MOST_SURE, 1 / (1 + math.exp(-SLOPE * (found - HALF_SURE))))


# The mm between ticks that scanners draw, by every how manyth tick is longer. A guess, and named as
# one: the longer ticks are mostly 5, 10 or 50 mm apart.
USUAL_MM = {None: (10.0, 5.0), 2: (5.0,), 5: (10.0, 1.0), 10: (1.0,)}
DEPTHS_MM = (8.0, 350.0)  # of a field that anybody images: skin at the least, an abdomen at most


def ruler_scale(reading: RulerReading, tick_mm: float, assumed: bool = False) -> Scale:
    """Return the scale that a ruler gives when its ticks are `tick_mm` apart.

    Pixels are taken as square: one ruler measures one axis. Where the other axis has the same ticks
    this is no assumption.
    """
    mm = tick_mm / reading.tick_px
    words = f"ruler, {reading.ticks} ticks {reading.tick_px:.2f} pixels apart, "
    words += f"{tick_mm:g} mm each {'assumed' if assumed else 'as given'}"
    square = "" if reading.confirmed else ", square pixels assumed"
    return Scale((mm, mm), words + square, round(reading.confidence, 3), RULER)


def ruler_offers(reading: RulerReading, field: Field, shape: tuple[int, int]) -> tuple[Scale, ...]:
    """Return the scales that a ruler suggests; its numbers are not read, so each rests on a guess.

    Args:
        reading: The ruler.
        field: The B-mode field; a guess that makes it too shallow or too deep is left out.
        shape: (rows, cols) of the frame.
    """
    top, _, bottom, _ = field_box(field, shape)
    shallowest, deepest = DEPTHS_MM
    return tuple(
        ruler_scale(reading, mm, assumed=True)
        for mm in USUAL_MM[reading.long_every]
        if shallowest <= (bottom - top) * mm / reading.tick_px <= deepest
        and is_spacing(mm / reading.tick_px)
    )
