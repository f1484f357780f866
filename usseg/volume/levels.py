"""Voxels of any kind of number to the grey levels of frames."""

import numpy as np

from usseg.errors import InputError
from usseg.image.grey import luma, white_of

FULL = 65535
STRETCHED = (
    "The voxels are no grey levels from 0 up: their range, {low:g} to {high:g}, was taken for "
    "black to white."
)


def to_levels(voxels: np.ndarray, name: str) -> tuple[np.ndarray, int, tuple[str, ...]]:
    """Turn the voxels of a whole volume to grey levels; one rule for all slices.

    Args:
        voxels: Real numbers, shape (slices, rows, cols), or (slices, rows, cols, 3) for colour.
        name: What messages call the file.

    Returns:
        pixels: uint8 or uint16, shape (slices, rows, cols).
        white: The value that means white.
        warnings: What was taken for granted.

    Raises:
        InputError: All voxels are equal, or some are not finite.
    """
    if voxels.ndim == 4:
        voxels = np.stack([luma(in_bytes(frame)) for frame in voxels])
    if voxels.dtype.kind == "f" and not np.isfinite(voxels).all():
        raise InputError(f"{name} contains voxels that are not finite. Replace them, as by 0.")
    low, high = float(voxels.min()), float(voxels.max())
    if low == high:
        raise InputError(
            f"{name} is constant: every voxel is {low:g}. Frames with echoes were expected. Check "
            "the export."
        )
    if voxels.dtype in (np.uint8, np.uint16):
        return (voxels, *white_of(voxels))
    whole = voxels.dtype.kind in "iu" or bool((voxels == np.rint(voxels)).all())
    if whole and low >= 0 and high <= FULL:
        levels = voxels.astype(np.uint8 if high <= 255 else np.uint16)
        return (levels, *white_of(levels))
    stretched = (voxels.astype(np.float32) - low) * np.float32(FULL / (high - low))
    unit = low >= 0 and high <= 1
    if unit:
        stretched = voxels.astype(np.float32) * FULL
    words = () if unit else (STRETCHED.format(low=low, high=high),)
    return np.rint(stretched).astype(np.uint16), FULL, words


def in_bytes(frame: np.ndarray) -> np.ndarray:
    """Return a colour frame (rows, cols, 3) as uint8, as every colour volume of ultrasound is."""
    return np.clip(frame[..., :3], 0, 255).astype(np.uint8)
