"""What a frame really shows: bone sends its surface back, and nothing from behind it."""

import numpy as np
from scipy import ndimage

from usseg.image.preprocess import field_mask
from usseg.tissues import tissues_of
from usseg.types import Field

OUTSIDE, SHADOW, SEEN = 0, 1, 2
CORTEX_MM = 1.0  # of bone that counts as its surface; what is labelled bone farther down is shadow
STRAIGHT = ("whole", "rectangle")
FEWEST_ROWS = 8  # of a fan's side, to find where its beams meet


def visibility(
    mask: np.ndarray, field: Field, model: str, spacing_mm: tuple[float, float]
) -> np.ndarray:
    """Tell for every pixel whether the frame shows what is there.

    Args:
        mask: Label map, uint8, shape (rows, cols).
        field: The B-mode field.
        model: What the labels mean; a model without bone knows no shadow.
        spacing_mm: Pixel size (row, col).

    Returns:
        uint8, same shape: OUTSIDE the field, SHADOW of bone, or SEEN.
    """
    inside = field_mask(field, (mask.shape[0], mask.shape[1]))
    state = np.where(inside, SEEN, OUTSIDE).astype(np.uint8)
    labels = {tissue.name: tissue.label for tissue in tissues_of(model)}
    if "bone" not in labels:
        return state
    bone = (mask == labels["bone"]) & inside
    if bone.any():
        rows, cols = np.nonzero(bone)
        up, aside = towards_probe(rows, cols, field, inside, spacing_mm)
        above = ndimage.map_coordinates(
            bone.astype(np.uint8), [rows + up, cols + aside], order=0, mode="constant"
        )
        state[rows[above > 0], cols[above > 0]] = SHADOW
    return state


def towards_probe(
    rows: np.ndarray, cols: np.ndarray, field: Field, inside: np.ndarray,
    spacing_mm: tuple[float, float],
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Return the step of `CORTEX_MM` along the beam to the probe, in (rows, cols), at pixels.

    Beams of a rectangle run down its columns; those of a fan meet where its sides do.
    """
    row_mm, col_mm = spacing_mm
    apex = None if field.kind in STRAIGHT else beams_meet(inside)
    if apex is None:
        return np.full(rows.shape, -CORTEX_MM / row_mm), np.zeros(cols.shape)
    down, right = (rows - apex[0]) * row_mm, (cols - apex[1]) * col_mm
    length = np.maximum(np.hypot(down, right), CORTEX_MM) * np.where(down < 0, -1, 1)
    return -CORTEX_MM * down / length / row_mm, -CORTEX_MM * right / length / col_mm


def beams_meet(inside: np.ndarray) -> tuple[float, float] | None:
    """Return (row, col) where the straight sides of a fan meet; None where they run parallel.

    Args:
        inside: True inside the field, shape (rows, cols).
    """
    width = inside.sum(axis=1)
    rows = np.flatnonzero(width)
    rows = rows[: int(np.argmax(width[rows])) + 1]  # below the widest row the lower arc begins
    rows = rows[len(rows) // 4 :]  # the upper arc ends somewhere above
    if len(rows) < FEWEST_ROWS:
        return None
    left = np.argmax(inside[rows], axis=1)
    right = inside.shape[1] - np.argmax(inside[rows, ::-1], axis=1)
    left_slope, left_start = np.polyfit(rows, left, 1)
    right_slope, right_start = np.polyfit(rows, right, 1)
    if right_slope - left_slope < 1 / inside.shape[0]:
        return None
    row = (left_start - right_start) / (right_slope - left_slope)
    return float(row), float(left_start + left_slope * row)
