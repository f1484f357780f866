"""The regions that a ground truth names, as outlines or as run lengths."""

from dataclasses import dataclass

import numpy as np

from usseg.image.polygon import effort, fill

ELLIPSE_CORNERS = 720  # the polygon leaves a circle of radius 500 by less than 0.005 pixels


@dataclass(frozen=True)
class Outline:
    """One drawn region.

    Attributes:
        name: What the file calls it.
        rings: Closed polygons, float, each of shape (corners, 2) as (row, col) at pixel edges; filled
            together by the even-odd rule, so that a ring inside another is a hole.
    """

    name: str
    rings: tuple[np.ndarray, ...]


@dataclass(frozen=True)
class Runs:
    """One region as run lengths.

    Attributes:
        name: What the file calls it.
        lengths: int64, not negative, adding up to the pixels of the image: how many pixels, down one
            column after the other, lie outside, inside, outside and so on.
    """

    name: str
    lengths: np.ndarray


def rectangle(row0: float, col0: float, row1: float, col1: float) -> np.ndarray:
    """Return the four corners of an upright rectangle: float, shape (4, 2)."""
    return np.array([(row0, col0), (row0, col1), (row1, col1), (row1, col0)], dtype=float)


def ellipse(row0: float, col0: float, row1: float, col1: float) -> np.ndarray:
    """Return the ellipse inside an upright rectangle as a fine polygon: float, shape (corners, 2)."""
    angle = np.linspace(0, 2 * np.pi, ELLIPSE_CORNERS, endpoint=False)
    circle = np.stack([np.sin(angle), np.cos(angle)], axis=1)
    half = np.array([row1 - row0, col1 - col0]) / 2
    return np.array([row0, col0]) + half * (1 + circle)


def covered(
    region: Outline | Runs, shape: tuple[int, int]
) -> tuple[tuple[slice, slice], np.ndarray]:
    """Return a window of an image and, in it, which pixels a region covers."""
    if isinstance(region, Outline):
        return fill(region.rings, shape)
    inside = np.repeat(np.arange(len(region.lengths)) % 2 == 1, region.lengths)
    return (slice(None), slice(None)), inside.reshape(shape[::-1]).T


def effort_of(region: Outline | Runs, shape: tuple[int, int]) -> int:
    """Return what painting a region costs, in pixels."""
    if isinstance(region, Outline):
        return effort(region.rings, shape)
    return shape[0] * shape[1] + len(region.lengths)
