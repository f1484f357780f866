"""What surrounds a field: the constant greys of a screen, the ink on them, what JPEG did to both."""

import numpy as np

from usseg.image.field_texture import grown

EVEN = 2  # grey levels by which the pixels of a constant ground may differ after JPEG
INK = 40  # grey levels by which letters and lines stand out from their ground
GROUND_SHARE = 0.02  # of the frame: a grey level that common in even areas is one of the screen's
RINGING = 12  # grey levels that JPEG adds to the ground beside ink
RINGING_SHARE = 0.3  # of the ground beside ink is uneven in a frame that went through JPEG
ENOUGH = 40  # pixels of ground beside ink, to tell whether it did
BLACK = 10  # grey level up to which an even area may be anechoic tissue
BRIGHT_SHARE = 0.6  # of the even ground around the field is brighter: then black is not ground
FLOOR_SHARE = (0.03, 0.6)  # of the even ground around the field may show the field's own black


def ground_of(grey: np.ndarray, spread: np.ndarray, outside: np.ndarray) -> np.ndarray:
    """Mark the pixels whose level is, but for JPEG, one of the screen's constant greys.

    Args:
        grey: uint8, shape (rows, cols).
        spread: Its `local_range`.
        outside: Where no field is, bool: the screen's greys are those common there.
    """
    counts = np.bincount(grey[outside & (spread == 0)], minlength=256)
    ground = np.zeros(256, dtype=bool)
    for level in np.flatnonzero(counts > GROUND_SHARE * grey.size):
        ground[max(0, level - RINGING) : level + RINGING + 1] = True
    return ground[grey]


def ringing(spread: np.ndarray, ground: np.ndarray, ink: np.ndarray) -> int:
    """Return the unevenness that JPEG gave the ground beside ink: 0 in a frame without JPEG."""
    if not ink.any():
        return 0
    beside = spread[grown(ink, 3) & ~grown(ink, 1) & ground & (spread <= INK)]
    if beside.size < ENOUGH or (beside > 0).mean() < RINGING_SHARE:
        return 0
    return int(min(np.percentile(beside, 90), RINGING))


def black_of_field(
    grey: np.ndarray, spread: np.ndarray, ring: np.ndarray, exact: bool
) -> np.ndarray | None:
    """Mark the black that can only be field: the depths that sent no echo.

    On a bright ground all black is field. On a black ground it is where the field's own black is
    a level or two above that of the screen, which shows only if no JPEG blurred the difference.

    Args:
        grey: uint8, shape (rows, cols).
        spread: Its `local_range`.
        ring: The surroundings of the field, bool.
        exact: Whether the frame is free of JPEG.

    Returns:
        Bool, shape (rows, cols), or None when nothing tells the field's black from the screen's.
    """
    levels = grey[ring & (spread <= EVEN)]
    if levels.size == 0:
        return None
    if (levels > BLACK).mean() > BRIGHT_SHARE:
        return grey <= BLACK
    edge = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    if not (edge <= BLACK).any():
        return None
    screen = int(np.bincount(edge[edge <= BLACK]).argmax())
    own = (grey <= BLACK) & (grey != screen)
    low, high = FLOOR_SHARE
    share = float(((levels <= BLACK) & (levels != screen)).mean())
    return own if exact and low < share < high else None
