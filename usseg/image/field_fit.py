"""Whether a fan with arcs fits what a frame shows, and which of several fits best."""

import numpy as np

from usseg.image.field_curve import cut
from usseg.image.field_fan import fan
from usseg.image.field_screen import BLACK, EVEN
from usseg.image.field_speckle import Speckle
from usseg.image.field_texture import local_range, opened
from usseg.image.field_wedge import Wedge
from usseg.image.preprocess import field_mask
from usseg.types import Field

MOST_LOST = 0.06  # of the speckle may lie outside: more is tissue that must not be cut away
MOST_LEFT = 0.25  # of all thick echoes of the frame, with furniture, may lie outside
PATCH = 5  # pixels: what no square of this side fits into is ink
MOST_GROUND = 0.02  # of a fan may be the screen's ground: more, and it does not fit
LEAST_ECHOES = (0.0, 0.03, 0.2)  # of what an arc adds to a fan shows echoes
LEAST_FILLED = 0.25  # of a fan shows speckle: shadows hide less


def within_frame(polygon: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Cut off what passes the edges of a frame of this shape (rows, cols)."""
    for axis, size in enumerate(shape):
        polygon = cut(polygon, polygon[:, axis])
        polygon = cut(polygon, size - polygon[:, axis])
    return polygon


def area_of(polygon: np.ndarray) -> float:
    """Area of a polygon (vertices, 2) in pixels."""
    row, col = polygon.T
    return abs(float(np.sum(row * np.roll(col, 1) - col * np.roll(row, 1)))) / 2


def lost(pixels: np.ndarray, field: Field) -> float:
    """Share of the speckle that a field leaves out, ink not counted."""
    outside = opened(pixels & ~field_mask(field, pixels.shape), PATCH)
    return float(np.count_nonzero(outside)) / max(1, int(np.count_nonzero(pixels)))


def fits(field: Field, speckle: Speckle, grey: np.ndarray) -> bool:
    """Tell whether a fan covers the speckle, and beyond it only what may be shadow.

    Args:
        field: The fan.
        speckle: The frame's speckle.
        grey: uint8, shape (rows, cols).
    """
    covered = field_mask(field, grey.shape)
    ground = opened(covered & (grey > BLACK) & (local_range(grey) <= EVEN), PATCH)
    size = max(1, int(np.count_nonzero(covered)))
    return bool(
        np.count_nonzero(ground) <= MOST_GROUND * size
        and np.count_nonzero(covered & speckle.near) >= LEAST_FILLED * size
        and lost(speckle.near, field) <= MOST_LOST
    )


def is_filled(small: Field, large: Field, speckle: Speckle, least: float) -> bool:
    """Tell whether what a larger fan adds to a smaller one shows echoes, or is next to nothing."""
    shape = speckle.anywhere.shape
    within, every = field_mask(small, shape), field_mask(large, shape)
    added = every & ~within
    if np.count_nonzero(added) <= MOST_GROUND * np.count_nonzero(within):
        return True
    return float(speckle.anywhere[added].mean()) >= least


def fan_field(speckle: Speckle, wedge: Wedge, grey: np.ndarray, tolerance: float) -> Field | None:
    """Return the field between two mirrored sides; None where none fits what is seen.

    Its arcs are looked for in the thick patch of echoes, then in all thick echoes, then in all.
    The latter reach farther in dark frames, and count where they fill what they add: lines and
    text of the screen do not.
    """
    best = None
    thick = opened(speckle.anywhere, PATCH)
    for echoes, least in zip((speckle.near, thick, speckle.anywhere), LEAST_ECHOES, strict=True):
        shape = fan(echoes, wedge, tolerance)
        polygon = None if shape is None else within_frame(shape[0], grey.shape)
        if shape is None or polygon is None or len(polygon) < 3:
            continue
        field = Field("arc" if shape[1] else "sector", polygon)
        if lost(thick, field) > MOST_LEFT or not fits(field, speckle, grey):
            continue
        if best is None or is_filled(best, field, speckle, least):
            best = field
    return best
