"""A pattern for each tissue: what a colour says, for those who cannot tell the colours apart."""

import numpy as np

PERIOD_SHARE = 1 / 48  # of a picture's longer side
LEAST_PERIOD = 6  # pixels; narrower lines would run together
LINE_SHARE = 1 / 6  # of a period

PATTERNS = {
    "skin": "horizontal lines",
    "fat": "dots",
    "muscle": "rising lines",
    "fascia": "vertical lines",
    "tendon": "falling lines",
    "ligament": "crossed lines",
    "bone": "chequered",
}


def period_of(shape: tuple[int, ...]) -> int:
    """Return after how many pixels the patterns repeat in a picture of (rows, cols).

    >>> period_of((384, 384)), period_of((40, 60))
    (8, 6)
    """
    return max(LEAST_PERIOD, round(PERIOD_SHARE * max(shape[:2])))


def pattern(name: str, shape: tuple[int, int], period: int) -> np.ndarray:
    """Return where a pattern has ink.

    Args:
        name: One of the values of `PATTERNS`.
        shape: (rows, cols).
        period: Pixels after which it repeats.

    Returns:
        Boolean, shape (rows, cols).

    >>> pattern("vertical lines", (2, 8), 6).astype(int).tolist()
    [[1, 0, 0, 0, 0, 0, 1, 0], [1, 0, 0, 0, 0, 0, 1, 0]]
    """
    line = max(1, round(LINE_SHARE * period))
    rows, cols = np.arange(shape[0])[:, None], np.arange(shape[1])[None, :]
    rising, falling = (rows + cols) % period < line, (rows - cols) % period < line
    across, down = rows % period < line, cols % period < line
    half = max(1, period // 2)
    drawn = {
        "horizontal lines": across,
        "vertical lines": down,
        "rising lines": rising,
        "falling lines": falling,
        "crossed lines": rising | falling,
        "dots": (rows % period < 2 * line) & (cols % period < 2 * line),
        "chequered": (rows // half + cols // half) % 2 == 0,
    }
    return np.broadcast_to(drawn[name], shape)


def tile(name: str, colour: tuple[int, int, int], period: int, repeats: int) -> np.ndarray:
    """Return a swatch of a tissue's colour with its pattern: RGB, uint8, square.

    Args:
        name: One of the values of `PATTERNS`.
        colour: Of the tissue.
        period: Pixels after which the pattern repeats.
        repeats: How many periods a side has.
    """
    side = period * repeats
    swatch = np.full((side, side, 3), colour, dtype=np.uint8)
    swatch[pattern(name, (side, side), period)] = ink_on(swatch)
    return swatch


def ink_on(pixels: np.ndarray) -> tuple[int, int, int]:
    """Return black or white, whichever is further from some colours (..., 3) on average.

    Source:
        Weights of red, green and blue: ITU-R BT.601.

    >>> ink_on(np.array([[240, 228, 66]])), ink_on(np.array([[0, 114, 178]]))
    ((0, 0, 0), (255, 255, 255))
    """
    luma = float((pixels.reshape(-1, 3) @ np.array([0.299, 0.587, 0.114])).mean())
    return (0, 0, 0) if luma >= 127.5 else (255, 255, 255)
