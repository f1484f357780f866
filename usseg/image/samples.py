"""Check the numbers of an array that claims to be an image."""

import numpy as np

from usseg.errors import InputError
from usseg.image.limits import check_size

FULL = 65535
EXPECTED = "uint8, uint16, bool, or float in 0 to 1"


def check_shape(pixels: np.ndarray, name: str) -> None:
    """Refuse an array that is not one grey or colour picture of a sensible size.

    Raises:
        InputError: Its shape is not (rows, cols), (rows, cols, 3) or (rows, cols, 4), or its size is
            out of bounds.
    """
    if not (pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[2] in (3, 4))):
        raise InputError(
            f"{name} has shape {pixels.shape}; (rows, cols) or (rows, cols, 3 or 4) was expected. "
            f"Give one grey or colour image."
        )
    check_size(pixels.shape[0], pixels.shape[1], name)


def samples_from_array(pixels: np.ndarray, name: str) -> tuple[np.ndarray, int | None]:
    """Turn an array of any accepted dtype into uint8 or uint16 samples of the same shape.

    Returns:
        samples: uint8 or uint16.
        white: The value that means white, or None where a 16-bit array does not say it.

    Raises:
        InputError: The dtype is another one, or a float is NaN or outside 0 to 1.
    """
    if pixels.dtype == bool:
        return pixels * np.uint8(255), 255
    if pixels.dtype in (np.uint8, np.uint16):
        return pixels, None
    if not np.issubdtype(pixels.dtype, np.floating):
        raise InputError(
            f"{name} holds {pixels.dtype} values; {EXPECTED} was expected. "
            f"Convert it to its true range first."
        )
    if not np.isfinite(pixels).all():
        raise InputError(
            f"{name} contains NaN or infinite values; finite numbers in 0 to 1 were expected. "
            f"Replace them, for instance by 0."
        )
    low, high = float(pixels.min()), float(pixels.max())
    if low < 0 or high > 1:
        raise InputError(
            f"{name} holds floats from {low:g} to {high:g}; 0 (black) to 1 (white) was expected. "
            f"Divide by the value that means white."
        )
    return np.rint(pixels * np.float64(FULL)).astype(np.uint16), FULL
