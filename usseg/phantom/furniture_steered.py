"""Lean a frame as a linear probe with steered beams does, and put it on a scanner's screen."""

import zlib
from dataclasses import replace

import numpy as np

from usseg.errors import InputError
from usseg.image.field_fit import within_frame
from usseg.image.preprocess import field_mask
from usseg.phantom.dataset import SCENES, Phantom, make_phantom
from usseg.phantom.furniture import furnish
from usseg.types import Field

STEERABLE = tuple(scene for scene in SCENES if scene not in ("panorama", "convex"))
STREAM = zlib.crc32(b"steered")  # its own random numbers: a phantom's other pictures keep theirs
SLOPES = (0.15, 0.4)  # columns per row: tangents of 9 and 22 degrees, as scanners steer beams
CUT_SHARE = 0.5  # of steered pictures are wider than the window that shows them,
MOST_CUT = 0.8  # which cuts off up to so much of what hangs over


def leaned(plane: np.ndarray, slope: float) -> np.ndarray:
    """Move each row of a plane by whole pixels, so that its sides lean.

    Args:
        plane: Shape (rows, cols).
        slope: Columns per row; to the left where it is negative.

    Returns:
        Shape (rows, cols + overhang), 0 beside the plane.

    >>> leaned(np.array([[1, 2], [3, 4]]), slope=-1).tolist()
    [[0, 1, 2], [3, 4, 0]]
    """
    rows, cols = plane.shape
    moved = np.floor(slope * (np.arange(rows) + 0.5) + 0.5).astype(int)
    moved -= min(int(moved[0]), int(moved[-1]))
    wide = np.zeros((rows, cols + int(moved.max())), dtype=plane.dtype)
    np.put_along_axis(wide, moved[:, None] + np.arange(cols), plane, axis=1)
    return wide


def lean(phantom: Phantom, slope: float, cut: int) -> Phantom:
    """Lean a phantom whose field is its whole frame.

    Args:
        phantom: The phantom.
        slope: Columns per row; to the left where it is negative.
        cut: Columns that the window cuts off where the picture hangs over.

    Raises:
        InputError: Its field is another one: a curved probe steers no beams.
    """
    if phantom.field.kind != "whole":
        raise InputError(
            f"A phantom of scene {phantom.scene!r} cannot be leant: its field is no rectangle. "
            f"Choose one of: {', '.join(STEERABLE)}."
        )
    rows, cols = phantom.pixels.shape
    pixels, mask = leaned(phantom.pixels, slope), leaned(phantom.mask, slope)
    first = 0 if slope > 0 else pixels.shape[1] - cols - cut
    shown = slice(cut, None) if slope < 0 else slice(0, pixels.shape[1] - cut)
    pixels, mask = pixels[:, shown], mask[:, shown]
    lean = first + slope * rows
    corners = [(0, first), (0, first + cols), (rows, lean + cols), (rows, lean)]
    outline = within_frame(np.array(corners, dtype=float), pixels.shape)
    return replace(phantom, pixels=pixels, mask=mask, field=Field("parallelogram", outline))


def make_steered(seed: int, scene: str) -> Phantom:
    """Simulate a phantom with steered beams on a scanner's screen. Same arguments, same bytes.

    Args:
        seed: That of the phantom, which is the one of `make_phantom`.
        scene: One of STEERABLE.

    Raises:
        InputError: The scene is unknown or not made with a linear probe, or the seed negative.
    """
    phantom = make_phantom(seed, scene)
    rng = np.random.default_rng([seed, STREAM])
    slope = float(rng.uniform(*SLOPES)) * (1 if rng.random() < 0.5 else -1)
    most = MOST_CUT * abs(slope) * len(phantom.pixels)
    leaning = lean(phantom, slope, cut=int(rng.uniform(0, most)) if rng.random() < CUT_SHARE else 0)
    inside = field_mask(leaning.field, leaning.pixels.shape)
    screen, (row0, col0) = furnish(leaning.pixels, inside, rng, spacing_mm=phantom.spacing_mm)
    rows, cols = leaning.mask.shape
    mask = np.zeros(screen.shape, dtype=np.uint8)
    mask[row0 : row0 + rows, col0 : col0 + cols] = leaning.mask
    field = Field(leaning.field.kind, leaning.field.outline + np.array([row0, col0]))
    return replace(leaning, pixels=screen, mask=mask, field=field)
