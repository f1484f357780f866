"""What lies beyond a side of a field: ground, black, ink, or echoes again; a step, or fading."""

import numpy as np
from scipy import ndimage

from usseg.image.field_screen import BLACK, EVEN, INK
from usseg.image.field_texture import RINGING_REACH, grown, local_range

LEAST_BAND = 9  # rows and columns: JPEG's ringing at the field's edge reaches as far
STEP_SHARE = 0.6  # of the columns must change at one row before it counts as the floor's edge
STILL_SHARE = 0.05  # of the columns may change just beyond it
GROUND_SHARE = 0.5  # of a row must have one level, brighter than black, to be ground
EVEN_SHARE = 0.8  # of it does not vary at all: dark muscle of few grey levels does
GROUND_ROWS = 12  # rows of it in sequence: fewer may be an echo of the probe's face
LINE_SHARE = 0.9  # of the columns are brighter than black in an echo of the probe's face
RING_ROWS = 3  # of such an echo: a line of the screen is thinner
RING_LEVELS = 3  # that it has at least: a bar of the screen has one
NEAR_EDGE = 10  # rows around an edge of speckle, which JPEG's ringing may move
BINS = 8  # parts of a side
MOST_BINS = 5  # of them show echoes where a field goes on, ink where furniture runs along a side
STROKE = 90  # grey levels: the contrast of ink, rare in echoes
ECHO_SHARE = 0.15  # of the pixels of a part are uneven where there are echoes
FULL_SHARE = 0.6  # and of more rows than a letter has
TALL = 25
ECHO_PARTS = 4  # of a band: echoes fill at least one


def ground_rows(band: np.ndarray) -> np.ndarray:
    """Mark the rows from which on the screen's ground, brighter than black, begins."""
    level = np.median(band, axis=1, keepdims=True).astype(int)
    alike = (np.abs(band - level) <= EVEN) & (local_range(band) == 0)
    even = alike.mean(axis=1) > EVEN_SHARE
    bright = (band > BLACK).mean(axis=1) >= 1 - GROUND_SHARE
    steady = np.abs(np.diff(level[:, 0], append=level[-1])) <= EVEN
    rows = min(GROUND_ROWS, len(band))
    shifted = {"origin": -(rows // 2), "mode": "nearest"}
    return ndimage.minimum_filter1d(even & bright & steady, rows, **shifted)


def floor_ends(band: np.ndarray) -> np.ndarray:
    """Mark the rows at which the field's own black gives way to that of the screen."""
    black = (band <= BLACK).mean(axis=1) > GROUND_SHARE
    changes = np.zeros(len(band) + 2)
    changes[1 : len(band)] = (band[1:] != band[:-1]).mean(axis=1)
    ends = (changes[:-2] > STEP_SHARE) & (changes[2:] < STILL_SHARE) & black
    ends[1:] &= black[:-1]
    ends[:3] = False
    return ends


def in_bins(marked: np.ndarray) -> np.ndarray:
    """Return the share of marked pixels in each part of each row, shape (rows, BINS)."""
    edges = np.linspace(0, marked.shape[1], BINS + 1).astype(int)
    sums = np.add.reduceat(marked.astype(np.int32), edges[:-1], axis=1)
    return sums / np.maximum(np.diff(edges), 1)


def echoes_and_ink(band: np.ndarray, noise: int) -> tuple[np.ndarray, np.ndarray]:
    """Mark the rows that show echoes over most of their length, and those that show ink.

    Ink is strokes of high contrast with nothing but constant ground between them.

    Args:
        band: Grey levels, uint8, shape (rows, cols).
        noise: Unevenness that JPEG left on the screen.
    """
    spread = local_range(band)
    strokes = spread > STROKE
    faint = (spread > noise) & ~grown(strokes, RINGING_REACH if noise else 2)
    height = 2 * (len(band) // (2 * ECHO_PARTS)) + 1
    echoes = in_bins(faint)
    dense = ndimage.uniform_filter1d(echoes, min(height, LEAST_BAND), axis=0) > ECHO_SHARE
    dense |= ndimage.uniform_filter1d(in_bins(spread > noise), TALL, axis=0) > FULL_SHARE
    inked = ((in_bins(spread > INK) > 0) & ~dense).sum(axis=1)
    return dense.sum(axis=1) >= MOST_BINS, inked


def own_lines(band: np.ndarray, beside: np.ndarray) -> np.ndarray:
    """Mark the rows above a field that are bright over its width and no farther, bool, shape (rows,).

    So are the echo of the probe's face and that of a membrane; lines and bars of the screen are
    wider.

    Args:
        band: Grey levels, uint8, shape (rows, cols of the field), nearest to the field first.
        beside: Grey levels beside the field at those rows, uint8, shape (rows, 0 to 2).
    """
    lines = (band > BLACK).mean(axis=1) > LINE_SHARE
    level = np.median(band, axis=1).astype(int)
    wider = (np.abs(beside.astype(int) - level[:, None]) <= INK // 2).any(axis=1)
    return np.asarray(lines & ~wider)


def ring_end(band: np.ndarray, beside: np.ndarray) -> int:
    """Return where the echo of the probe's face ends beyond the last speckle; 0 without one.

    It is a stack of bright lines of several levels exactly as wide as the field. Lines and bars
    of the screen are thin, of one level, or wider. Arguments are those of `own_lines`.
    """
    level = np.median(band, axis=1).astype(int)
    runs, count = ndimage.label(own_lines(band, beside))
    end = 0
    for run in range(1, count + 1):
        rows = np.flatnonzero(runs == run)
        if rows.size >= RING_ROWS and np.unique(level[rows] // 4).size >= RING_LEVELS:
            end = int(rows[-1]) + 1
    return end


def is_cropped(band: np.ndarray, width: int) -> bool:
    """Tell whether a frame of this width seems cropped to its field: it is as wide, and inkless.

    Args:
        band: Grey levels beyond a side of the field, uint8, shape (rows, cols of the field).
        width: Of the frame.
    """
    return band.shape[1] == width and not (local_range(band) > STROKE)[2:].any()
