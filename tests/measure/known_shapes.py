"""Masks whose measures are known from geometry."""

import numpy as np

SKIN, FAT, MUSCLE, FASCIA, TENDON = 1, 2, 3, 4, 5


def everywhere(mask: np.ndarray) -> np.ndarray:
    """A field that covers the whole frame."""
    return np.ones(mask.shape, dtype=bool)


def between(top: np.ndarray, bottom: np.ndarray, rows: int, label: int = 1) -> np.ndarray:
    """A mask with a label between two borders, given as rows in pixel-edge coordinates by column."""
    centres = np.arange(rows)[:, None] + 0.5
    return ((centres > top) & (centres < bottom)).astype(np.uint8) * np.uint8(label)


def disc(radius: float, side: int, row_mm: float = 1.0, col_mm: float = 1.0) -> np.ndarray:
    """A disc of `radius` mm in the middle of a square frame."""
    row, col = (
        (np.arange(side) - (side - 1) / 2) * row_mm,
        (np.arange(side) - (side - 1) / 2) * col_mm,
    )
    return (row[:, None] ** 2 + col**2 < radius**2).astype(np.uint8)


def pennate(rows: int = 300, cols: int = 400, slopes: tuple[float, float] = (0.1, -0.05)):
    """Skin, fat and a muscle between two aponeuroses of 6 rows, with muscle below them.

    Returns:
        mask: Multiclass labels.
        top, bottom: Inner edges of the two aponeuroses by column, rounded to rows.
    """
    col = np.arange(cols)
    top, bottom = np.round(60 + slopes[0] * col), np.round(180 + slopes[1] * col)
    row = np.arange(rows)[:, None]
    mask = np.full((rows, cols), FAT, dtype=np.uint8)
    mask[:10] = SKIN
    for start, label in ((top - 6, FASCIA), (top, MUSCLE), (bottom, FASCIA), (bottom + 6, MUSCLE)):
        mask[row >= start] = label
    return mask, top, bottom
