"""From stored samples to grey levels: colour, transparency, orientation, the value of white."""

import numpy as np

from usseg.image.constant import ConstantError
from usseg.types import Frame

# Weights of red, green and blue in 1/65536: exact for uint16 in uint32, and grey stays grey.
# Source: ITU-R BT.601-7, section 2.5.1: 0.299, 0.587, 0.114.
LUMA = (19595, 38470, 7471)
LUMA_HALF = 1 << 15
WHITES = (255, 1023, 4095, 16383, 65535)  # 8, 10, 12, 14 and 16 bits
COLOURED = 0.125  # channels that differ by more than this share of white are colour, not JPEG noise
COLOURED_SHARE = 0.001  # of the pixels, from which on colour is worth a sentence
PHOTOGRAPH_SHARE = 0.3  # of the pixels: a Doppler box is smaller
MANY_HUES = 0.04  # of white: how far hues stray from one tint; tinted screens stay below 0.01
MOST_SAMPLED = 20_000  # pixels that are looked at for their hue


def luma(colour: np.ndarray) -> np.ndarray:
    """Turn colour (rows, cols, 3), uint8 or uint16, to grey (rows, cols) of the same dtype.

    >>> print(luma(np.array([[[255, 0, 0], [0, 255, 0], [7, 7, 7]]], dtype=np.uint8)))
    [[ 76 150   7]]
    """
    grey = np.full(colour.shape[:2], LUMA_HALF, dtype=np.uint32)
    for channel, weight in enumerate(LUMA):
        grey += colour[..., channel] * np.uint32(weight)
    return (grey >> 16).astype(colour.dtype)


def over_black(grey: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Composite grey (rows, cols) on black by its alpha, both of one dtype, uint8 or uint16.

    >>> print(over_black(np.array([[200, 200]], np.uint8), np.array([[255, 51]], np.uint8)))
    [[200  40]]
    """
    opaque = np.uint32(np.iinfo(grey.dtype).max)
    return ((grey * alpha.astype(np.uint32) + opaque // 2) // opaque).astype(grey.dtype)


def to_grey(samples: np.ndarray) -> np.ndarray:
    """Turn (rows, cols) or (rows, cols, 1 to 4), uint8 or uint16, to grey (rows, cols).

    Two samples are grey and alpha, three are red, green, blue, and a fourth is alpha.
    """
    if samples.ndim == 2:
        return samples
    channels = samples.shape[2]
    grey = luma(samples) if channels >= 3 else samples[..., 0]
    return over_black(grey, samples[..., -1]) if channels in (2, 4) else grey


def colour_warnings(samples: np.ndarray, white: int) -> tuple[str, ...]:
    """Say that a frame is really coloured, as a Doppler overlay or a tinted screen is."""
    if samples.ndim == 2 or samples.shape[2] < 3:
        return ()
    colour = samples[..., :3]
    share = float(((colour.max(axis=2) - colour.min(axis=2)) > COLOURED * white).mean())
    if share <= COLOURED_SHARE:
        return ()
    return (f"{share:.1%} of the pixels are coloured; they were turned to grey by their luma.",)


def is_colourful(samples: np.ndarray, white: int) -> bool:
    """Tell whether much of a picture is coloured, and in more hues than one tint gives.

    A tint makes the colour of a pixel a function of its grey; what such a function leaves over
    are hues of their own.

    Args:
        samples: uint8 or uint16, shape (rows, cols) or (rows, cols, 1 to 4).
        white: The value that means white.
    """
    if samples.ndim == 2 or samples.shape[2] < 3:
        return False
    pixels = samples[..., :3].reshape(-1, 3)
    pixels = pixels[:: -(-len(pixels) // MOST_SAMPLED)].astype(float) / white
    coloured = np.ptp(pixels, axis=1) > COLOURED
    if coloured.mean() < PHOTOGRAPH_SHARE:
        return False
    grey, tint = pixels.mean(axis=1), pixels[:, [0, 2]] - pixels[:, [1]]
    powers = np.stack([grey**power for power in range(4)], axis=1)
    left_over = tint - powers @ np.linalg.lstsq(powers, tint, rcond=None)[0]
    return bool(np.sqrt((left_over**2).mean()) > MANY_HUES)


def white_of(samples: np.ndarray) -> tuple[int, tuple[str, ...]]:
    """Return the value that means white in a uint8 or uint16 file, and a sentence if it is a guess.

    A file of 16 bits does not say how many of them the scanner used: the smallest usual range that
    holds the largest value is taken.

    >>> white_of(np.array([[3000]], np.uint16))[0]
    4095
    """
    if samples.dtype == np.uint8:
        return 255, ()
    top = int(samples.max())
    white = next(white for white in WHITES if top <= white)
    if white == WHITES[-1]:
        return white, ()
    return white, (f"The 16-bit values reach {top}, so {white} was taken as white.",)


def turn(pixels: np.ndarray, orientation: int) -> np.ndarray:
    """Bring pixels (rows, cols, ...) upright as EXIF and TIFF tag 274 ask; other numbers change nothing.

    >>> print(turn(np.array([[1, 2, 3]]), 6).ravel(), turn(np.array([[1, 2, 3]]), 6).shape)
    [1 2 3] (3, 1)
    """
    if orientation in (5, 6, 7, 8):
        pixels = pixels.swapaxes(0, 1)
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    return pixels


def make_frame(
    samples: np.ndarray, name: str, white: int | None = None, warnings: tuple[str, ...] = ()
) -> Frame:
    """Make a frame of unknown spacing from decoded samples.

    Args:
        samples: uint8 or uint16, shape (rows, cols) or (rows, cols, 1 to 4).
        name: What messages call the image.
        white: The stored value that means white; None when the file does not say it.
        warnings: Sentences that were collected while decoding.

    Raises:
        ConstantError: All pixels are equal.
    """
    if white is None:
        colours = samples[..., :1] if samples.ndim == 3 and samples.shape[2] == 2 else samples
        white, guesses = white_of(colours[..., :3] if samples.ndim == 3 else colours)
        warnings = (*warnings, *guesses)
    pixels = np.ascontiguousarray(to_grey(samples))
    if pixels.min() == pixels.max():
        raise ConstantError(
            f"{name} is constant: every pixel has the value {pixels.flat[0]}. An ultrasound image "
            f"with echoes was expected. Check the export of the image.",
            Frame(pixels, white, warnings=warnings),
        )
    notes = (*warnings, *colour_warnings(samples, white))
    return Frame(pixels, white, warnings=notes, colourful=is_colourful(samples, white))
