"""Lengths of anatomy in mm: the plane it is drawn into, and how chance draws them."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class View:
    """The plane a scene is drawn into: depth and width in mm; x runs from -width/2 to width/2.

    beam_mm is the width of the beam at half the depth, -6 dB: no upright wall looks thinner.
    """

    depth_mm: float
    width_mm: float
    beam_mm: float = 0.0


LEAST_PIXELS, USUAL_SIDE = 2.0, 256  # of a layer's thickness, in a frame of this many pixels
LEAST_SHEET_PIXELS = 3.5  # of a sheet of fascia: 95 % of those drawn on real frames are thicker
LEAST_SHEET_SPREAD = 1.3  # where a view is so deep that all sheets look alike


def between(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw a number uniformly from [low, high]."""
    return float(rng.uniform(low, high))


def log_between(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw a number from [low, high], as likely within a factor of two anywhere."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def thinnest_mm(view: View, anatomy_mm: float) -> float:
    """Thickness of the thinnest layer that is drawn: what anatomy has, and the view can show.

    Readers draw a line where they see one; what is thinner than two pixels of a usual frame they do
    not see, and neither does a network.
    """
    return max(anatomy_mm, LEAST_PIXELS * max(view.depth_mm, view.width_mm) / USUAL_SIDE)


def sheet_mm(
    rng: np.random.Generator, side_mm: float, range_mm: tuple[float, float], echo_mm: float = 0.0
) -> float:
    """Draw the thickness of a sheet of fascia: thin ones are as likely as thick ones.

    Readers draw a sheet as thick as its echo, which pulse, beam and screen make thicker than anatomy.

    Args:
        rng: Source of the drawing.
        side_mm: Extent of the view across the sheet.
        range_mm: Thinnest and thickest that anatomy has.
        echo_mm: What beam or pulse make of a thin one.
    """
    low_mm = max(range_mm[0], echo_mm, LEAST_SHEET_PIXELS * side_mm / USUAL_SIDE)
    return log_between(rng, low_mm, max(range_mm[1], LEAST_SHEET_SPREAD * low_mm))
