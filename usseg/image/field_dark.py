"""Peel off a screen's ground that is nearly black: its one level is not that of the field's black."""

import numpy as np
from scipy import ndimage

from usseg.image.field_ground import DARKEST, LEAST_GROUND, TEXT_NOISE
from usseg.image.field_island import COARSE, Island, island_within, text_on
from usseg.image.field_screen import EVEN, INK, RINGING, ringing
from usseg.image.field_texture import from_blocks, grown, opened

SIDE_SHARE = 0.5  # of the pixels at one of the frame's edges have the ground's level
SHARP_SHARE = 0.5  # of the lines of pixels end exactly at a side where a screen cuts a field off
DARKER = 0.5  # grey levels: no fading echo is darker than the ground it fades into
EDGE = 10  # pixels at the frame's edge, where a line may run around a panel
PANEL_SHARE = 0.7  # of the pixels at two of the edges of a panel on a brighter ground
SUDDEN = 0.2  # of the pixels of a row change their level where a field begins or ends
RIM = 8  # rows on either side of an edge
BLURRED = 1  # grey level by which JPEG moves an even ground
LINE = 4  # rows: a screen's line is thinner, an echo thicker
FULL = 0.5  # of the brightness is there two rows behind such a side
DROP = 0.7  # of the brightness is lost within one row where a screen cuts echoes off


def band_at_edge(shape: tuple[int, int]) -> np.ndarray:
    """Mark the outermost pixels of a frame: a few rows, for lines may run around a panel."""
    band = np.ones(shape, dtype=bool)
    band[EDGE:-EDGE, EDGE:-EDGE] = False
    return band


def level_at_edge(grey: np.ndarray, spread: np.ndarray, enclosed: bool) -> int | None:
    """Return the dark level that is even along one of the frame's edges; None without one."""
    even = band_at_edge(grey.shape) & (spread <= EVEN)
    levels = np.bincount(grey[even & (grey < DARKEST)], minlength=1)
    level = int(levels.argmax())
    alike = even & (grey == level)
    bands = (alike[:EDGE], alike[-EDGE:], alike[:, :EDGE], alike[:, -EDGE:])
    shares = sorted(band.mean() for band in bands)
    # Black along one side of what a brighter ground surrounds is the field's own depth.
    reaches = shares[-2] >= PANEL_SHARE if enclosed else shares[-1] >= SIDE_SHARE
    return level if reaches and has_sudden_end(grey == level) else None


def has_sudden_end(alike: np.ndarray) -> bool:
    """Tell whether some row or column has much less of a level than one a few pixels away."""
    for axis in (0, 1):
        share = alike.mean(axis=axis, dtype=np.float32)
        if share.size > LINE and np.abs(share[LINE:] - share[:-LINE]).max() >= SUDDEN:
            return True
    return False


def dark_ground(
    grey: np.ndarray, spread: np.ndarray, level: int
) -> tuple[np.ndarray, np.ndarray, int]:
    """Mark the even ground of one level that reaches the frame's edge, and text on it.

    Args:
        grey: uint8, shape (rows, cols).
        spread: Its `local_range`.
        level: Of the ground.
    """
    noise = ringing(spread, grey == level, spread > INK)
    away = np.abs(grey.astype(np.int16) - level)
    still = (away <= BLURRED) & (spread <= EVEN) if noise else (away == 0) & (spread == 0)
    still = opened(still, 3)
    step = max(1, min(grey.shape) // COARSE)
    parts, count = ndimage.label(still[::step, ::step])
    large = np.bincount(parts.ravel(), minlength=count + 1) >= LEAST_GROUND * parts.size
    outer = np.zeros(count + 1, dtype=bool)
    outer[parts[band_at_edge(grey.shape)[::step, ::step]]] = True
    outer[0] = False
    ground = still & from_blocks(grown((large & outer)[parts], step > 1), step, grey.shape)
    return ground, text_on(ground, away <= (TEXT_NOISE if noise else 0), spread), noise


def is_cut(rows: np.ndarray, ground: np.ndarray, level: int, blurred: bool) -> bool:
    """Tell whether a side cuts a field off, rather than that echoes fade into the ground there.

    Args:
        rows: Grey levels on both sides of it, uint8, shape (2 * RIM, lines), the ground first.
        ground: True where these are ground, likewise.
        level: Of the ground.
        blurred: Whether the frame went through JPEG.
    """
    profile = rows.mean(axis=1)
    lit = profile[RIM + 1] >= FULL * profile[RIM:].mean()
    sharp = lit and (ground[:-1] & ~ground[1:]).mean(axis=1).max() >= SHARP_SHARE
    drop = blurred and np.diff(profile).max() >= DROP * profile.max()
    darker = profile[RIM:].mean() < level - DARKER
    typical = np.median(rows, axis=1)
    outer, middle, inner = typical[:-LINE], typical[LINE // 2 : -LINE // 2], typical[LINE:]
    line = (outer <= level + RINGING) & (middle - np.maximum(outer, inner) > INK)
    return bool(sharp or drop or darker or line.any())


def find_dark_island(grey: np.ndarray, spread: np.ndarray, enclosed: bool) -> Island | None:
    """Find the rectangle that a nearly black ground surrounds, whose own black is another.

    Args:
        grey: uint8, shape (rows, cols).
        spread: Its `local_range`.
        enclosed: Whether a brighter ground encloses it.

    Returns:
        The rectangle; None where it is none, or where echoes may fade into the ground.
    """
    level = level_at_edge(grey, spread, enclosed)
    if level is None:
        return None
    ground, text, noise = dark_ground(grey, spread, level)
    island = island_within(grey, ground, spread, text)
    if island is None or not island.is_rectangle:
        return None
    row0, col0, row1, col1 = island.box
    across, down = slice(col0, col1), slice(row0, row1)
    sides = (
        (grey[:, across], ground[:, across], row0),
        (grey[::-1, across], ground[::-1, across], len(grey) - row1),
        (grey[down].T, ground[down].T, col0),
        (grey[down, ::-1].T, ground[down, ::-1].T, grey.shape[1] - col1),
    )
    for plane, marked, at in sides:
        lines = slice(at - RIM, at + RIM)
        if at >= RIM and not is_cut(plane[lines], marked[lines], level, noise > 0):
            return None
    return island
